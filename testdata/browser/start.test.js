// Start, the first minute of the page, in a real browser.

import assert from 'node:assert/strict';
import {after, test} from 'node:test';
import {close, fonts, label, lab, measured, rows, run, folder, violations} from './lab.js';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';

after(close);

const worlds = ['central', 'backlash', 'force-works', 'ties-bind', 'aid-under-fire'];
const done = '#o=2&pick=kinetic&at=try&both=1&seen=' + worlds.join('.');
/** Every step, and what to open it with. */
const steps = {ask: '', see: '#o=2&pick=investment&at=see', both: '#o=3&pick=kinetic&at=see&count=all', doubt: '#o=4&pick=kinetic&at=doubt&both=1', try: done};
const at = page => page.getAttribute('.start', 'data-at');
const still = {reducedMotion: 'reduce'};
/** Waits until the numbers of the step are there. */
const ready = page => page.waitForFunction(() => !/starting|…$/.test(document.querySelector('.question-title').textContent + document.querySelector('.lead').textContent));
const number = text => Number(text.replace(/[^\d]/g, ''));
/** What the page shows of each path: its name, its total and whether its mark stands at the world. */
const totals = page => page.evaluate(() => [...document.querySelectorAll('.total')].filter(e => !e.hidden).map(e => ({name: e.querySelector('.top > span:not(.mine)').textContent, total: e.querySelector('b').textContent})));

test('from the question to the doubt by keyboard alone, in fewer than 25 keys, with one message for each act', async () => {
  const page = await lab(still, '');
  await page.evaluate(() => {
    window.heard = [];
    new MutationObserver(() => window.heard.push(document.getElementById('live').textContent)).observe(document.getElementById('live'), {childList: true, characterData: true, subtree: true});
  });
  let keys = 0, acts = 0;
  const press = async key => { keys++; await page.keyboard.press(key); };
  const to = async selector => { for (let i = 0; i < 20; i++) { await press('Tab'); if (await page.evaluate(s => document.activeElement.matches(s), selector)) return; } assert.fail('the Tab key does not reach ' + selector); };
  // A listener waits for the message of one act before the next, as messages of acts in haste replace each other.
  const act = async key => { await press(key); acts++; await page.waitForFunction(n => window.heard.length >= n, acts); };
  await to('.choice input');
  await press('Space');
  await to('#lock-pick');
  await act('Enter');
  assert.equal(await at(page), 'see');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'question');
  await to('#next');
  await act('Enter');
  await act('Enter');
  assert.equal(await at(page), 'doubt');
  assert.ok(keys < 25, `${keys} keys`);
  await to('#next');
  for (let i = 0; i < 5; i++) await act('Enter');
  assert.equal(await at(page), 'try');
  await to('.dial input');
  await act('Home');
  await page.waitForTimeout(600); // no second message follows
  const heard = await page.evaluate(() => window.heard);
  assert.equal(heard.length, acts, heard.join(' || '));
  // What is spoken of a setting are its own numbers, not those of the setting before.
  assert.ok((await page.textContent('.lead')).includes(heard.at(-1).match(/your path [\d,]+ /)[0]), heard.at(-1));
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('before the guess is locked no number of a coming year stands anywhere in the page', async () => {
  const page = await lab(still, '');
  const opening = JSON.parse(await page.textContent('#opening'));
  assert.equal(opening.runs, undefined);
  for (const years of Object.values(opening.history)) assert.equal(years.length, 5);
  assert.equal(await page.locator('.start .line').count(), 0);
  assert.match(await page.textContent('.start .table-wrap'), /after your guess/);
  assert.ok(await page.locator('#lock-pick').isDisabled());
  await page.locator('.start-chart .plot').focus();
  await page.keyboard.press('End');
  assert.equal(await page.locator('.start-chart .tooltip').isVisible(), false);
  await page.context().close();
});

test('every step fits a laptop and two projectors, in letters of 16 pixels or more, and nothing is cut off or scrolls sideways, in narrow letters and wide', async () => {
  for (const [name, hash] of Object.entries(steps)) {
    const page = await lab(still, hash);
    await ready(page);
    for (const letters of fonts) for (const [width, height, fits] of [[1366, 768, true], [1920, 1080, true], [1280, 720, true], [390, 844, false], [320, 640, false]]) {
      const seen = await measured(page, width, height, letters, 'header *, .start *', 16);
      assert.deepEqual(seen, {...seen, sideways: false, tall: fits ? false : seen.tall, small: [], cut: [], badge: label}, `${name} at ${width} by ${height} in ${letters}`);
    }
    await page.context().close();
  }
});

test('axe finds nothing in any step of Start, light and dark, on a screen and a phone', async () => {
  for (const colorScheme of ['light', 'dark']) {
    for (const [name, hash] of Object.entries(steps)) {
      const page = await lab({...still, colorScheme, viewport: name === 'see' || name === 'try' ? {width: 390, height: 844} : {width: 1366, height: 768}}, hash);
      await ready(page);
      assert.deepEqual(await violations(page, `${name}, ${colorScheme}`, colorScheme === 'dark'), []);
      assert.deepEqual(page.faults, []);
      await page.context().close();
    }
  }
});

test('the numbers are those of the command line, in every world and by both counts, and the sentences agree with them', async () => {
  const page = await lab(still, done);
  const {paths, words} = await page.evaluate(() => ({paths: window.crossroads.tables.start.cards, words: Object.fromEntries(window.crossroads.tables.worlds.map(w => [w.name, w.plain]))}));
  for (const world of worlds) {
    const out = join(folder, 'start-' + world);
    assert.equal(run('compare', '--world', world, '--figures', 'none', '--out', out).code, 0);
    const table = rows(readFileSync(join(out, 'compare.csv'), 'utf8'));
    for (const [count, variable] of [['cs', 'deaths_civilian_security'], ['all', 'deaths_all']]) {
      await page.goto('about:blank');
      await page.goto(page.url0 + `#o=1&pick=kinetic&at=doubt&both=1&count=${count}&world=${world}`);
      await page.waitForSelector('html[data-ready]');
      await ready(page);
      const shown = await totals(page), lead = await page.textContent('.lead'), title = await page.textContent('.question-title');
      const sums = paths.map(p => ({name: p.plain, total: table.filter(r => r.path === p.name && r.variable === variable && r.year >= 2026).reduce((sum, r) => sum + Number(r.value), 0)}));
      for (const {name, total} of shown) {
        const own = sums.find(s => s.name === name).total;
        assert.ok(Math.abs(number(total) - own) <= .051 * own, `${name} in ${world}: ${total}, the command line has ${own}`);
        assert.match(lead, new RegExp(`${total} with ${name.toLowerCase()}`), lead);
      }
      assert.ok(lead.startsWith(`If ${words[world]}: `), lead);
      const order = shown.map(s => number(s.total));
      assert.deepEqual(order, [...order].sort((a, b) => a - b));
      const first = shown.filter(s => number(s.total) <= order[0] * 1.05).map(s => s.name);
      if (first.length < 3) for (const s of shown) assert.equal(title.toLowerCase().includes(s.name.toLowerCase()), first.includes(s.name), `${world}, ${count}: ${title}`);
    }
  }
  await page.context().close();
});

test('a teacher’s link needs a pick, both counts and every world, after a reload, a step back and an edited address', async () => {
  for (const [hash, want] of [['#t=1&at=try', 'ask'], ['#t=1&pick=kinetic&at=doubt', 'see'], ['#t=1&pick=kinetic&at=try&both=1&seen=central.backlash', 'doubt'], ['#t=1&' + done.slice(1), 'try']]) {
    const page = await lab(still, hash);
    assert.equal(await at(page), want, hash);
    assert.equal(await page.locator('#to-bench').isVisible(), want === 'try', hash);
    assert.equal(await page.locator('.header-tools').isVisible(), false);
    if (want !== 'try') assert.match(await page.textContent('#notice'), /no further/);
    await page.context().close();
  }
  const page = await lab(still, '#t=1&o=1');
  await page.locator('.choice input[value=investment]').check();
  await page.click('#lock-pick');
  await ready(page);
  await page.reload();
  await page.waitForSelector('html[data-ready]');
  await ready(page);
  assert.match(await page.evaluate(() => location.hash), /t=1.*pick=investment&at=see/);
  for (const hash of ['#t=1&o=1&pick=kinetic&at=try', '#v=1&from=kinetic', '#o=1&pick=kinetic&at=doubt&both=1']) {
    await page.evaluate(h => { location.hash = h; }, hash);
    await page.waitForFunction(() => /t=1.*pick=investment/.test(location.hash));
    assert.equal(await page.locator('.results').isVisible(), false, hash);
  }
  await page.context().close();
});

test('what is unknown in a link is said, and falls back', async () => {
  for (const [hash, words] of [['#at=__proto__', 'at'], ['#pick=constructor&at=see', 'pick'], ['#world=nowhere', 'world'], ['#you=999', 'you'], ['#count=__proto__', 'count'], ['#toString=1', 'toString'], ['#bench=%E0%A4%A', 'bench'], ['#o=9', 'o']]) {
    const page = await lab(still, hash);
    assert.equal(await at(page), 'ask', hash);
    assert.ok((await page.textContent('#notice')).includes(words), hash + ': ' + await page.textContent('#notice'));
    assert.deepEqual(page.faults, []);
    await page.context().close();
  }
});

test('Start and Workbench hand the path over and back, and a link keeps both', async () => {
  const page = await lab(still, done);
  await ready(page);
  const before = await page.textContent('.lead');
  await page.locator('#dial-raids').press('End');
  await page.waitForFunction(words => document.querySelector('.lead').textContent !== words, before);
  const total = (await totals(page)).find(t => t.name === 'Your path').total;
  await page.click('#next');
  await page.waitForFunction(() => document.documentElement.dataset.drawn === 'yes');
  assert.equal(await page.inputValue('[data-lever=operations_tempo] .lever-bottom input[type=number]'), '120');
  assert.equal(await page.locator('.card .value').first().textContent(), total);
  await page.locator('[data-lever=precision] .lever-bottom input[type=range]').press('End');
  await page.waitForFunction(() => document.documentElement.dataset.drawn === 'yes');
  await page.click('#to-start');
  assert.equal(await at(page), 'try');
  assert.equal(await page.inputValue('#dial-raids'), '5');
  const there = await lab(still, await page.evaluate(() => location.hash));
  await there.click('#next');
  await there.waitForFunction(() => document.documentElement.dataset.drawn === 'yes');
  assert.equal(await there.inputValue('[data-lever=precision] .lever-bottom input[type=number]'), '1');
  assert.deepEqual([...page.faults, ...there.faults], []);
  await page.context().close();
  await there.context().close();
});

test('no setting of the three levers leaves the chart, and its labels never overlap', async () => {
  const page = await lab(still, done);
  await ready(page);
  const bad = await page.evaluate(async () => {
    const wrong = [], sleep = time => new Promise(done => setTimeout(done, time)), inputs = [...document.querySelectorAll('.dial input')];
    const axis = () => [...document.querySelectorAll('.start-chart .grid text')].map(t => t.textContent).join();
    for (const world of [...document.querySelectorAll('.what-if input')]) {
      world.click();
      await sleep(150);
      const before = axis();
      for (let k = 0; k < 30; k++) {
        inputs.forEach((input, i) => { input.value = String((k * (i + 3) + i) % (Number(input.max) + 1)); input.dispatchEvent(new Event('input')); });
        await sleep(40);
        if (axis() !== before) wrong.push('the axis moves');
        const labels = [...document.querySelectorAll('.start-chart .labels text')], boxes = labels.map(t => t.getBoundingClientRect());
        if (boxes.some((a, i) => boxes.slice(i + 1).some(b => a.top < b.bottom - 4 && b.top < a.bottom - 4))) wrong.push('labels overlap: ' + labels.map(t => t.textContent));
        if (labels.some(t => t.textContent.includes('▲'))) wrong.push('a line is cut');
      }
    }
    return wrong;
  });
  assert.deepEqual([...new Set(bad)], []);
  await page.context().close();
});

test('the six orders of the cards come equally often, and the cards are of one size', async () => {
  const page = await lab(still, '');
  const counts = await page.evaluate(() => { const n = {}; for (let i = 0; i < 1200; i++) { const o = window.crossroads.freshOrder(); n[o] = (n[o] ?? 0) + 1; } return n; });
  assert.equal(Object.keys(counts).length, 6);
  for (const [o, n] of Object.entries(counts)) assert.ok(n > 130 && n < 270, `order ${o}: ${n} of 1200`);
  const sizes = await page.evaluate(() => [...document.querySelectorAll('.choice')].map(c => [c.offsetWidth, c.offsetHeight].join()));
  assert.equal(new Set(sizes).size, 1, sizes.join(' '));
  await page.context().close();
});

test('words of Start take no side', async () => {
  for (const hash of Object.values(steps)) {
    const page = await lab(still, hash);
    await ready(page);
    assert.doesNotMatch(await page.textContent('.start'), /\b(best|better|worst|wins?|winner|beats?|safer?|saved?|likely|will be|predicts?)\b/i);
    await page.context().close();
  }
});

test('the codes of the teacher’s tutorial are codes of this model', async () => {
  const codes = readFileSync(new URL('../../docs/tutorial-teacher.md', import.meta.url), 'utf8').match(/^ {4}.*: [B-Z]{6}$/gm);
  const page = await lab();
  await page.click('#tab-class');
  await page.fill('.codes', codes.map(c => c.trim()).join('\n'));
  await page.click('#read-codes');
  assert.match(await page.textContent('.board [role=status]'), /^2 paths entered/);
  assert.equal(await page.locator('.refusals').count(), 0);
  await page.context().close();
});
