// SPDX-License-Identifier: Apache-2.0
// @ts-check
// The page put together: what is shown, what is asked of the model, and when.

import {h, put, set, byId, choice, speak} from './dom.js';
import {brief, signed, plain} from './numbers.js';
import {Store, useTables, tables, initialState, copy, same, pathOf, worldOf, leverOf, outcomeOf, lastValue, fileText, pathFrom, freshOrder, named} from './state.js';
import {fragment, readFragment} from './link.js';
import {headline} from './sentences.js';
import {styleOf} from './styles.js';
import {Line} from './model.js';
import {PathPanel} from './panel.js';
import {WorldPanel} from './world.js';
import {Chips, Cards, Changed, Grid, dataTable, summaryTable, shortLabel, subtitle} from './results.js';
import {Difference, Cost, Levers, Assumptions} from './tabs.js';
import {How, context} from './how.js';
import {Predict, guessYears, guessLine, question, topOf} from './predict.js';
import {Board} from './board.js';
import {Start} from './start.js';
import {save, pictureFile, savePNG, csv} from './export.js';
import {T} from './strings.js';

const opening = JSON.parse(byId('opening').textContent);
useTables({...opening.tables, start: opening.start, history: opening.history, context: opening.context});

const root = document.documentElement;
const fromHash = () => location.hash.length > 1 ? readFragment(location.hash.slice(1)) : {state: initialState(T.you.label, T.you.doc), said: [], otherModel: ''};
const begun = fromHash();
const store = new Store(begun.state);
const closeNotice = h('button.small', {type: 'button', 'aria-label': T.closeNotice, onclick: () => put(byId('notice'))}, '×');
// A notice goes with the next step; one about the link stays until it is closed.
let noticeAt = -1;
store.say = (words, stays = false) => { put(byId('notice'), h('span', {}, words), closeNotice); speak(words, 50); noticeAt = stays ? -1 : store.steps; };
const saidOf = b => [...(b.said.length ? [T.link.said(b.said)] : []), ...(b.otherModel ? [T.link.other(b.otherModel, tables.hash)] : [])].join(' ');

// Runs must follow a moving hand; draws and sweeps take longer and have a worker of their own.
const quick = new Line(), slow = new Line();
const askSlow = (name, asked) => slow.ask(name, asked);

const worldKey = world => JSON.stringify(world);
/** Runs of the built-in paths by world. @type {Map<string, Record<string, any>>} */
const builtins = new Map();
/** The newest answers. @type {{you: any, ghost: any, pins: any[], world: string, draws: any, levers: any, told: any, youKey: string}} */
const latest = {youKey: '', you: null, ghost: null, pins: [], world: '', draws: null, levers: null, told: null};
const years = Array.from({length: tables.last - tables.first + 1}, (_, i) => tables.first + i);
const members = 200, seed = 1;

const hiding = () => !!store.state.prediction && !store.state.prediction.locked;
const base = () => builtins.get(latest.world) ?? {};

/** Runs of the paths to show, in the order of their slots; yours last. */
function shownRuns() {
  const {state} = store;
  const runs = state.show.filter(n => base()[n]).map(n => ({...base()[n], key: n, short: shortLabel(n)}));
  latest.pins.forEach((r, i) => { if (state.pins[i]) runs.push({...r, key: 'pin' + i, label: state.pins[i].name, short: state.pins[i].name}); });
  if (latest.you) runs.push({...latest.you, key: 'you', label: state.path.label, short: state.path.label === T.you.label ? T.you.short : state.path.label.slice(0, 18)});
  return runs;
}

const pinOf = key => +key.slice(3);
const isPin = key => /^pin\d$/.test(key);
const againstRun = () => isPin(store.state.against) ? latest.pins[pinOf(store.state.against)] : base()[store.state.against];
const againstName = () => isPin(store.state.against) ? store.state.pins[pinOf(store.state.against)]?.name : pathOf(store.state.against).label;

/** Paths as questions name them. */
const asked = keys => keys.map(key => {
  const path = key === 'you' ? store.state.path : isPin(key) ? store.state.pins[pinOf(key)].path : null;
  return path ? {name: path.name, text: fileText(path)} : {name: key};
});

/** The last year before a path parts from the others. */
function starts(key) {
  const path = key === 'you' ? store.state.path : isPin(key) ? store.state.pins[pinOf(key)].path : pathOf(key);
  return Math.min(tables.fork, +path.starts.slice(0, 4)) - 1;
}

/** A path's years from the last year it shares with the others, where a quantity that follows a lever at once still has its old value. */
const joined = (values, history, from) => values.map((v, i) => i === from ? history[i] : v);

/** Which two paths bands or futures are drawn for: yours and the one compared with; where they are one, another shown. */
function banded() {
  const {state} = store, keys = ['you', state.against];
  if (latest.you && againstRun() && tables.outcomes.every(o => latest.you.outcomes[o.name] === againstRun().outcomes[o.name])) return [state.against];
  return keys;
}

/** What the tabs look at. */
function view() {
  const {state} = store, draws = latest.draws;
  return {runs: shownRuns(), you: latest.you, against: againstRun(), againstName: againstName(), years, asked, levers: latest.levers?.key === leversKey() ? latest.levers.given : null,
    builtin: name => base()[name], history: name => base()[tables.reference]?.years[name] ?? [...tables.history[name], ...Array(tables.last - tables.fork + 1).fill(null)],
    draws: draws && draws.world === worldKey(state.world) ? {pending: draws.key !== drawsKey(), level: key => draws.level(key), gap: key => draws.gap(key)} : null};
}

/** What one chart shows of an outcome. */
function picture(name) {
  const {state} = store, o = outcomeOf(name), v = view(), hidden = hiding();
  const lines = v.runs.map(r => ({key: r.key, label: r.short, style: styleOf(r.key), values: joined(r.years[name], v.history(name), starts(r.key) - tables.first), from: starts(r.key) - tables.first}));
  const ghost = state.ghost && latest.ghost && !hidden ? {key: 'ghost', label: T.chart.previous, style: {colour: 'ghost', dash: '', width: 1.4, marker: 'none'}, values: latest.ghost.years[name]} : null;
  const bands = [], futures = [];
  if (v.draws && !hidden) {
    for (const key of banded()) {
      const level = v.draws.level(key);
      const fan = level?.years[name], {colour} = styleOf(key);
      if (fan && state.bands === 'bands') bands.push({colour, rim: key !== 'you' && banded().length > 1, pending: v.draws.pending, outer: [fan.map(b => b[0]), fan.map(b => b[4])], inner: [fan.map(b => b[1]), fan.map(b => b[3])]});
      if (level?.futures[name] && state.bands === 'futures') futures.push({colour, values: level.futures[name]});
    }
  }
  const p = state.prediction, guess = p && p.outcome === name ? guessLine(p, v.history(name)) : null;
  return {title: o.label, sub: subtitle(o) + (bands.length ? T.bands.legend : ''), unit: o.unit, scale: 1, years, fork: tables.fork - 1, lines: state.bands === 'futures' && futures.length ? lines.map(l => ({...l, style: {...l.style, width: 1}})) : lines, ghost, history: v.history(name),
    // While futures are hidden the scale must not tell what they are.
    headroom: state.bands === 'none' ? 1 : 1.5,
    extent: hidden ? [0, o.unit === '1' ? 1 : topOf(v.history(name))] : undefined,
    bands, futures, bold: future.at, guess, guessing: !!p && !p.locked && p.kind === 'line' && p.outcome === name, hidden, recorded: tables.recorded[name] ?? []};
}

// ---- what is asked of the model

async function refresh(moving) {
  if (store.state.view === 'start') return;
  const {state} = store, key = worldKey(state.world), before = store.before();
  const now = {world: copy(state.world), you: asked(['you'])[0], pins: asked(state.pins.map((_, i) => 'pin' + i)), before: before ? {name: 'previous', text: fileText(before.path)} : null, beforeWorld: before?.world};
  try {
    if (!builtins.has(key)) {
      const given = await quick.ask('builtins', {ask: 'run', world: now.world, paths: tables.paths.map(p => ({name: p.name}))});
      if (given) {
        if (builtins.size > 30) builtins.delete([...builtins.keys()][1]);
        builtins.set(key, Object.fromEntries(named(given.runs).map(r => [r.name, r])));
      }
    }
    const given = await quick.ask('you', {ask: 'run', world: now.world, paths: moving ? [now.you] : [now.you, ...now.pins]});
    if (!given) return;
    latest.you = given.runs[0];
    latest.told = given.told;
    latest.youKey = key + now.you.text;
    if (builtins.has(key)) latest.world = key;
    if (!moving) {
      latest.pins = given.runs.slice(1);
      const ghost = now.before ? await quick.ask('ghost', {ask: 'run', world: now.beforeWorld, paths: [now.before]}) : null;
      if (ghost || !now.before) latest.ghost = ghost ? ghost.runs[0] : null;
    }
    show(moving);
    if (!moving) { told(); if (!hiding()) draw(); }
  } catch (fault) {
    store.say(T.fault(fault.message));
  }
}

/** What the draws depend on. */
const drawnKeys = () => [...new Set([store.state.against, 'you', ...store.state.show, ...store.state.pins.map((_, i) => 'pin' + i)])];
const drawsKey = () => JSON.stringify([asked(drawnKeys()), store.state.against, store.state.world]);

/** Draws sets of assumptions once things have come to rest. */
async function draw() {
  const key = drawsKey(), keys = drawnKeys(), world = copy(store.state.world);
  if (latest.draws?.key === key) return;
  try {
    // The pair on the cards first, then all paths shown.
    for (const list of [[store.state.against, 'you'], keys]) {
      const given = await askSlow('draws', {ask: 'draws', world, paths: asked(list), against: 0, members, seed});
      if (!given || drawsKey() !== key) return;
      latest.draws = {key, world: worldKey(world), given, list, level: k => given.levels[list.indexOf(k)], gap: k => given.gaps[list.indexOf(k)],
        ranges: Object.fromEntries(Object.entries(given.gaps[list.indexOf('you')].whole ?? {}).map(([n, b]) => [n, [b[0], b[4]]]))};
      show(false, true);
    }
  } catch (fault) {
    store.say(T.fault(fault.message));
  }
}

const leversKey = () => JSON.stringify(asked(shownRuns().map(r => r.key)));
async function askLevers() {
  const key = leversKey();
  if (latest.levers?.key === key) return;
  const given = await quick.ask('levers', {ask: 'levers', world: {name: 'central'}, paths: JSON.parse(key)});
  if (given) { latest.levers = {key, given: given.levers}; showTab(); }
}

/** Says what the last change did, once. */
function told() {
  const name = store.saidLever, you = latest.you, against = againstRun();
  if (!name || !you || !against || hiding()) return;
  store.saidLever = null;
  const lever = leverOf(name), v = lastValue(store.state.path.levers[name]), sum = 'deaths_civilian_security';
  speak(T.live(lever.label, plain(v), brief(you.outcomes[sum]), signed(you.outcomes[sum] - against.outcomes[sum]), againstName(), brief(you.outcomes.deaths_all)));
}

// ---- single futures

const future = {at: -1, playing: 0};
const futureWords = h('span'), play = h('button.small', {type: 'button', onclick: () => future.playing ? pause() : start()}, T.future.play);
const futureBar = h('div.future-bar', {hidden: true, role: 'group', 'aria-label': T.bands.kinds.futures},
  h('button.small', {type: 'button', 'aria-label': T.future.before, onclick: () => { pause(); turn(-1); }}, '◂'), play, h('button.small', {type: 'button', 'aria-label': T.future.after, onclick: () => { pause(); turn(1); }}, '▸'), futureWords);
function turn(by) { future.at = (future.at + by + 12) % 12; show(false, true); }
function start() { future.playing = window.setInterval(() => turn(1), 1100); play.textContent = T.future.pause; turn(1); }
function pause() { clearInterval(future.playing); future.playing = 0; play.textContent = T.future.play; }
function showFutures() {
  const on = store.state.bands === 'futures' && !hiding() && store.state.tab === 'paths';
  futureBar.hidden = !on;
  if (!on) { if (future.playing) pause(); future.at = -1; return; }
  const v = view(), a = v.draws?.level('you'), b = v.draws?.level(store.state.against), sum = 'deaths_civilian_security';
  if (!a?.values || !b?.values) return;
  const fewer = name => a.values[name].slice(0, 12).filter((x, i) => x < b.values[name][i]).length;
  futureWords.textContent = (future.at >= 0 ? T.future.now(future.at + 1) + ' ' : '') + T.future.words(fewer(sum), fewer('deaths_all'), store.state.path.label, againstName());
}

// ---- the page

const button = (id, text, onclick, more = {}) => h('button', {type: 'button', id, onclick, ...more}, text);
const undo = button('undo', ['↶', h('span.word', {}, ' ' + T.header.undo)], () => store.undo(), {title: 'Ctrl+Z', 'aria-label': T.header.undo});
const redo = button('redo', ['↷', h('span.word', {}, ' ' + T.header.redo)], () => store.redo(), {title: 'Ctrl+Y', 'aria-label': T.header.redo});
const predictButton = button('predict', T.header.predict, () => startPrediction());
const linkOf = state => location.href.replace(/#.*/s, '') + '#' + fragment(state);

async function copyText(text, words) {
  try {
    await navigator.clipboard.writeText(text);
    store.say(words);
  } catch {
    const box = h('textarea.link-out', {rows: 5, readonly: true, 'aria-label': T.link.copyHere}, text);
    openDialog(T.link.copyHere, box);
    box.select();
  }
}
const copyLink = button('copy-link', T.header.link, () => copyText(linkOf(store.state), T.link.copied));

/** The code of your path, your world and what you expected. */
async function copyCode() {
  const {prediction: p} = store.state;
  const guesses = p?.locked && p.kind === 'line' ? p.guess.map((value, i) => ({outcome: p.outcome, path: '', year: guessYears[i], value: +value.toPrecision(4)})) : [];
  const orders = p?.locked && p.kind === 'pair' ? [{outcome: p.outcome, first: p.pair[0], second: p.pair[1], higher: p.higher === 'a', cross: p.cross === 'yes'}] : [];
  try {
    const given = await quick.ask('encode', {ask: 'encode', world: store.state.world, paths: asked(['you']), guesses, orders});
    if (given) copyText(given.code, T.link.codeCopied(given.code));
  } catch (fault) { store.say(fault.message); }
}

async function saveYAML(what) {
  try {
    const given = await quick.ask('write', {ask: 'write', world: store.state.world, paths: asked(['you'])});
    if (given) save(what === 'path' ? 'your-path.yaml' : 'your-world.yaml', new Blob([given[what]], {type: 'application/yaml'}));
  } catch (fault) { store.say(fault.message); }
}

const fileBox = h('input', {type: 'file', accept: '.yaml,.yml,.txt', hidden: true, id: 'file', 'aria-label': T.more.open, onchange: async () => {
  const [file] = fileBox.files;
  if (!file) return;
  if (file.size > 200000) { store.say(T.file.large(file.name)); return; }
  const text = await file.text();
  fileBox.value = '';
  await load(file.name, text);
}});

/** Takes a path or a world from a file; its mistakes are those the command line names. */
async function load(file, text) {
  try {
    const given = await quick.ask('read', {ask: 'read', file, text, world: {name: 'central'}});
    if (!given) return;
    if (given.world) store.commit(s => { s.world = {name: 'central', set: given.world.set ?? {}}; });
    else store.commit(s => { take(s, given.path); });
    store.say([T.file.taken(file, given.world ? given.world.label : given.path.label), ...given.warnings].join(' '));
  } catch (fault) {
    openDialog(T.file.refused(file), h('pre.mistakes', {tabindex: 0, 'aria-label': T.file.mistakes}, fault.message.split('\n').map(shownLine)));
    speak(T.file.refused(file) + ' ' + fault.message, 50);
  }
}
/** A line of a message; one that shows a line of the file keeps its columns, so that the caret stands under its character. */
const shownLine = line => [/^ *\d* \| /.test(line) ? h('span.excerpt', {}, line) : line, '\n'];

function take(s, path) {
  s.path = {name: 'your-path', label: path.label, doc: path.doc, starts: path.starts, levers: path.levers, shocks: path.shocks ?? [], rules: path.rules ?? [], shown: path.shown ?? [], budget: path.budget};
}

/** Opens what a group tried, in its world; its name stays out of links. */
function openTried(t) {
  store.commit(s => {
    take(s, {...t.path, label: T.you.label});
    if (worldOf(t.world)) s.world = {name: t.world, set: {}};
    s.tab = 'paths';
  });
  store.say(T.board.opened(t.name));
  scrollTo(0, 0);
}

function pin() {
  if (store.state.pins.length >= 3) { store.say(T.pins.most); return; }
  // Six lines are the most that can be told apart: where they are full, the last path that is not the reference makes room.
  const {show: now, pins, against} = store.state, out = now.length + pins.length >= 5 ? now.filter(n => n !== against).at(-1) : undefined;
  store.commit(s => {
    s.pins.push({name: T.pins.name(s.pins.length + 1), path: {...copy(s.path), name: 'pin-' + (s.pins.length + 1)}});
    s.show = s.show.filter(n => n !== out);
  });
  if (out) store.say(T.pins.room(pathOf(out).label)); else speak(T.pins.added);
}

/** How the command line makes a report of what is shown. */
function showReport() {
  const {state} = store, world = Object.keys(state.world.set).length ? 'your-world.yaml' : state.world.name;
  const names = state.show.filter(n => n !== state.against).join(' ');
  openDialog(T.report.heading, h('p', {}, T.report.steps), h('pre.mistakes', {}, `crossroads report your-path.yaml ${names} --against ${isPin(state.against) ? tables.reference : state.against} --world ${world}`.replace(/ +/g, ' ')),
    h('p', {}, T.report.link), h('textarea.link-out', {rows: 4, readonly: true, 'aria-label': T.report.link}, linkOf(state)));
}

function setTheme(theme) {
  if (theme) root.dataset.theme = theme; else delete root.dataset.theme;
}

/** @type {() => ([string, () => void] | null)[]} */
const menuItems = () => [
  ['code', copyCode], ['pin', pin], null, ['yaml', () => saveYAML('path')], ['world', () => saveYAML('world')], ['open', () => fileBox.click()],
  ['report', showReport],
  ['csv', () => { if (hiding()) store.say(T.predict.hidden); else save('crossroads.csv', new Blob([csv(shownRuns(), store.state.world.name)], {type: 'text/csv'})); }], null,
  [store.state.projector ? 'screen' : 'projector', () => store.commit(s => { s.projector = !s.projector; })], ['print', () => window.print()], ['dark', () => setTheme('dark')], ['light', () => setTheme('light')], ['auto', () => setTheme('')], ['about', () => openDialog(T.leaves.heading, context())],
];
const menuBox = h('div', {});
const menu = h('details.menu', {id: 'more', ontoggle: () => { if (menu.open) put(menuBox, menuItems().map(item => item ? button('menu-' + item[0], T.more[item[0]], () => { menu.open = false; item[1](); }) : h('hr'))); }}, h('summary', {}, T.header.more + ' ▾'), menuBox);
const toBench = button('to-bench', T.start.bench, () => openBench()), toStart = button('to-start', ['◂', h('span.word', {}, ' ' + T.start.short)], () => openStart(), {'aria-label': T.start.back, title: T.start.back});
put(byId('header'), h('span.brand', {}, T.name), h('span.badge', {}, T.label), h('nav.start-tools', {'aria-label': T.start.stepsLabel}), h('div.header-tools', {}, toStart, undo, redo, predictButton, copyLink, menu, fileBox));
addEventListener('click', e => { for (const d of document.querySelectorAll('details.menu[open], details.more-paths[open]')) if (!d.contains(/** @type {Node} */ (e.target))) /** @type {any} */ (d).open = false; });

const dialog = h('dialog', {'aria-labelledby': 'dialog-title'});
document.body.append(dialog);
function openDialog(title, ...content) {
  put(dialog, h('div.dialog-head', {}, h('h2', {id: 'dialog-title'}, title), h('button', {type: 'button', 'aria-label': T.close, onclick: () => dialog.close()}, '×')), h('p.badge', {}, T.label), content);
  if (!dialog.open) dialog.showModal();
}

/** A chart in words, as numbers and as files. */
function about(chart, name) {
  const o = outcomeOf(name), p = chart.picture, file = `crossroads-${name}`;
  if (hiding()) { store.say(T.predict.hidden); return; }
  const foot = `Crossroads ${tables.version} · model ${tables.hash} · world ${worldOf(store.state.world.name).label} · seed ${seed}`;
  openDialog(o.label, h('p', {}, o.doc, ' ', chart.title.textContent), h('p', {}, h('b', {}, T.objections.head, ' '), T.objections.of(o)), h('div.row', {},
    h('button', {type: 'button', id: 'save-svg', onclick: () => save(file + '.svg', new Blob([pictureFile(chart.svg, p.title, p.sub, foot)], {type: 'image/svg+xml'}))}, T.file.svg),
    h('button', {type: 'button', id: 'save-png', onclick: () => savePNG(file + '.png', pictureFile(chart.svg, p.title, p.sub, foot))}, T.file.png)), dataTable(shownRuns(), [name]));
}

const pathPanel = new PathPanel(store), worldPanel = new WorldPanel(store);
const chips = new Chips(store, {unpin: i => store.commit(s => { s.pins.splice(i, 1); s.pins.forEach((p, k) => { p.path.name = 'pin-' + (k + 1); }); if (isPin(s.against)) s.against = tables.reference; })});
const cards = new Cards(), changed = new Changed();
const guess = (k, v) => {
  const year = tables.first + k, i = guessYears.reduce((a, y, j) => Math.abs(y - year) < Math.abs(guessYears[a] - year) ? j : a, 0);
  const power = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(v, 1))) - 1);
  store.move(s => { s.prediction.guess[i] = v < 1 ? Math.round(v * 100) / 100 : Math.round(v / power) * power; });
};
const grid = new Grid(store, {about, guess});
const predict = new Predict(store, {guessed: () => grid.show(picture, false), ask: askSlow, code: copyCode, assume: (name, value) => { panel = 'world'; store.commit(s => { s.world.set[name] = +value.toPrecision(4); }); }});
const tabs = {
  difference: new Difference(store), cost: new Cost(store), levers: new Levers(store), assumptions: new Assumptions(store, askSlow), how: new How(store, askSlow),
  class: new Board(store, {ask: askSlow, hiding, link: linkOf, builtins: base, load: openTried}),
};

/** Asks for the first chart's line; nobody is asked for a line of people killed unless a link says so. */
function startPrediction() {
  store.commit(s => {
    const asked = outcomeOf(s.charts[0]).unit === 'death' ? 'attacks' : s.charts[0];
    if (!s.prediction) s.charts = [asked, ...s.charts.filter(name => name !== asked)].slice(0, s.charts.length);
    s.prediction = s.prediction ? null : question('line', asked, []);
    s.tab = 'paths';
  });
  byId('predict-box')?.querySelector('input')?.focus();
}

let panel = 'path';
const choosePanel = name => { panel = name; show(false); };
const panelTabs = ['path', 'world'].map(name => h('button.panel-tab.' + name, {type: 'button', role: 'tab', id: 'panel-' + name, 'aria-controls': 'panel', onclick: () => choosePanel(name)}, name === 'path' ? '★ ' : '◍ ', T.panels[name]));
const panelBox = h('div', {id: 'panel', role: 'tabpanel'});
const fourPick = h('input', {type: 'checkbox', id: 'four', onchange: () => store.commit(s => { s.four = fourPick.checked; })});
const left = h('aside.left', {id: 'levers', tabindex: -1, 'aria-label': T.panels.both}, h('div.panel-tabs', {role: 'tablist', 'aria-label': T.panels.both}, panelTabs), panelBox);
const worldPick = choice({id: 'world', onchange: () => worldPanel.choose(worldPick.value)}, tables.worlds.map(w => [w.name, w.label]), store.state.world.name);
const tabButtons = Object.entries(T.tabs).map(([name, text]) => h('button.tab', {type: 'button', role: 'tab', id: 'tab-' + name, 'aria-controls': 'pane', onclick: () => store.commit(s => { s.tab = name; })}, text));
const bigPick = choice({'aria-label': T.chart.pick(1), id: 'big', onchange: () => store.commit(s => { s.charts[0] = bigPick.value; s.big = bigPick.value; })}, tables.outcomes.map(o => [o.name, o.label]), '');
const table = h('details.data', {ontoggle: () => showTable()}, h('summary', {}, T.table.open), h('div.tables'));
const notes = h('div.notes');
predict.element.id = 'predict-box';
const paths = h('div', {}, predict.element, grid.element, futureBar, table);
const pane = h('div', {id: 'pane', role: 'tabpanel', tabindex: -1});
const finding = h('h1.finding', {tabindex: -1});
const results = h('section.results', {id: 'results', tabindex: -1, 'aria-label': T.results}, h('div.finding-row', {}, finding, chips.againstPick, h('label.pick.world-pick', {for: 'world'}, T.world.label, ' ', worldPick), h('label.pick.big-pick', {for: 'big'}, T.projector.chart, ' ', bigPick)),
  h('div.bar-row', {}, h('div.tabs', {role: 'tablist', 'aria-label': T.results}, tabButtons)),
  chips.element, cards.element, changed.element, pane, notes);
const sheet = h('section.sheet', {'aria-hidden': 'true'});
chips.element.firstChild.append(h('label.check.four-pick', {for: 'four'}, fourPick, ' ', T.chips.four));
const startView = new Start(store, {ask: (name, question) => quick.ask(name, question), link: writeLink, bench: () => openBench(), copy: () => copyText(linkOf(store.state), T.link.copied)});
put(/** @type {any} */ (document.querySelector('.start-tools')), startView.stepList, toBench);
put(byId('main'), startView.element, results, left, sheet);

/** Opens the Workbench; what was tried in Start goes along, once. */
function openBench() {
  const {start} = store.state, tried = start.you + '.' + start.world;
  store.commit(s => {
    s.view = 'bench';
    if (start.at !== 'try' || start.handed === tried) return;
    start.handed = tried;
    s.from = tables.reference;
    s.path = startView.path();
    s.world = {name: start.world, set: {}};
  });
  scrollTo(0, 0);
  finding.focus({preventScroll: true});
}

function openStart() {
  store.commit(s => { s.view = 'start'; s.projector = false; });
  startView.arrive(() => startView.words());
}

function writeLink() { history.replaceState(null, '', '#' + fragment(store.state)); }

/** What the paths shown come to by the first count, in the words of Start. */
function findingWords(runs) {
  const totals = runs.filter(r => r.key !== 'you' || !runs.some(o => o !== r && o.outcomes.deaths_all === r.outcomes.deaths_all)).map(r => ({key: r.key, name: r.short, total: r.outcomes.deaths_civilian_security, last: 0}));
  return totals.length > 1 ? headline(totals, 'cs') : T.name;
}

/** Arrow keys move between the tabs of a list. */
for (const list of [tabButtons, panelTabs]) list.forEach((b, i) => b.addEventListener('keydown', e => {
  const to = {ArrowRight: i + 1, ArrowLeft: i - 1, Home: 0, End: list.length - 1}[e.key];
  if (to === undefined) return;
  e.preventDefault();
  const next = list[(to + list.length) % list.length];
  next.click();
  next.focus();
}));

function showTable() {
  if (table.open) put(table.lastChild, hiding() ? T.predict.hidden : dataTable(shownRuns(), store.state.charts));
}

function showTab() {
  const {tab} = store.state, hidden = hiding();
  const element = tab === 'paths' ? paths : tabs[tab].element;
  if (pane.firstChild !== element) { put(pane, element); set(pane, {'aria-labelledby': 'tab-' + tab}); }
  tabButtons.forEach((b, i) => { const on = Object.keys(T.tabs)[i] === tab; set(b, {'aria-selected': String(on), tabindex: on ? 0 : -1}); b.disabled = hidden && i > 0 && i < 6; });
  if (hidden && tab !== 'paths' && tab !== 'class') { put(pane, h('p', {}, T.predict.hidden)); return; }
  tabs.class.out.hidden = hidden;
  if (tab === 'levers') askLevers();
  if (tab !== 'paths' && tab !== 'class' && latest.you && againstRun()) tabs[tab].show(view());
}

// Charts of these tabs are drawn at the size they find.
let resized = 0;
addEventListener('resize', () => {
  cancelAnimationFrame(resized);
  resized = requestAnimationFrame(() => { if (['cost', 'levers'].includes(store.state.tab) && store.state.view !== 'start') showTab(); });
});

function show(moving, drawn = false) {
  const {state} = store, runs = shownRuns(), hidden = hiding();
  root.classList.toggle('in-start', state.view === 'start');
  toBench.hidden = state.start.teacher && state.start.at !== 'try';
  if (state.view === 'start') { root.classList.remove('projector', 'hiding'); startView.show(moving); return; }
  root.classList.toggle('projector', state.projector);
  root.classList.toggle('on-paths', state.tab === 'paths');
  root.classList.toggle('hiding', hidden);
  root.classList.toggle('no-numbers', state.tab === 'how' || state.tab === 'class');
  left.classList.toggle('in-world', panel === 'world');
  // A question set by a link leads nowhere else before the guess is locked.
  const held = hidden && !!state.prediction?.set;
  toStart.disabled = predictButton.disabled = held;
  fourPick.checked = state.four;
  grid.element.classList.toggle('one', !state.four && !hidden);
  undo.disabled = !store.past.length;
  redo.disabled = !store.future.length;
  set(predictButton, {'aria-pressed': String(!!state.prediction)});
  if (!drawn) {
    panelTabs.forEach((t, i) => set(t, {'aria-selected': String(panel === ['path', 'world'][i]), tabindex: panel === ['path', 'world'][i] ? 0 : -1}));
    if (panelBox.firstChild !== (panel === 'path' ? pathPanel : worldPanel).element) put(panelBox, (panel === 'path' ? pathPanel : worldPanel).element);
    set(panelBox, {'aria-labelledby': 'panel-' + panel});
    pathPanel.show(hidden ? null : latest.you, base()[state.from]);
    if (panel === 'world') worldPanel.show();
    chips.show();
    worldPick.value = state.world.name;
  }
  const against = againstRun(), current = latest.draws?.key === drawsKey();
  root.dataset.drawn = current && latest.youKey === worldKey(state.world) + asked(['you'])[0].text ? 'yes' : 'no';
  bigPick.value = state.charts[0];
  finding.textContent = hidden ? T.predict.heading : findingWords(runs);
  cards.show(against ? latest.you : null, against, againstName(), current ? latest.draws.ranges : null, hidden);
  if (!drawn) changed.show(state, runs, hidden);
  changed.tell(latest.told, current ? latest.draws.given : null);
  if (state.tab === 'paths') {
    predict.show(view());
    if (!moving) root.style.setProperty('--above', Math.round(grid.element.getBoundingClientRect().top + scrollY) + 'px');
    grid.show(picture, moving, drawn);
  }
  showFutures();
  if (moving) return;
  if (state.tab !== 'paths' || !drawn) showTab();
  if (drawn) return;
  showTable();
  put(notes, runs.some(r => r.key === 'nobody-acts') && h('p', {}, h('b', {}, T.notes.nobody(pathOf('nobody-acts').label))), ['paths', 'difference', 'cost'].includes(state.tab) && h('p', {}, T.notes.lines(worldOf(state.world.name).label, members), ' ', T.notes.history), h('p', {}, T.notes.made(tables.version, tables.hash)));
  writeLink();
}

store.listen(moving => {
  if (noticeAt >= 0 && store.steps !== noticeAt) { put(byId('notice')); noticeAt = -1; }
  if (store.state.view === 'start') { show(moving); return; }
  if (moving) pathPanel.show(hiding() ? null : latest.you, base()[store.state.from]);
  else show(false);
  if (moving && hiding()) show(true);
  refresh(moving);
});

addEventListener('keydown', e => {
  const t = /** @type {any} */ (e.target);
  if (e.key === 'Escape') for (const d of /** @type {any} */ (document.querySelectorAll('details.menu[open], details.more-paths[open]'))) { d.open = false; d.querySelector('summary').focus(); }
  if (!(e.ctrlKey || e.metaKey) || t.tagName === 'TEXTAREA' || (t.tagName === 'INPUT' && t.type !== 'range' && t.type !== 'checkbox' && t.type !== 'radio')) return;
  const k = e.key.toLowerCase();
  if (k === 'z' && !e.shiftKey) { e.preventDefault(); store.undo(); }
  if (k === 'y' || (k === 'z' && e.shiftKey)) { e.preventDefault(); store.redo(); }
});
addEventListener('hashchange', () => {
  if (location.hash.slice(1) === fragment(store.state)) return;
  const given = fromHash(), {start} = store.state;
  // Under a teacher's link Start goes on where it was: another address leads neither past it nor back to a new pick.
  if (start.teacher) {
    given.state.start = copy(start);
    if (start.at !== 'try') given.state.view = 'start';
  }
  store.commit(s => { Object.assign(s, given.state); });
  if (saidOf(given)) store.say(saidOf(given), true);
});
/** The second sheet of a print: what was set, what was assumed, where it can be opened again. */
function printSheet() {
  const {state} = store, show = points => points.map((p, i) => (i ? (p.ramp ? T.lever.by(p.at.slice(0, 4)) : T.lever.from(p.at.slice(0, 4))) + ' ' : '') + plain(p.value)).join(', ');
  put(sheet, h('h2', {}, T.print.heading), h('p.badge', {}, T.label),
    h('table', {}, h('caption', {}, T.print.caption(pathOf(state.from).label)), h('thead', {}, h('tr', {}, T.print.heads.map(t => h('th', {scope: 'col'}, t)))),
      h('tbody', {}, tables.levers.map(l => h('tr', {}, h('th', {scope: 'row'}, l.label), h('td', {}, show(state.path.levers[l.name])), h('td', {}, show(pathOf(state.from).levers[l.name])), h('td.text', {}, l.actor), h('td.text', {}, l.source))))),
    hiding() ? null : summaryTable(shownRuns()),
    h('p', {}, state.path.shocks.map(s => `${T.shock.names[s.kind]} ${s.at}`).join('; ')),
    h('p', {}, T.world.label + ': ' + worldOf(state.world.name).label + '. ' + Object.entries(state.world.set).map(([k, v]) => `${k} = ${v}`).join(', ')), h('p.link-text', {}, linkOf(state)));
}
addEventListener('beforeprint', () => { table.open = false; printSheet(); grid.fit(508, 226); });
addEventListener('afterprint', () => show(false));

// For whoever wants to ask the model by hand, from the console.
Object.assign(window, {crossroads: {ask: question => slow.ask(JSON.stringify(question), question), tables, freshOrder}});

show(false);
if (saidOf(begun)) store.say(saidOf(begun), true);
quick.start({packed: byId('model').textContent}).then(module => {
  byId('model').remove();
  slow.start({module});
  root.dataset.ready = String(Math.round(performance.now()));
}, fault => store.say(T.fault(fault.message)));
refresh(false);
