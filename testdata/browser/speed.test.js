// How fast the page is, in a real browser. Runs alone: .ci/browser starts the other checks afterwards.

import assert from 'node:assert/strict';
import {after, test} from 'node:test';
import {statSync} from 'node:fs';
import {cpus, loadavg} from 'node:os';
import {busy, close, file, lab, open, settled, url} from './lab.js';

after(close);

// Times hold for a machine with nothing else to do; a busy one gets its share more.
const busyness = () => Math.max(1, loadavg()[0] / cpus().length);

test('one file, light enough, ready in time', async t => {
  const bytes = statSync(file).size;
  assert.ok(bytes < 6e6, `the file is ${bytes} bytes`);
  const page = await lab();
  const plain = await page.evaluate(() => +document.documentElement.dataset.ready);
  await page.context().close();
  const context = await (await open()).newContext({viewport: {width: 1366, height: 768}});
  const slow = await context.newPage();
  const cdp = await context.newCDPSession(slow);
  await cdp.send('Emulation.setCPUThrottlingRate', {rate: 4});
  await slow.goto(url);
  await slow.waitForSelector('html[data-ready]');
  const throttled = await slow.evaluate(() => +document.documentElement.dataset.ready);
  t.diagnostic(`load ${loadavg()[0]} on ${cpus().length}; ${(bytes / 1e6).toFixed(2)} MB; ready after ${plain} ms, at a quarter of the speed after ${throttled} ms`);
  assert.ok(throttled < 1500 * busyness(), `ready after ${throttled} ms at a quarter of the speed`);
  await context.close();
});

test('dragging stays within a frame', async t => {
  const page = await lab();
  await settled(page);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  const script = async () => (await cdp.send('Performance.getMetrics')).metrics.find(m => m.name === 'ScriptDuration').value * 1000;
  for (const [rate, most] of [[1, 12], [4, 40]]) {
    await cdp.send('Emulation.setCPUThrottlingRate', {rate});
    const times = [];
    for (let k = 0; k < 60; k++) {
      const before = await script();
      await page.evaluate(v => new Promise(done => {
        const r = document.querySelector('[data-lever=operations_tempo] input[type=range]');
        r.value = String(v);
        r.dispatchEvent(new Event('input', {bubbles: true}));
        setTimeout(() => requestAnimationFrame(done), 30);
      }), 20 + k);
      times.push(await script() - before);
    }
    times.sort((a, b) => a - b);
    t.diagnostic(`at 1/${rate} of the speed: script ${times[30].toFixed(1)} ms a step, 95 of 100 below ${times[56].toFixed(1)} ms`);
    assert.ok(times[56] <= most * busyness(), `95 of 100 steps take up to ${times[56]} ms of script (${most})`);
  }
  await page.context().close();
});
