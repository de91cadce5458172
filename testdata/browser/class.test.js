// A class of forty and its teacher, through the plan of a lesson of fifty
// minutes: guess, look, play, try in two worlds, hand in, look at the board.

import assert from 'node:assert/strict';
import {after, test} from 'node:test';
import {close, lab, lever, menu, settled, shown} from './lab.js';

after(close);

const pupils = 40, together = 4;

/** A pupil's hand, the same in every run. */
const hand = i => k => ((i * 31 + k * 17) % 23) / 22;

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

async function pupil(i, link) {
  const page = await lab({viewport: i % 3 ? {width: 1366, height: 768} : {width: 390, height: 844}}, link), at = hand(i);
  // Minutes 0 to 5: what do you expect?
  assert.equal(await page.locator('.card .value').first().textContent(), '?');
  for (let k = 0; k < 4; k++) await page.locator(`[data-guess="${k}"]`).fill(String(Math.round(500 + at(k) * 2000)));
  await page.click('#lock');
  await page.waitForSelector('.gap');
  await page.locator('.predict textarea').fill('pupil ' + i);
  // 5 to 15: play.
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
  // 15 to 30: the same path in another world.
  await page.selectOption('#world', ['central', 'backlash', 'force-works', 'ties-bind', 'aid-under-fire'][i % 5]);
  await settled(page);
  const handed = {name: 'Pupil ' + i, code: await code(page), link: await hashOf(page), cards: (await shown(page)).cards};
  faults.push(...page.faults.map(f => `pupil ${i}: ${f}`));
  await page.context().close();
  return handed;
}

test('a lesson of fifty minutes with forty pupils', async t => {
  const teacher = await lab();
  await teacher.click('#tab-class');
  await teacher.getByText('Copy link for the class').click();
  const link = await teacher.locator('textarea.link-out').inputValue();
  assert.match(link, /predict=line/);
  const handed = [];
  for (let i = 0; i < pupils; i += together) {
    handed.push(...await Promise.all(Array.from({length: together}, (_, k) => pupil(i + k, link.slice(link.indexOf('#'))))));
  }
  assert.deepEqual(faults, []);
  // 30 to 40: neighbours swap links and see what the other saw.
  for (let i = 0; i < pupils; i += 8) {
    const page = await lab({}, handed[i].link);
    await settled(page);
    assert.deepEqual((await shown(page)).cards, handed[i].cards);
    await page.context().close();
  }
  // 40 to 50: the board.
  const slip = handed[0].code.slice(0, -2) + (handed[0].code.endsWith('0') ? '11' : '00');
  await teacher.fill('.codes', handed.map(h => `${h.name}: ${h.code}`).join('\n') + '\nSlip: ' + slip + '\n');
  const begun = Date.now();
  await teacher.click('#read-codes');
  await teacher.waitForSelector('.board [role=status]');
  t.diagnostic(`the board of ${pupils} took ${Date.now() - begun} ms`);
  assert.match(await teacher.textContent('.board [role=status]'), /^40 paths entered/);
  assert.equal(await teacher.locator('.refusals li').count(), 1);
  assert.match(await teacher.textContent('.refusals'), /^codes:41:/);
  assert.equal(await teacher.locator('.board circle.paper').count(), pupils + 9 * pupils);
  assert.match(await teacher.textContent('.board'), /what the model gave/i);
  // A pupil's path, opened by the teacher, is the pupil's.
  await teacher.getByRole('button', {name: 'Open Pupil 7', exact: true}).click();
  await teacher.waitForFunction(() => document.querySelector('#tab-paths').getAttribute('aria-selected') === 'true');
  const levers = (await shown(teacher)).levers, theirs = await lab({}, handed[7].link);
  assert.deepEqual(levers, (await shown(theirs)).levers);
  assert.deepEqual([...teacher.faults, ...theirs.faults], []);
});
