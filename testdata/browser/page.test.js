// What the page does, in a real browser. Every check is named for what it promises.

import assert from 'node:assert/strict';
import {after, test} from 'node:test';
import {readFileSync, readdirSync, writeFileSync} from 'node:fs';
import {execFileSync} from 'node:child_process';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {ask, busy, close, download, file, folder, label, lab, lever, menu, open, rows, run, serve, settled, shown, tabs, url} from './lab.js';

after(close);

test('no error, no warning and no request to anywhere, from the file and served, the network cut off', async () => {
  for (const served of [false, true]) {
    const server = served ? await serve() : null;
    const page = await lab({}, busy, server?.address ?? url);
    await page.context().setOffline(true);
    for (const tab of tabs) {
      await page.click('#tab-' + tab);
      await page.waitForTimeout(300);
    }
    await page.click('#tab-paths');
    await page.click('#panel-world');
    await page.locator('input[name=world][value=backlash]').check();
    await settled(page);
    assert.deepEqual(page.faults, []);
    await page.context().close();
    await server?.stop();
  }
});

test('served with a strict policy, only under its own name', async () => {
  const server = await serve();
  const {port} = new URL(server.address);
  const answer = await fetch(server.address, {headers: {connection: 'close'}});
  const policy = answer.headers.get('content-security-policy');
  assert.match(policy, /default-src 'none'; script-src 'sha256-[^']+' 'wasm-unsafe-eval';/);
  assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval'(?<!wasm-unsafe-eval')/);
  assert.equal((await answer.text()).length, readFileSync(file, 'utf8').length);
  assert.equal((await fetch(server.address, {method: 'POST', headers: {connection: 'close'}})).status, 405);
  const other = execFileSync('node', ['-e', `require('http').get({host:'127.0.0.1',port:${port},headers:{host:'elsewhere.example'}},r=>{console.log(r.statusCode);process.exit()})`], {encoding: 'utf8'});
  assert.equal(other.trim(), '421');
  await server.stop();
});

test('by keyboard alone: move a lever, vary it over time, undo, guess, lock; the focus is seen', async () => {
  const page = await lab();
  await settled(page);
  const to = async selector => {
    for (let i = 0; i < 140; i++) {
      await page.keyboard.press('Tab');
      const there = await page.evaluate(s => {
        const e = document.activeElement;
        const b = e.getBoundingClientRect(), at = document.elementFromPoint(b.left + b.width / 2, b.top + Math.min(b.height / 2, 12));
        const seen = !b.width || !at || e === at || e.contains(at) || at.contains(e) || e.closest('label')?.contains(at) || e.parentElement.contains(at);
        return {found: e.matches(s), seen, what: e.outerHTML.slice(0, 80)};
      }, selector);
      assert.ok(there.seen, 'focus is covered: ' + there.what);
      if (there.found) return;
    }
    assert.fail('the Tab key does not reach ' + selector);
  };
  await to('[data-lever=investment] .disclose');
  await page.keyboard.press('Enter');
  await to('[data-lever=investment] input[type=range]');
  await page.keyboard.press('PageUp');
  await page.keyboard.press('End');
  assert.equal(await page.inputValue('[data-lever=investment] input[type=number]'), '5000');
  await to('[data-lever=investment] .lever-more input[type=checkbox]');
  await page.keyboard.press('Space');
  assert.equal(await page.locator('[data-lever=investment] .point').count(), 3);
  await page.keyboard.press('Control+z');
  assert.equal(await page.locator('[data-lever=investment] .point').count(), 0);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  assert.equal(await page.inputValue('[data-lever=investment] input[type=number]'), '300');
  await page.keyboard.press('Control+y');
  await page.focus('body');
  await to('#predict');
  await page.keyboard.press('Enter');
  for (let i = 0; i < 4; i++) {
    if (!await page.evaluate(k => document.activeElement.dataset.guess === String(k), i)) await to(`[data-guess="${i}"]`);
    await page.keyboard.press('ArrowRight');
  }
  await to('#lock');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.gap');
  assert.match(await page.textContent('.gap'), /your guess and the model: 2028: you .*2040: you/);
  await page.locator('.grid .plot').first().focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  assert.match(await page.textContent('.grid .tooltip >> nth=0'), /^2022.*model, all paths/);
  await page.keyboard.press('End');
  assert.match(await page.textContent('.grid .tooltip >> nth=0'), /^2040.*Your path/);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('one message after a change: lever, value, both sums, comparison', async () => {
  const page = await lab();
  await settled(page);
  await page.evaluate(() => {
    window.heard = [];
    new MutationObserver(() => window.heard.push(document.getElementById('live').textContent)).observe(document.getElementById('live'), {childList: true, characterData: true, subtree: true});
  });
  await lever(page, 'investment').focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight');
  await page.waitForFunction(() => window.heard.length);
  await page.waitForTimeout(600); // no second one follows
  const heard = await page.evaluate(() => window.heard);
  assert.equal(heard.length, 1, heard.join(' || '));
  assert.match(heard[0], /^Money promised for roads and work 450\. Civilians and security forces killed 2026 to 2040: about .* compared with As today\. Everyone killed, militants included: about /);
  await page.context().close();
});

test('a link opened elsewhere shows the same', async () => {
  const page = await lab({}, busy + '&show=kinetic,investment&vs=kinetic&charts=attacks,trust,sanctuary,output&a=pool:20000');
  await settled(page);
  const link = await page.evaluate(() => location.href), here = await shown(page);
  const there = await lab({}, link.slice(link.indexOf('#')));
  await settled(there);
  assert.deepEqual(await shown(there), here);
  await there.reload();
  await there.waitForSelector('html[data-ready]');
  await settled(there);
  assert.deepEqual(await shown(there), here);
  await page.context().close();
  await there.context().close();
});

test('a broken or hostile link is answered with words and runs nothing', async () => {
  for (const [hash, words] of [
    ['#v=1&t=900', 'outside 0 to 150'],
    ['#v=1&from=nowhere', 'unknown'],
    ['#v=1&w=<img src=x onerror=alert(1)>', 'unknown'],
    ['#v=1&a=pool:1', 'outside'],
    ['#v=1&zz=1', 'unknown'],
    ['#v=1&i=300!2029q5', 'not readable'],
    ['#v=1&m=ffffffffffff', 'Made with model ffffffffffff'],
    ['#v=1&label=<script>window.bad=1</script>', ''],
    ['#v=1&pin=<b>x|t~4', ''],
    ['#%E0%A4%A', ''],
    ['#v=1&rule={"when":"a","until":"b","from":"2026","set":{"__proto__":1}}', ''],
    ['#v=9', 'version 9'],
    ['#v=1&' + 'x'.repeat(30000), 'too long'],
  ]) {
    const page = await lab({}, hash);
    await page.waitForFunction(words => document.querySelector('#notice').textContent.includes(words), words).catch(() => {});
    const notice = await page.textContent('#notice');
    assert.ok(notice.includes(words), `${hash.slice(0, 60)}: ${notice}`);
    assert.equal(await page.evaluate(() => window.bad), undefined);
    assert.equal(await page.locator('#main img, #main script, #notice img').count(), 0);
    assert.deepEqual(page.faults, [], hash.slice(0, 60));
    assert.ok(await page.locator('.card .value:visible, .choice:visible').count() > 0);
    await page.context().close();
  }
});

test('the same digits as the command line, for every path in every world, to the last bit', async () => {
  const page = await lab();
  const {paths, worlds} = await page.evaluate(() => ({paths: window.crossroads.tables.paths.map(p => p.name), worlds: window.crossroads.tables.worlds.map(w => w.name)}));
  let compared = 0;
  for (const world of worlds) {
    const out = join(folder, 'compare-' + world);
    assert.equal(run('compare', '--world', world, '--figures', 'none', '--out', out).code, 0);
    const {runs} = await ask(page, {ask: 'run', world: {name: world}, paths: paths.map(name => ({name}))});
    for (const row of rows(readFileSync(join(out, 'compare.csv'), 'utf8'))) {
      const r = runs[paths.indexOf(row.path)];
      if (!row.year || !(row.variable in r.years)) continue;
      assert.equal(r.years[row.variable][row.year - 2021], Number(row.value), `${row.path} in ${world}: ${row.variable} ${row.year}`);
      compared++;
    }
  }
  assert.ok(compared > 10000, `only ${compared} numbers compared`);
  await page.context().close();
});

test('a path saved as YAML gives the same digits on the command line, and opens again to the same file', async () => {
  const page = await lab({}, busy);
  await settled(page);
  const saved = await download(page, () => menu(page, 'yaml'));
  assert.ok(String(saved.text).includes(label));
  const path = join(folder, 'your-path.yaml'), out = join(folder, 'mine');
  writeFileSync(path, saved.text);
  const told = run('compare', path, '--figures', 'none', '--out', out);
  assert.equal(told.code, 0, told.words);
  assert.doesNotMatch(told.words, /warning/);
  const csv = await download(page, () => menu(page, 'csv'));
  assert.ok(String(csv.text).includes(label));
  const mine = rows(csv.text).filter(r => r.path === 'your-path'), theirs = rows(readFileSync(join(out, 'compare.csv'), 'utf8')).filter(r => r.path === 'your-path');
  const key = r => r.variable + ' ' + r.year, by = new Map(theirs.map(r => [key(r), r.value]));
  assert.ok(mine.length > 300);
  for (const r of mine) assert.equal(Number(r.value), Number(by.get(key(r))), key(r));
  await page.setInputFiles('#file', {name: 'your-path.yaml', mimeType: 'text/yaml', buffer: saved.text});
  await page.waitForFunction(() => /opened/.test(document.querySelector('#notice').textContent));
  assert.equal((await page.textContent('#notice')).replace('×', ''), 'your-path.yaml was opened: Your path.');
  const again = await download(page, () => menu(page, 'yaml'));
  assert.equal(String(again.text), String(saved.text));
  await page.context().close();
});

test('broken files are refused in the words of the command line', async () => {
  const page = await lab();
  for (const [name, text] of [
    ['typo.yaml', 'doc: A typo.\nlevers:\n  precison: 0.4\n'],
    ['range.yaml', 'doc: Too much.\nlevers:\n  dialogue: 3\n  openness: {2026: 0.3, 2025: 0.2}\n'],
    ['tabs.yaml', 'doc: Tabs.\nlevers:\n\tdialogue: 0.3\n'],
    ['empty.yaml', ''],
    ['world.yaml', 'doc: A world.\nparameters:\n  pol: 3\n'],
  ]) {
    const path = join(folder, name);
    writeFileSync(path, text);
    const {code, out, words} = run('scenario', 'validate', path);
    assert.equal(code, 1, name);
    await page.setInputFiles('#file', {name, mimeType: 'text/yaml', buffer: Buffer.from(text)});
    await page.waitForSelector('dialog[open] .mistakes');
    const said = await page.textContent('.mistakes');
    const theirs = (out + words).replaceAll(path, name);
    const lines = said.trimEnd().split('\n'), caret = lines.findIndex(l => /^ *\| *\^$/.test(l));
    if (text) assert.ok(caret > 1 && lines[caret].indexOf('^') < lines[caret - 1].length + 1, `${name}: no line of the file with a caret in\n${said}`);
    for (const line of lines) assert.ok(theirs.includes(line), `${name}: the page says\n${said}\nthe command line says\n${theirs}`);
    await page.keyboard.press('Escape');
  }
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('undone and done again, each step is as it was; a reset can be undone', async () => {
  const page = await lab();
  await settled(page);
  const steps = [await shown(page)];
  const toWorld = () => page.click('#panel-world'), toPath = () => page.click('#panel-path');
  const act = [
    () => lever(page, 'precision').press('End'), () => lever(page, 'dialogue').press('PageUp'), () => page.selectOption('#from', 'kinetic'), toWorld,
    () => page.locator('input[name=world][value=ties-bind]').check(), toPath, () => lever(page, 'openness').press('End'), () => page.click('text=Reset all'),
  ];
  const states = [await page.evaluate(() => location.hash)];
  for (const a of act) {
    await a();
    if (a === toWorld || a === toPath) continue;
    await page.waitForFunction(hash => location.hash !== hash, states.at(-1));
    states.push(await page.evaluate(() => location.hash));
    await settled(page);
    steps.push(await shown(page));
  }
  assert.equal(states.length, 7);
  for (let i = states.length - 2; i >= 0; i--) {
    await page.click('#undo');
    await page.waitForFunction(hash => location.hash === hash, states[i]);
    await settled(page);
    assert.deepEqual((await shown(page)).cards, steps[i].cards);
  }
  for (let i = 1; i < states.length; i++) {
    await page.click('#redo');
    await page.waitForFunction(hash => location.hash === hash, states[i]);
    await settled(page);
  }
  await page.context().close();
});

test('a hundred fast moves: one question under way, the last one shown', async () => {
  const page = await lab();
  await settled(page);
  await page.evaluate(async () => {
    const r = document.querySelector('[data-lever=operations_tempo] input[type=range]');
    for (let i = 0; i < 100; i++) { r.value = String((i * 37) % 150); r.dispatchEvent(new Event('input', {bubbles: true})); }
    r.value = '120';
    r.dispatchEvent(new Event('input', {bubbles: true}));
    r.dispatchEvent(new Event('change', {bubbles: true}));
  });
  await settled(page);
  const fast = await shown(page);
  const calm = await lab({}, await page.evaluate(() => location.hash));
  await settled(calm);
  assert.deepEqual(await shown(calm), fast);
  assert.equal(fast.levers[0], '120');
  assert.ok(fast.cards.slice(0, 3).every(c => !/\d\.\d/.test(c)), 'a fraction of a person or of an attack is shown: ' + fast.cards.join(' | '));
  await page.context().close();
  await calm.context().close();
});

test('before the guess is locked nothing of the future shows; afterwards the gap, and what would close it', async () => {
  const page = await lab({}, busy + '&predict=line,deaths_civilian_security,-,0,-,-,-');
  await page.waitForTimeout(800);
  const hidden = () => page.evaluate(() => ({
    values: [...document.querySelectorAll('.card .value')].map(e => e.textContent), lines: document.querySelectorAll('.grid .lines .line').length,
    labels: [...document.querySelectorAll('.grid text.end-label')].map(e => e.textContent), titles: [...document.querySelectorAll('.grid svg > title')].map(e => e.textContent),
    costs: [...document.querySelectorAll('.cost b')].map(e => e.textContent),
  }));
  assert.ok(await page.locator('#lock').isDisabled(), 'a guess of nothing can be locked');
  await lever(page, 'precision').press('End');
  await page.waitForTimeout(600);
  const h = await hidden();
  assert.deepEqual(h.values, ['?', '?', '?']);
  assert.equal(h.lines, 0);
  assert.deepEqual(h.labels, []);
  assert.ok(h.titles.every(t => /hidden/.test(t) && !/20[3-4]\d:/.test(t)));
  assert.ok(h.costs.every(t => t === '?'));
  await page.locator('.data > summary').click();
  assert.doesNotMatch(await page.textContent('.data'), /\d{3}/);
  await menu(page, 'csv');
  assert.match(await page.textContent('#notice'), /hidden until/);
  await menu(page, 'code');
  await page.waitForFunction(() => /CR1/.test(document.querySelector('#notice').textContent + (document.querySelector('dialog[open] textarea')?.value ?? '')));
  const own = /CR1[-0-9A-Z]+/.exec(await page.evaluate(() => document.querySelector('#notice').textContent + (document.querySelector('dialog[open] textarea')?.value ?? '')))[0];
  if (await page.locator('dialog[open]').count()) await page.keyboard.press('Escape');
  await page.click('#tab-class');
  await page.fill('.codes', own);
  await page.click('#read-codes');
  assert.match(await page.textContent('#notice'), /hidden until/);
  assert.equal(await page.locator('.board circle').count(), 0);
  await page.click('#tab-paths');
  const plot = page.locator('.grid .plot').first(), box = await plot.boundingBox();
  await page.mouse.move(box.x + box.width * .4, box.y + box.height * .4);
  await page.mouse.down();
  for (let i = 0; i <= 20; i++) await page.mouse.move(box.x + box.width * (.36 + i * .018), box.y + box.height * .5);
  await page.mouse.up();
  await page.waitForFunction(() => document.querySelector('.grid .guess').getAttribute('d')?.length > 10);
  for (const [i, v] of [1500, 1300, 1200, 900].entries()) await page.locator(`[data-guess="${i}"]`).fill(String(v));
  await page.click('#lock');
  await page.waitForSelector('.reach li');
  assert.match(await page.textContent('.gap'), /2040: you 900, model .*\(your guess is (lower|higher)\)/);
  const name = await page.locator('.reach .link').first().textContent();
  await page.locator('.reach .link').first().click();
  await settled(page);
  assert.match(await page.textContent('.banner'), /1 assumption changed/);
  assert.ok(name.length > 2);
  assert.match(await page.textContent('.gap'), /2040: you 900, model .*within a tenth/);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('which of two ends higher, and do they cross', async () => {
  const page = await lab({}, '#v=1&predict=pair,deaths_civilian_security,kinetic!investment,0,-,-,-');
  await page.locator('input[name=higher][value=a]').check();
  await page.locator('input[name=cross][value=no]').check();
  await page.click('#lock');
  await page.waitForSelector('.gap');
  const {runs} = await ask(page, {ask: 'run', world: {name: 'central'}, paths: [{name: 'kinetic'}, {name: 'investment'}]});
  const [a, b] = runs.map(r => r.years.deaths_civilian_security);
  const words = await page.textContent('.gap');
  assert.equal(a.at(-1) > b.at(-1), /\d, as you expected/.test(words), words);
  const crossed = a.slice(6).some((v, i) => (v - b[i + 6]) * (a[i + 5] - b[i + 5]) < 0);
  assert.equal(crossed, /Their lines cross/.test(words), words);
  await page.context().close();
});

test('the people killed in 2025 stand beside the counts, in this world and these draws', async () => {
  const page = await lab();
  await settled(page);
  assert.match(await page.textContent('.fit-line'), /^Civilians and security forces killed in Pakistan in 2025: [\d,]+ in the model \(80% range: [\d,]+ to [\d,]+\), [\d,]+ to [\d,]+ counted\.$/);
  assert.match(await page.getAttribute('.fit-line', 'title'), /^(Prior|Posterior): /);
  await page.context().close();
});

test('an assumption changed runs every path again, and says so', async () => {
  const page = await lab();
  await settled(page);
  const before = await shown(page);
  await page.click('#panel-world');
  await page.fill('.search', 'contagion');
  await page.locator('[data-parameter=contagion] input[type=number]').fill('0.45');
  await page.locator('[data-parameter=contagion] input[type=number]').press('Tab');
  await settled(page);
  const now = await shown(page);
  assert.match(await page.textContent('.banner'), /with 1 assumption changed.*Every path was run again, the reference path too/);
  now.lines.forEach((l, i) => assert.notEqual(l, before.lines[i]));
  await page.locator('[data-parameter=contagion] input[type=number]').fill('9');
  await page.locator('[data-parameter=contagion] input[type=number]').press('Tab');
  assert.match(await page.textContent('#notice'), /9 is not between [\d.]+ and [\d.]+; nothing was changed/);
  await page.context().close();
});

test('an event falls on the time line, moves and comes off; pins stay; six lines at most', async () => {
  const page = await lab();
  await settled(page);
  const before = await shown(page);
  await page.locator('.shocks').scrollIntoViewIfNeeded();
  const line = await page.locator('.shock-line').boundingBox();
  await page.mouse.click(line.x + line.width / 3, line.y + line.height / 2); // a third of 2026 to 2040
  await page.keyboard.press('Escape');
  await page.selectOption('.shocks select', 'ceasefire');
  await settled(page);
  assert.match(await page.evaluate(() => location.hash), /z=ceasefire,2031/);
  assert.notDeepEqual((await shown(page)).cards, before.cards);
  const dot = page.locator('.shock').first(), box = await dot.boundingBox();
  await page.mouse.move(box.x + 12, box.y + 12);
  await page.mouse.down();
  await page.mouse.move(box.x + 90, box.y + 12, {steps: 5});
  await page.mouse.up();
  await settled(page);
  assert.match(await page.evaluate(() => location.hash), /z=ceasefire,203[3-6]/);
  await menu(page, 'pin');
  await settled(page);
  assert.equal(await page.locator('.chip.pin').count(), 1);
  await page.locator('.chip input[type=checkbox]').nth(4).click();
  assert.match(await page.textContent('#notice'), /six lines/);
  await lever(page, 'dialogue').press('End');
  await settled(page);
  assert.equal(await page.textContent('#notice'), '', 'a notice outlasts the next step');
  await menu(page, 'pin');
  await settled(page);
  assert.match(await page.textContent('#notice'), /The mix was removed/);
  assert.equal(await page.locator('.grid > .chart:first-child .lines .line').count(), 6);
  await page.click('text=Reset all');
  await settled(page);
  assert.deepEqual((await shown(page)).cards, before.cards);
  await page.context().close();
});

test('the links of a lesson open the page as the lesson needs it', async () => {
  const out = join(folder, 'lesson');
  const made = run('lesson', '--out', out);
  assert.equal(made.code, 0, made.words);
  const links = new Set();
  for (const name of readdirSync(out)) {
    if (name.endsWith('.html')) for (const [, hash] of readFileSync(join(out, name), 'utf8').matchAll(/href="crossroads\.html(#[^"]*)"/g)) links.add(hash.replaceAll('&amp;', '&').replaceAll('&#43;', '+'));
  }
  assert.ok(links.size >= 3, `${links.size} links`);
  // The pages that are printed: those of each sheet, and all of them for a class.
  const sheet = await (await open()).newPage();
  let printed = 0;
  for (const [name, pages, copies] of [['1-read-first', 2, 1], ['2-script', 3, 1], ['3-pupil-sheet', 1, 35], ['4-other-side', 1, 7], ['5-answer-key', 3, 1]]) {
    await sheet.goto(pathToFileURL(join(out, name + '.html')).href);
    if (name === '1-read-first') printed = Number(/In all (\d+) printed pages/.exec(await sheet.textContent('main'))[1]);
    assert.equal((await sheet.pdf({preferCSSPageSize: true})).toString('latin1').match(/\/Type\s*\/Page[^s]/g).length, pages, name);
    printed -= pages * copies;
  }
  assert.equal(printed, 0);
  await sheet.close();
  for (const hash of links) {
    const page = await lab({}, hash);
    await page.waitForTimeout(250);
    assert.equal(await page.textContent('#notice'), '', hash);
    if (/^#t=1/.test(hash)) {
      assert.equal(await page.getAttribute('.start', 'data-at'), 'ask');
      assert.equal(await page.locator('.results').isVisible(), false);
      await page.context().close();
      continue;
    }
    const only = /only=(\w+)/.exec(hash);
    assert.equal(await page.locator('.lever:visible').count(), only ? only[1].length : 9);
    await settled(page);
    assert.match(await page.textContent('.limit'), /^Budget: /);
    assert.deepEqual(page.faults, []);
    await page.context().close();
  }
});
