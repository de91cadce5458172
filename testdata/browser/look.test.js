// How the page looks and reads, in a real browser.

import assert from 'node:assert/strict';
import {after, test} from 'node:test';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {ask, busy, close, download, drawn, folder, fonts, label, lab, lever, measured, settled, tabs, violations} from './lab.js';

after(close);

test('axe finds nothing in any view', async () => {
  // What stands around a tab's pane is looked at once.
  const check = async (page, view, part) => assert.deepEqual(await violations(page, view, view.startsWith('dark'), part), []);
  for (const colorScheme of ['light', 'dark']) {
    const page = await lab({colorScheme, reducedMotion: 'reduce'}, busy);
    await settled(page);
    await check(page, colorScheme);
    for (const tab of tabs.slice(1)) {
      await page.click('#tab-' + tab);
      await drawn(page);
      await check(page, `${colorScheme}, ${tab}`, '#pane');
    }
    await page.click('#tab-paths');
    await page.click('#panel-world');
    await check(page, colorScheme + ', world', '.left');
    await page.click('#panel-path');
    await page.click('[data-lever=investment] .disclose');
    await check(page, colorScheme + ', lever opened', '.left');
    await page.locator('.tool').first().click();
    await check(page, colorScheme + ', about a chart', '#pane');
    await page.context().close();
  }
  for (const [view, options, hash] of [
    ['predict', {}, busy + '&predict=line,deaths_all,-,0,-,-,-'],
    ['predict a pair', {}, busy + '&predict=pair,deaths_all,kinetic!investment,0,-,-,-'],
    ['locked', {}, busy + '&predict=line,deaths_all,-,1,3000!2000!2000!2000,-,-'],
    ['projector', {viewport: {width: 1280, height: 720}}, busy + '&projector=1'],
    ['phone', {viewport: {width: 390, height: 844}, isMobile: true, hasTouch: true}, busy],
    ['forced colours', {forcedColors: 'active'}, busy],
  ]) {
    const page = await lab(options, hash);
    await page.waitForTimeout(800);
    await check(page, view);
    assert.deepEqual(page.faults, [], view);
    await page.context().close();
  }
});

test('at every size, in narrow letters and wide, nothing scrolls sideways and no text is cut off or smaller than 13 pixels', async () => {
  const page = await lab({reducedMotion: 'reduce'}, busy);
  await settled(page);
  for (const tab of tabs) {
    await page.click('#tab-' + tab);
    await drawn(page);
    for (const letters of fonts) for (const [width, height] of [[1920, 1080], [1366, 768], [1280, 720], [1024, 768], [390, 844], [320, 640]]) {
      const seen = await measured(page, width, height, letters, 'body *', 13);
      assert.deepEqual(seen, {...seen, sideways: false, small: [], cut: []}, `${tab} at ${width} by ${height} in ${letters}`);
    }
    await page.setViewportSize({width: 1366, height: 768});
  }
  await page.context().close();
});

test('on a telephone the names of assumptions are whole, and no label of a chart lies on another', async () => {
  const page = await lab({viewport: {width: 390, height: 844}, isMobile: true, reducedMotion: 'reduce'}, busy);
  await settled(page);
  const apart = await page.evaluate(() => {
    const [a, b] = ['.zone-label', '.cut-label'].map(c => document.querySelector('.grid > .chart ' + c).getBoundingClientRect());
    return a.bottom <= b.top + 4 || b.bottom <= a.top + 4 || a.right <= b.left || b.right <= a.left;
  });
  assert.ok(apart, 'the label of the model lies under that of the range');
  await page.click('#tab-assumptions');
  await drawn(page);
  const cut = await page.evaluate(() => [...document.querySelectorAll('.tornado text.name')].filter(t => { const box = t.getBoundingClientRect(), room = t.closest('figure').getBoundingClientRect(); return box.left < room.left - 1 || box.right > room.right + 1; }).map(t => t.textContent));
  assert.deepEqual(cut, []);
  await page.context().close();
});

test('nine levers and the chart fit a screen of 1366 by 768', async () => {
  const page = await lab();
  await settled(page);
  const out = await page.evaluate(() => [...document.querySelectorAll('.lever, .grid > .chart')].filter(e => { const b = e.getBoundingClientRect(); return b.bottom > innerHeight || (b.width === 0 && e.matches('.lever')); }).map(e => e.textContent.slice(0, 40)));
  assert.deepEqual(out, []);
  assert.equal(await page.locator('.lever').count(), 9);
  await page.context().close();
});

test('the label is in every view, in every file and inside every plot', async () => {
  const page = await lab({}, busy + '&four=1');
  await settled(page);
  for (const tab of tabs) {
    await page.click('#tab-' + tab);
    await drawn(page);
    assert.ok(await page.locator('header .badge').isVisible());
    const bare = await page.evaluate(() => [...document.querySelectorAll('#pane svg.plot')].filter(s => s.getBoundingClientRect().width && !s.closest('.lever-chart') && !/illustrative/i.test(s.querySelector('.zone-label, title')?.textContent ?? '') && !/illustrative/i.test(s.textContent)).map(s => s.outerHTML.slice(0, 100)));
    assert.deepEqual(bare, [], tab);
  }
  await page.click('#tab-paths');
  const inside = await page.evaluate(() => [...document.querySelectorAll('.grid > .chart')].every(c => {
    const l = c.querySelector('.zone-label').getBoundingClientRect(), z = c.querySelector('.zone').getBoundingClientRect();
    return l.left >= z.left && l.right <= z.right + 1 && l.top >= z.top && l.bottom <= z.bottom;
  }));
  assert.ok(inside, 'a label lies outside its plot');
  await page.locator('.tool').first().click();
  const svg = await download(page, () => page.click('#save-svg'));
  assert.ok(String(svg.text).includes(label));
  assert.ok(!/class=|var\(/.test(String(svg.text)), 'the SVG leans on a style sheet it does not carry');
  writeFileSync(join(folder, 'chart.svg'), svg.text);
  const png = await download(page, () => page.click('#save-png'));
  assert.equal(png.text.subarray(1, 4).toString(), 'PNG');
  assert.ok(png.text.length > 20000, 'the PNG is blank');
  await page.context().close();
});

test('labels do not overlap, paths meet at the fork, and the history is drawn, in 200 random states', async () => {
  const page = await lab();
  await settled(page);
  const faults = await page.evaluate(async () => {
    const faults = [];
    let seed = 7;
    const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
    const ranges = [...document.querySelectorAll('.lever-bottom input[type=range]')];
    for (let k = 0; k < 200; k++) {
      for (const r of ranges) {
        r.value = String(+r.min + random() * (r.max - r.min));
        r.dispatchEvent(new Event('input', {bubbles: true}));
      }
      await new Promise(done => setTimeout(done, 25));
      if (k % 10 === 0) { ranges[0].dispatchEvent(new Event('change', {bubbles: true})); await new Promise(done => setTimeout(done, 120)); }
      for (const chart of [...document.querySelectorAll('.grid > .chart')].filter(c => c.querySelector('.history').getAttribute('d'))) {
        const boxes = [...chart.querySelectorAll('text.end-label')].map(t => t.getBoundingClientRect());
        boxes.forEach((a, i) => boxes.slice(i + 1).forEach(b => { if (a.top < b.bottom - 2.5 && b.top < a.bottom - 2.5 && a.left < b.right && b.left < a.right) faults.push(`${k}: labels overlap by ${Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)}`); }));
        const history = chart.querySelector('.history').getAttribute('d').split('L').at(-1).split(',').map(Number);
        for (const l of chart.querySelectorAll('.lines .line')) {
          const [x, y] = l.getAttribute('d').slice(1).split('L')[0].split(',').map(Number);
          if (Math.hypot(x - history[0], y - history[1]) > .6) faults.push(`${k}: a path leaves the history elsewhere`);
        }
      }
      if (faults.length > 5) break;
    }
    return faults;
  });
  assert.deepEqual(faults, []);
  await page.context().close();
});

test('colours: labels at 4.5 to 1, lines at 3 to 1, and no two paths share dash and marker', async () => {
  for (const colorScheme of ['light', 'dark']) {
    const page = await lab({colorScheme});
    const weak = await page.evaluate(() => {
      const style = getComputedStyle(document.documentElement);
      const light = c => {
        const n = c.trim().replace('#', ''), full = n.length === 3 ? [...n].map(x => x + x).join('') : n;
        const [r, g, b] = [0, 2, 4].map(i => parseInt(full.slice(i, i + 2), 16) / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
        return .2126 * r + .7152 * g + .0722 * b;
      };
      const contrast = (a, b) => { const [x, y] = [light(style.getPropertyValue(a)), light(style.getPropertyValue(b))].sort((m, n) => n - m); return (x + .05) / (y + .05); };
      const weak = [];
      for (const p of ['--p1', '--p2', '--p3', '--p4', '--p5', '--you', '--ink', '--soft', '--link']) if (contrast(p, '--page') < 4.5) weak.push(p);
      for (const p of ['--p1', '--p2', '--p3', '--p4', '--p5', '--you', '--guess']) if (contrast(p, '--zone') < 3) weak.push(p + ' on the zone');
      if (contrast('--badge-ink', '--badge') < 4.5) weak.push('badge');
      return weak;
    });
    assert.deepEqual(weak, [], colorScheme);
    const looks = await page.evaluate(() => [...document.querySelectorAll('.chip .sample')].slice(0, 5).map(s => s.querySelector('line').getAttribute('stroke-dasharray') + s.querySelector('path').getAttribute('d')));
    assert.equal(new Set(looks).size, 5);
    await page.context().close();
  }
});

test('printed: four charts and the label on the first sheet, three sheets at most', async () => {
  const page = await lab({}, busy);
  await settled(page);
  const pdf = await page.pdf({preferCSSPageSize: true, printBackground: true});
  const sheets = (pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g) ?? []).length;
  assert.ok(sheets >= 2 && sheets <= 3, `${sheets} sheets`);
  await page.emulateMedia({media: 'print'});
  await page.setViewportSize({width: 1046, height: 718});
  const low = await page.evaluate(() => Math.max(...[...document.querySelectorAll('.grid > .chart')].map(c => c.getBoundingClientRect().bottom)));
  assert.ok(low <= 718, `the charts end at ${low} of 718`);
  assert.ok(await page.locator('header .badge').isVisible());
  await page.context().close();
});

test('the causal diagram is told step by step, few arrows at a time, and leaves none out', async () => {
  const page = await lab();
  await page.click('#tab-how');
  await page.waitForSelector('.causal .node');
  const {arrows, loops} = await ask(page, {ask: 'how', world: {name: 'central'}});
  const told = new Set(), named = new Set();
  for (let step = 0; await page.locator('.how-steps .step-words').textContent().then(t => /^\d+\//.test(t)); step++) {
    assert.ok(step < 15, 'the steps do not end');
    const shown = await page.evaluate(() => ({strong: document.querySelectorAll('.causal .arrow:not(.faint)').length, words: [...document.querySelectorAll('.arrows li')].map(l => l.textContent), loops: [...document.querySelectorAll('.loop b')].map(b => b.textContent)}));
    assert.ok(shown.strong >= 3 && shown.strong <= 7, `${shown.strong} arrows in step ${step + 1}`);
    assert.equal(shown.words.length, shown.strong);
    for (const w of shown.words) told.add(w);
    for (const l of shown.loops) named.add(l);
    const overlap = await page.evaluate(() => {
      const boxes = [...document.querySelectorAll('.causal .node rect, .causal .sign circle')].map(e => e.getBoundingClientRect());
      return boxes.filter((a, i) => boxes.slice(i + 1).some(b => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1)).length;
    });
    assert.equal(overlap, 0, `step ${step + 1}: nodes and signs overlap`);
    await page.click('.how-steps .primary');
  }
  assert.equal(told.size, arrows.length);
  assert.deepEqual([...named].sort(), loops.map(l => l.name).sort());
  await page.locator('.loop', {hasText: 'ties that bind'}).click();
  assert.equal(await page.locator('.causal .arrow:not(.faint)').count(), loops.find(l => l.label === 'ties that bind').nodes.length);
  assert.match(await page.textContent('.picked'), /^R\d, ties that bind: attacks → .* → attacks\.$/);
  assert.equal(await page.evaluate(() => document.activeElement.dataset.loop?.[0]), 'R');
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('on a projector nine levers and the chart fit, and letters grow with the width', async () => {
  const sizes = [];
  for (const [width, height] of [[1280, 720], [1920, 1080]]) {
    const page = await lab({viewport: {width, height}}, busy + '&projector=1');
    await settled(page);
    const out = await page.evaluate(() => [...document.querySelectorAll('.lever, .grid > .chart:first-child')].filter(e => e.getBoundingClientRect().bottom > innerHeight).map(e => e.textContent.slice(0, 30)));
    assert.deepEqual(out, [], `${width} by ${height}`);
    sizes.push(await page.evaluate(() => parseFloat(getComputedStyle(document.querySelector('.grid > .chart:first-child .end-label')).fontSize)));
    await page.context().close();
  }
  assert.ok(sizes[0] >= 18 && sizes[1] > 1.3 * sizes[0], `letters of ${sizes} pixels`);
});

test('rows of levers do not jump, and the sentence on the two sums is whole', async () => {
  const page = await lab();
  await settled(page);
  const heights = () => page.evaluate(() => [...document.querySelectorAll('.lever')].map(e => Math.round(e.getBoundingClientRect().height)));
  const before = await heights();
  assert.equal(new Set(before).size, 1, `rows of ${before} pixels`);
  for (const name of ['precision', 'investment', 'restraint']) await lever(page, name).press('End');
  await settled(page);
  assert.deepEqual(await heights(), before);
  const cut = await page.evaluate(() => [...document.querySelectorAll('.order-line, .changed-line, .card h2, .card p span')].filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.textContent));
  assert.deepEqual(cut, []);
  await page.context().close();
});

test('nothing moves by itself where motion is to be reduced, and lines keep dash and marker in forced colours', async () => {
  const page = await lab({reducedMotion: 'reduce', forcedColors: 'active'}, busy + '&bands=futures');
  await settled(page);
  const one = await page.locator('div.grid').innerHTML();
  await page.waitForTimeout(1500);
  assert.equal(await page.locator('div.grid').innerHTML(), one);
  assert.ok(await page.locator('.grid .line[stroke-dasharray]').count() >= 2);
  assert.ok(await page.locator('.grid .end').count() >= 2);
  await page.context().close();
});

test('generated words take no side and foretell nothing', async () => {
  const page = await lab({}, busy);
  for (const tab of tabs) {
    await page.click('#tab-' + tab);
    await drawn(page);
    const text = (await page.textContent('#main')).replace('Predict first', '');
    const found = /\b(winner|wins|best|worst|optimal|martyr\w*|eliminat\w*|likely|unlikely|probability|predicts|will happen)\b/i.exec(text);
    assert.equal(found, null, `${tab}: ${text.slice((found?.index ?? 0) - 60, (found?.index ?? 0) + 60)}`);
  }
  await page.context().close();
});
