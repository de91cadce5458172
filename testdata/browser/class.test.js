// A class of forty and its teacher, through the plan of a lesson of fifty minutes:
// guess, see, doubt, try, hand in six letters or a link. Then a second lesson with
// nine levers and codes, and the board of them all.

import assert from 'node:assert/strict';
import {after, test} from 'node:test';
import {ask, close, lab, lever, menu, settled, shown} from './lab.js';

after(close);

/** How many pupils sit at a page in the first lesson and in the second, and how many codes the class hands in. */
const first = 8, second = 4, pupils = 40, together = 4;
const worlds = ['central', 'backlash', 'force-works', 'ties-bind', 'aid-under-fire'];

/** A pupil's hand, the same in every run. */
const hand = i => k => ((i * 31 + k * 17) % 23) / 22;
const screen = i => ({viewport: i % 3 ? {width: 1366, height: 768} : {width: 390, height: 844}, reducedMotion: 'reduce'});

/** The code a page offers, whether it could reach the clipboard or not. */
async function code(page) {
  await menu(page, 'code');
  await page.waitForFunction(() => /CR1/.test(document.querySelector('#notice').textContent + (document.querySelector('dialog[open] textarea')?.value ?? '')));
  const text = await page.evaluate(() => document.querySelector('#notice').textContent + (document.querySelector('dialog[open] textarea')?.value ?? ''));
  if (await page.locator('dialog[open]').count()) await page.keyboard.press('Escape');
  return /CR1[-0-9A-Z ]+/.exec(text)[0].trim();
}

const hashOf = page => page.evaluate(() => location.hash);
const faults = [];

/** The first lesson, from the teacher's link to what is handed in. */
async function starter(i) {
  const page = await lab(screen(i), '#t=1'), at = hand(i);
  const paths = await page.locator('.choice').evaluateAll(list => list.map(c => c.dataset.path));
  await page.click(`.choice >> nth=${i % 3}`);
  await page.click('#lock-pick');
  await page.waitForFunction(() => /fewest|equal|about/i.test(document.querySelector('#question').textContent));
  await page.click('#next');
  for (let k = 0; k < 5; k++) { // into Doubt, then the other worlds
    await page.click('#next');
    await page.waitForFunction(n => document.querySelectorAll('.what-if .got svg').length >= n, k + 1);
  }
  await page.click('#next');
  const dials = page.locator('.dial input');
  for (let k = 0; k < 3; k++) { const dial = dials.nth(k); await dial.fill(String(Math.round(at(k) * +await dial.getAttribute('max')))); }
  await page.click(`.what-if >> nth=${i % 5}`);
  if (i % 4 === 0) { // the machine of every fourth pupil restarts in the middle
    const before = await hashOf(page);
    await page.reload();
    await page.waitForSelector('html[data-ready]');
    assert.equal(await hashOf(page), before);
  }
  await page.waitForFunction(() => /on your path [\d,]+ /.test(document.querySelector('.lead').textContent));
  const [, narrow, all] = /path ([\d,]+) .* ([\d,]+) with/.exec(await page.textContent('.lead'));
  const letters = await page.textContent('.hand-in b'), link = page.url();
  assert.match(letters, /^[B-Z]{6}$/);
  faults.push(...page.faults.map(f => `pupil ${i}: ${f}`));
  await page.context().close();
  return {name: 'Pupil ' + i, code: i % 2 ? letters : link, letters, narrow, all, pick: paths[i % 3]};
}

/** The second lesson: a guess at the Workbench, nine levers, a world, a code. */
async function pupil(i, link) {
  const page = await lab(screen(i), link), at = hand(i);
  // What do you expect?
  assert.equal(await page.locator('.card .value').first().textContent(), '?');
  for (let k = 0; k < 4; k++) await page.locator(`[data-guess="${k}"]`).fill(String(Math.round(500 + at(k) * 2000)));
  await page.click('#lock');
  await page.waitForSelector('.gap');
  await page.locator('.predict textarea').fill('pupil ' + i);
  // Play.
  for (const [k, name] of ['operations_tempo', 'precision', 'openness', 'dialogue'].entries()) {
    const slider = lever(page, name), [low, high] = await slider.evaluate(r => [+r.min, +r.max]);
    const v = low + at(k + 5) * (high - low);
    await slider.fill(String(k ? Math.round(v * 20) / 20 : Math.round(v)));
  }
  await settled(page);
  const before = await hashOf(page);
  await lever(page, 'restraint').press('End');
  await page.click('#undo');
  await settled(page);
  assert.equal(await hashOf(page), before);
  if (i % 4 === 0) { // the machine of every fourth pupil restarts in the middle
    const cards = (await shown(page)).cards;
    await page.reload();
    await page.waitForSelector('html[data-ready]');
    await settled(page);
    assert.deepEqual((await shown(page)).cards, cards);
    assert.equal(await hashOf(page), before);
  }
  // The same path in another world.
  await page.selectOption('#world', worlds[i % 5]);
  await settled(page);
  const handed = {name: 'Pupil ' + i, code: await code(page), link: await hashOf(page), cards: (await shown(page)).cards};
  faults.push(...page.faults.map(f => `pupil ${i}: ${f}`));
  await page.context().close();
  return handed;
}

test('a lesson of fifty minutes with a class of forty, and a second one', async t => {
  const groups = async (n, act) => {
    const list = [];
    for (let i = 0; i < n; i += together) list.push(...await Promise.all(Array.from({length: Math.min(together, n - i)}, (_, k) => act(i + k))));
    return list;
  };
  const tried = await groups(first, starter);
  const teacher = await lab();
  await teacher.click('#tab-class');
  await teacher.getByText('Copy link for the class').click();
  const link = await teacher.locator('textarea.link-out').inputValue();
  assert.match(link, /predict=line/);
  const handed = await groups(second, i => pupil(first + i, link.slice(link.indexOf('#'))));
  assert.deepEqual(faults, []);
  // Neighbours swap links and see what the other saw.
  const seen = await lab({}, handed[1].link);
  await settled(seen);
  assert.deepEqual((await shown(seen)).cards, handed[1].cards);
  await seen.context().close();
  // The codes of those who sit at no page here.
  const rest = [];
  for (let i = first + second; i < pupils; i++) {
    const at = hand(i), text = JSON.stringify({doc: 'Ours.', levers: {operations_tempo: Math.round(at(1) * 150), precision: at(2), openness: at(3), dialogue: at(4)}});
    rest.push(`Pupil ${i}: ${(await ask(teacher, {ask: 'encode', world: {name: worlds[i % 5]}, paths: [{name: 'you', text}]})).code}`);
  }
  // The board.
  const slip = handed[0].code.slice(0, -2) + (handed[0].code.endsWith('0') ? '11' : '00'), wrong = tried[1].letters.slice(0, 5) + (tried[1].letters.endsWith('B') ? 'C' : 'B');
  await teacher.fill('.codes', [...tried, ...handed].map(h => `${h.name}: ${h.code}`).concat(rest, 'Slip: ' + slip, 'Wrong: ' + wrong).join('\n') + '\n');
  const begun = Date.now();
  await teacher.click('#read-codes');
  await teacher.waitForSelector('.board [role=status]');
  t.diagnostic(`the board of ${pupils} took ${Date.now() - begun} ms`);
  assert.match(await teacher.textContent('.board [role=status]'), /^40 paths entered/);
  assert.equal(await teacher.locator('.refusals li').count(), 2);
  assert.match(await teacher.textContent('.refusals'), /^codes:41:.*codes:42:/);
  assert.equal(await teacher.locator('.board circle.entry').count(), pupils + 9 * pupils);
  assert.match(await teacher.textContent('.board'), /what the model gave/i);
  for (const p of tried) { // the numbers the pupil saw, whether letters or a link were handed in
    const cells = await teacher.locator('.board tr').filter({has: teacher.getByRole('button', {name: 'Open ' + p.name, exact: true})}).locator('td').allTextContents();
    assert.deepEqual(cells.slice(1, 3), [p.narrow, p.all], p.name);
    assert.match(cells[4], /^(none|(Raids|Money promised|Open border|Talks|A shared story)\b.* [\d.,]+)$/, p.name); // what the pupil set
  }
  // A pupil's path, opened by the teacher, is the pupil's.
  await teacher.getByRole('button', {name: 'Open ' + handed[1].name, exact: true}).click();
  await teacher.waitForFunction(() => document.querySelector('#tab-paths').getAttribute('aria-selected') === 'true');
  const levers = (await shown(teacher)).levers, theirs = await lab({}, handed[1].link);
  assert.deepEqual(levers, (await shown(theirs)).levers);
  assert.deepEqual([...teacher.faults, ...theirs.faults], []);
});
