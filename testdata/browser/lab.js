// What the checks of the page share: the browser, the page, the command line.

import {execFileSync, spawn} from 'node:child_process';
import {mkdtempSync, readFileSync, existsSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {chromium} from 'playwright-core';

export const program = process.env.CROSSROADS;
const browserPath = process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
if (!program || !browserPath) throw new Error('CROSSROADS (the built program) and a Chromium are needed: .ci/browser finds both');

export const folder = mkdtempSync(join(tmpdir(), 'crossroads-'));
execFileSync(program, ['page', '--out', folder], {stdio: ['ignore', 'ignore', 'inherit']});
export const file = join(folder, 'crossroads.html');
export const url = pathToFileURL(file).href;
export const label = 'ILLUSTRATIVE — not a forecast';

/** Runs the command line; returns what it printed and how it ended. */
export function run(...args) {
  try {
    return {code: 0, out: execFileSync(program, args, {encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 26}), words: ''};
  } catch (fault) {
    return {code: fault.status, out: fault.stdout, words: fault.stderr};
  }
}

/** A path that uses every lever and an event. */
export const busy = '#v=1&from=three-pillar&t=40&p=0.7&r=0.2&i=300!2029r1500&o=0.3!2029r0.9&d=0.5&n=0.4&x=0.1&k=0&z=border_closure,2027,months:6&w=central';
export const tabs = ['paths', 'difference', 'cost', 'levers', 'assumptions', 'how', 'class'];

/** The browser that all pages share, even those opened at the same time. @type {Promise<any>|undefined} */
let browser;
export async function open() {
  browser ??= chromium.launch({executablePath: browserPath, args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu']});
  return browser;
}
export async function close() { await (await browser)?.close(); }

/**
 * A fresh page, ready to be used, at the Workbench unless the hash says otherwise. Whatever goes wrong in it, and whatever it
 * asks of others, is kept in its faults.
 */
export async function lab(options = {}, hash = '#v=1', at = url) {
  const context = await (await open()).newContext({viewport: {width: 1366, height: 768}, acceptDownloads: true, permissions: [], ...options});
  context.setDefaultTimeout(180_000); // a slow machine is no fault of the page
  const page = await context.newPage();
  page.faults = [];
  page.url0 = at;
  page.on('pageerror', e => page.faults.push('error: ' + e.message));
  page.on('console', m => { if (['error', 'warning'].includes(m.type())) page.faults.push('console: ' + m.text()); });
  page.on('request', r => { if (!r.url().startsWith(at) && !/^(data|blob):/.test(r.url())) page.faults.push('request: ' + r.url()); });
  await page.goto(at + hash);
  await page.waitForSelector('html[data-ready]');
  return page;
}

/** Waits until the draws of what is shown are in. */
export const settled = page => page.waitForFunction(() => document.documentElement.dataset.drawn === 'yes');

/** Letters the page is measured in: one narrow, one wide. */
export const fonts = ['Liberation Sans', 'DejaVu Sans'];

/**
 * Sets the size and the letters of a page and measures it: whether it scrolls sideways or down, and the texts that
 * are cut off or smaller than `least` pixels among what `which` selects and is seen. What has no text or scrolls
 * by itself is not cut off.
 */
export async function measured(page, width, height, letters, which, least) {
  await page.setViewportSize({width, height});
  return page.evaluate(async ([letters, which, least]) => {
    document.documentElement.style.fontFamily = `"${letters}"`;
    for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame); // the charts follow a frame later
    const seen = [...document.querySelectorAll(which)].filter(e => e.getClientRects().length && e.textContent.trim() && !e.closest('.quiet, .skip, .about > :not(summary)'));
    const says = e => `${e.tagName.toLowerCase()}.${e.getAttribute('class') ?? ''}: ${e.textContent.trim().slice(0, 40)}`;
    return {
      sideways: document.documentElement.scrollWidth > innerWidth, tall: document.documentElement.scrollHeight > innerHeight,
      small: seen.filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) && parseFloat(getComputedStyle(e).fontSize) < least - .01).map(says),
      cut: seen.filter(e => e instanceof HTMLElement && e.clientWidth && e.scrollWidth > e.clientWidth + 1 && !/auto|scroll/.test(getComputedStyle(e).overflowX)).map(says),
      badge: document.querySelector('header .badge').textContent,
    };
  }, [letters, which, least]);
}

const axe = readFileSync(new URL('./node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
/**
 * What axe finds wrong with a page, or with the part of it that a selector names: each rule once, with the first places.
 * In the dark only the colours differ, so that only they are looked at.
 */
export async function violations(page, view, dark, part) {
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(axe);
  const found = await page.evaluate(async ([part, dark]) => {
    const runOnly = dark ? ['color-contrast'] : ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const {violations} = await window.axe.run(part ? {include: [[part]]} : document, {runOnly: {type: dark ? 'rule' : 'tag', values: runOnly}, resultTypes: ['violations'], iframes: false});
    return violations.map(v => `${v.id}: ${v.nodes.map(n => n.target + ' ' + n.html.slice(0, 90)).slice(0, 3).join(' | ')}`);
  }, [part, dark]);
  return found.map(v => `${view}: ${v}`);
}

/** Waits until the tab holds its charts and words. */
export const drawn = page => page.waitForFunction(() => [...document.querySelectorAll('#pane svg[role=img]')].every(e => e.querySelector('title')) && document.querySelector('#pane').textContent.length > 100);

/** Asks the model inside the page. */
export const ask = (page, question) => page.evaluate(q => window.crossroads.ask(q), question);

/** What the page shows: cards and every line. */
export const shown = page => page.evaluate(() => ({
  cards: [...document.querySelectorAll('.card')].map(c => c.textContent),
  lines: [...document.querySelectorAll('.grid .line')].map(l => l.getAttribute('d')),
  levers: [...document.querySelectorAll('.left .lever-bottom input[type=number]')].map(i => i.value),
}));

export const lever = (page, name) => page.locator(`[data-lever=${name}] .lever-bottom input[type=range]`);

/** Chooses from the menu More. */
export async function menu(page, item) {
  await page.click('#more > summary');
  await page.click('#menu-' + item);
}

/** What a download holds. */
export async function download(page, act) {
  const [d] = await Promise.all([page.waitForEvent('download'), act()]);
  return {name: d.suggestedFilename(), text: readFileSync(await d.path())};
}

/** Serves the page; resolves to its address and a way to stop it. */
export async function serve() {
  const child = spawn(program, ['serve', '--no-browser', '--addr', '127.0.0.1:0'], {stdio: ['ignore', 'pipe', 'ignore']});
  const address = await new Promise((resolve, reject) => {
    child.stdout.once('data', text => resolve(String(text).trim()));
    child.once('exit', code => reject(new Error('serve ended with ' + code)));
  });
  return {address, stop: () => new Promise(resolve => { child.removeAllListeners('exit'); child.once('exit', resolve); child.kill('SIGTERM'); })};
}

/** Rows of a CSV text, after any comment, as objects. */
export function rows(text) {
  const [head, ...lines] = String(text).replace(/^\ufeff/, '').split('\n').filter(l => l && !l.startsWith('#'));
  const split = line => [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].slice(0, -1 + (line.endsWith(',') ? 1 : 0) || undefined).map(m => m[1].replace(/^"|"$/g, '').replace(/""/g, '"'));
  const names = split(head);
  return lines.map(line => Object.fromEntries(split(line).map((v, i) => [names[i], v])));
}
