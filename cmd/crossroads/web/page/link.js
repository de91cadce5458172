// SPDX-License-Identifier: Apache-2.0
// @ts-check
// The state as a link and back. Whatever is wrong with a link is said, never
// mended in silence.

import {tables, leverOf, worldOf, parameterOf, initialState, initialStart, startPath, pathFrom, defaultShow, defaultCharts, same, dateWords, steps, admit} from './state.js';
import {T} from './strings.js';

/** The letter of a lever in a link, and the lever of a letter. */
const letterOf = name => leverOf(name).letter;
const leverBy = letter => tables.levers.find(l => l.letter === letter);

/** Writes a schedule: `300`, or `300!2029r2500` (from the start 300, by 2029 in a straight line 2500). */
function scheduleText(points) {
  return points.map((p, i) => (i ? dateWords(p.at) + (p.ramp ? 'r' : 's') : '') + p.value).join('!');
}

/** Reads a schedule; throws a message. */
function readSchedule(lever, starts, text) {
  return text.split('!').map((part, i) => {
    const match = i ? /^(\d{4}(?:-\d\d)?)([rs])(-?[\d.]+(?:e-?\d+)?)$/.exec(part) : /^()()(-?[\d.]+(?:e-?\d+)?)$/.exec(part);
    if (!match) throw new Error(T.link.unreadable(lever.name, part));
    const value = Number(match[3]);
    if (!(value >= lever.low && value <= lever.high)) throw new Error(T.link.outside(lever.label, match[3], lever.low, lever.high));
    const at = i ? (match[1].length === 4 ? match[1] + '-01' : match[1]) : starts;
    return match[2] === 'r' ? {at, value, ramp: true} : {at, value};
  });
}

const shockText = s => [s.kind, dateWords(s.at), ...Object.entries(s.values).map(([k, v]) => k + ':' + v)].join(',');

function readShock(text) {
  const [kind, at, ...fields] = text.split(',');
  const row = tables.shocks.find(k => k.name === kind);
  if (!row || !/^\d{4}(-\d\d)?$/.test(at ?? '')) throw new Error(T.link.unreadable('shock', text));
  const values = {};
  for (const field of fields) {
    const [name, number] = field.split(':');
    const f = row.fields.find(f => f.name === name), v = Number(number);
    if (!f || !number || !(v >= f.low && v <= f.high)) throw new Error(T.link.unreadable('shock', field));
    values[name] = v;
  }
  return {kind, at: at.length === 4 ? at + '-01' : at, values};
}

/** The fields of a path. */
function pathFields(path) {
  const fields = [];
  if (path.starts !== '2026-01') fields.push(['s', path.starts]);
  for (const l of tables.levers) fields.push([l.letter, scheduleText(path.levers[l.name])]);
  for (const s of path.shocks) fields.push(['z', shockText(s)]);
  for (const r of path.rules) fields.push(['rule', JSON.stringify(r)]);
  if (path.shown?.length) fields.push(['only', path.shown.map(letterOf).join('')]);
  if (path.budget) fields.push(['budget', [path.budget.words, path.budget.limit, path.budget.counts, path.budget.scale || ''].join(',').replace(/,$/, '')]);
  return fields;
}

/** Reads one field into a path; false if it is none of a path's. */
function readPathField(path, key, value) {
  const lever = leverBy(key) ?? leverOf(key);
  if (key === 's') {
    if (!/^202[1-6]-\d\d$/.test(value)) throw new Error(T.link.unreadable('starts', value));
    path.starts = value;
  } else if (lever) path.levers[lever.name] = readSchedule(lever, path.starts, value);
  else if (key === 'z') path.shocks.push(readShock(value));
  else if (key === 'rule') {
    const r = JSON.parse(value);
    const {when, from, until = '', for: months = '', then} = r;
    if (![when, from, until, months].every(word => typeof word === 'string') || !until === !months || typeof then !== 'object' ||
        /[^\w<>. -]/.test(when + until + months + from) || !Object.entries(then).every(([l, v]) => leverOf(l) && typeof v === 'number')) throw new Error(T.link.unreadable('rule', value));
    path.rules.push(until ? {from, when, until, then} : {from, when, for: months, then});
  } else if (key === 'only') {
    path.shown = [...value].map(l => { const lever = leverBy(l); if (!lever) throw new Error(T.link.unknown('lever', l)); return lever.name; });
  } else if (key === 'budget') {
    const [words, limit, counts, scale = ''] = value.split(',');
    if (!/^[a-z +]+$/.test(words) || !(Number(limit) >= 0) || !['announced', 'disbursed'].includes(counts) || !['', 'investment', 'operations_tempo'].includes(scale)) throw new Error(T.link.unreadable('budget', value));
    path.budget = {words, limit: Number(limit), counts, scale};
  } else return false;
  return true;
}

/** Writes fields as `key=value&…`; only what a fragment must escape is escaped. */
const joined = fields => fields.map(([k, v]) => k + '=' + encodeURIComponent(v).replace(/%2C/g, ',').replace(/%3A/g, ':').replace(/%20/g, '+').replace(/%7C/g, '|')).join('&');
const unescaped = v => decodeURIComponent(v.replace(/\+/g, ' '));
/** The parts of a fragment that stands inside another. */
function nested(key, raw, said) {
  try { return pairsOf(unescaped(raw)); } catch { said.push(T.link.unreadable(key, raw.slice(0, 40))); return []; }
}

const worldFields = world => {
  const fields = [['w', world.name]];
  const set = Object.entries(world.set).map(([k, v]) => k + ':' + v).join(',');
  if (set) fields.push(['a', set]);
  return fields;
};

function readAssumptions(text) {
  const set = {};
  for (const part of text.split(',')) {
    const [name, number] = part.split(':');
    const row = parameterOf(name), v = Number(number);
    if (!row) throw new Error(T.link.unknown('parameter', name));
    if (!number || !(v >= row.low && v <= row.high)) throw new Error(T.link.outside(row.label, number, row.low, row.high));
    set[name] = v;
  }
  return set;
}

/**
 * The whole state as a fragment, without #. A link to the Workbench has a version
 * first and one to Start has none; each holds the other where it was changed.
 * @param {import('./state.js').State} s
 */
export function fragment(s) {
  const start = startFragment(s.start), bench = benchFragment(s);
  if (s.view === 'bench') return bench + (s.start.pick ? '&start=' + encodeURIComponent(start) : '');
  return start + (bench === benchFragment(initialState(T.you.label, T.you.doc)) ? '' : '&bench=' + encodeURIComponent(bench));
}

/** Start as a fragment. @param {import('./state.js').Start} s */
function startFragment(s) {
  /** @type {any[]} */
  const fields = s.teacher ? [['t', 1]] : [];
  fields.push(['o', s.order]);
  // A pick counts once it is locked.
  if (s.pick && s.at !== 'ask') fields.push(['pick', s.pick]);
  fields.push(['at', s.at]);
  if (s.count !== 'cs') fields.push(['count', s.count]);
  if (s.both) fields.push(['both', 1]);
  if (s.world !== 'central') fields.push(['world', s.world]);
  if (s.seen.length > 1) fields.push(['seen', s.seen.join('.')]);
  if (s.you !== initialStart(1).you) fields.push(['you', s.you]);
  if (s.handed) fields.push(['handed', s.handed]);
  return joined(fields);
}

/** Reads the fields of Start; what is unknown is said and left as it was. */
function readStart(pairs, start, said) {
  const worlds = tables.worlds.map(w => w.name);
  const one = (list, key, v) => { if (!list.includes(v)) throw new Error(T.link.unknown(key, v)); return v; };
  const readers = {
    t: v => { start.teacher = one(['1', '0'], 't', v) === '1'; },
    o: v => { start.order = +one(['1', '2', '3', '4', '5', '6'], 'o', v); },
    pick: v => { start.pick = one(tables.start.cards.map(c => c.name), 'pick', v); },
    at: v => { start.at = one(steps, 'at', v); },
    count: v => { start.count = one(['cs', 'all'], 'count', v); start.both ||= v === 'all'; },
    both: v => { start.both = one(['1', '0'], 'both', v) === '1' || start.both; },
    world: v => { start.world = one(worlds, 'world', v); },
    seen: v => { start.seen = ['central', ...v.split('.').map(w => one(worlds, 'world', w))].filter((w, i, all) => all.indexOf(w) === i); },
    you: v => {
      if (v.length !== tables.start.levers.length || tables.start.levers.some((l, i) => !/\d/.test(v[i]) || +v[i] >= l.steps.length)) throw new Error(T.link.unreadable('you', v.slice(0, 20)));
      start.you = v;
    },
    handed: v => { start.handed = v.slice(0, 40); },
  };
  read(pairs, readers, () => false, said);
  if (!start.seen.includes(start.world)) start.seen.push(start.world);
  if (admit(start)) said.push(T.start.putBack(T.start.steps[start.at]));
}

/** The parts `key=value` of a fragment. */
const pairsOf = text => text.split('&').filter(Boolean).map(part => {
  const at = part.indexOf('=');
  return at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
});

/** Hands each part to its reader; what no reader takes is said. */
function read(pairs, readers, first, said) {
  for (const [key, raw] of pairs) {
    try {
      const value = unescaped(raw);
      if (first(key, value)) continue;
      if (Object.hasOwn(readers, key)) readers[key](value);
      else said.push(T.link.key(key.slice(0, 30)));
    } catch (fault) {
      said.push(fault instanceof URIError || fault instanceof SyntaxError ? T.link.unreadable(key.slice(0, 30), raw.slice(0, 40)) : fault.message);
    }
  }
}

function benchFragment(s) {
  /** @type {any[]} */
  const fields = [['v', 1], ['m', tables.hash], ['from', s.from], ...pathFields(s.path), ...worldFields(s.world)];
  if (s.path.label !== T.you.label) fields.push(['label', s.path.label]);
  if (!same(s.show, defaultShow())) fields.push(['show', s.show.join(',') || 'none']);
  if (s.against !== tables.reference) fields.push(['vs', s.against]);
  if (!s.ghost) fields.push(['ghost', 0]);
  if (s.four) fields.push(['four', 1]);
  if (!same(s.charts, defaultCharts())) fields.push(['charts', s.charts.join(',')]);
  if (s.tab !== 'paths') fields.push(['tab', s.tab]);
  if (s.bands !== 'bands') fields.push(['bands', s.bands]);
  if (s.projector) fields.push(['projector', s.big || 1]);
  if (s.outcome !== 'deaths_civilian_security') fields.push(['outcome', s.outcome]);
  if (s.axes.length) fields.push(['axes', s.axes.join(',')]);
  for (const pin of s.pins) fields.push(['pin', pin.name + '|' + pathFields(pin.path).map(f => f.join('~')).join('|')]);
  if (s.prediction) {
    const p = s.prediction;
    fields.push(['predict', [p.kind, p.outcome, p.pair.join('!') || '-', p.locked ? 1 : 0, p.guess.map(v => v ?? '').join('!') || '-', p.higher || '-', p.cross || '-'].join(',')]);
    if (p.reason) fields.push(['why', p.reason]);
  }
  return joined(fields);
}

const known = (list, names, thing) => names.map(name => {
  if (!list.includes(name)) throw new Error(T.link.unknown(thing, name));
  return name;
});

/**
 * Reads a fragment into a new state and says what could not be read. Only the
 * fields that are wrong are left at their defaults.
 * @param {string} text without #
 * @returns {{state: import('./state.js').State, said: string[], otherModel: string}}
 */
export function readFragment(text) {
  const state = initialState(T.you.label, T.you.doc);
  const said = [];
  let otherModel = '';
  if (text.length > 20000) return {state, said: [T.link.long], otherModel};
  const pairs = pairsOf(text);
  if (!pairs.some(([key]) => key === 'v')) {
    const bench = pairs.find(([key]) => key === 'bench');
    const given = bench ? readBench(nested('bench', bench[1], said)) : {state, said: [], otherModel};
    given.said.push(...said);
    readStart(pairs.filter(pair => pair !== bench), given.state.start, given.said);
    return given;
  }
  const given = readBench(pairs.filter(([key]) => key !== 'start'));
  const start = pairs.find(([key]) => key === 'start');
  if (start) {
    readStart(nested('start', start[1], given.said), given.state.start, given.said);
    // A teacher's link leads to the Workbench by way of Start.
    if (!given.state.start.teacher || given.state.start.at === 'try') given.state.view = 'bench';
  } else given.state.view = 'bench';
  return given;
}

/** Reads the fields of the Workbench into a new state. */
function readBench(pairs) {
  const state = initialState(T.you.label, T.you.doc);
  const said = [];
  let otherModel = '';
  const builtins = tables.paths.map(p => p.name), outcomes = tables.outcomes.map(o => o.name);
  const readers = {
    v: v => { if (v !== '1') said.push(T.link.version(v)); },
    m: v => { if (v !== tables.hash) otherModel = /^[0-9a-f]{1,12}$/.test(v) ? v : '?'; },
    from: v => {
      known(builtins, [v], 'path');
      state.from = v;
      state.path = pathFrom(v, state.path.label, state.path.doc);
      state.path.shocks = []; state.path.rules = [];
    },
    w: v => { if (!worldOf(v)) throw new Error(T.link.unknown('world', v)); state.world.name = v; },
    a: v => { state.world.set = readAssumptions(v); },
    label: v => { state.path.label = v.slice(0, 60); },
    show: v => { state.show = v === 'none' ? [] : known(builtins, v.split(','), 'path').slice(0, 5); },
    vs: v => { state.against = v.startsWith('pin') ? v : known(builtins, [v], 'path')[0]; },
    ghost: v => { state.ghost = v !== '0'; },
    four: v => { state.four = v === '1'; },
    charts: v => {
      const list = known(outcomes, v.split(','), 'outcome');
      if (list.length === 4) state.charts = list;
    },
    tab: v => { state.tab = known(Object.keys(T.tabs), [v], 'tab')[0]; },
    bands: v => { state.bands = known(['bands', 'futures', 'none'], [v], 'bands')[0]; },
    projector: v => { state.projector = true; state.big = outcomes.includes(v) ? v : ''; },
    outcome: v => { state.outcome = known(outcomes, [v], 'outcome')[0]; },
    axes: v => { state.axes = known(tables.parameters.map(p => p.name), v.split(','), 'parameter').slice(0, 2); },
    pin: v => {
      if (state.pins.length === 3) throw new Error(T.link.pins);
      const [name, ...fields] = v.split('|');
      const path = {...pathFrom(tables.reference, name.slice(0, 40), T.you.doc), name: 'pin' + (state.pins.length + 1), shocks: [], rules: []};
      for (const field of fields) {
        const at = field.indexOf('~');
        if (!readPathField(path, field.slice(0, at), field.slice(at + 1))) throw new Error(T.link.unreadable('pin', field));
      }
      state.pins.push({name: name.slice(0, 40), path});
    },
    predict: v => { state.prediction = {...readPrediction(v, outcomes, builtins), set: true}; },
    why: v => { if (state.prediction) state.prediction.reason = v.slice(0, 400); },
  };
  // from lays down all levers, and a start date is needed to read a lever, so these come first.
  const first = ['v', 'm', 'from', 's', 'predict'];
  pairs.sort((a, b) => (first.indexOf(b[0]) >= 0 ? 1 : 0) - (first.indexOf(a[0]) >= 0 ? 1 : 0));
  read(pairs, readers, (key, value) => readPathField(state.path, key, value), said);
  // What is asked must be seen.
  const wanted = state.prediction?.outcome;
  if (wanted && !state.charts.includes(wanted)) state.charts = [wanted, ...state.charts.slice(0, 3)];
  return {state, said, otherModel};
}

/** Reads `kind,outcome,a!b,locked,guess,higher,cross`. */
function readPrediction(text, outcomes, builtins) {
  const [kind, outcome, pair, locked, guess, higher, cross] = text.split(',');
  known(['line', 'pair'], [kind], 'question');
  known(outcomes, [outcome], 'outcome');
  const names = !pair || pair === '-' ? [] : known(builtins, pair.split(/[!+ ]/), 'path').slice(0, 2);
  const guessed = !guess || guess === '-' ? [] : guess.split(/[!+ ]/).map(v => v === '' || !(Number(v) >= 0) ? null : Number(v));
  return {kind, outcome, pair: names, locked: locked === '1', guess: kind === 'line' ? Array.from({length: 4}, (_, i) => guessed[i] ?? null) : [],
    higher: ['a', 'b', 'same'].includes(higher) ? higher : '', cross: ['yes', 'no'].includes(cross) ? cross : '', reason: ''};
}

// ---- what a class hands in

/** The letters of a short code: consonants that are not taken for one another, so that they spell nothing. */
const letters = 'BCDFGHJKLMNPQRSTVWXZ';
/** How many values each part of a short code has: the steps of the levers, the worlds, the picks and none. */
const parts = () => [...tables.start.levers.map(l => l.steps.length), tables.worlds.length, tables.start.cards.length + 1];
/** A number that goes with another in this model alone, so that a slip and a code of another model are refused. */
const checkOf = (n, room) => (parseInt(tables.hash.slice(0, 6), 16) + n * 7919) % room;

/** What is tried in Start as six letters: the levers, the world and the pick. @param {import('./state.js').Start} s */
export function shortCode(s) {
  const sizes = parts(), all = sizes.reduce((a, b) => a * b), room = Math.floor(letters.length ** 6 / all);
  const values = [...[...s.you].map(Number), tables.worlds.findIndex(w => w.name === s.world), 1 + tables.start.cards.findIndex(c => c.name === s.pick)];
  const n = values.reduce((sum, v, i) => sum * sizes[i] + v, 0);
  let rest = n + all * checkOf(n, room), text = '';
  for (let i = 0; i < 6; i++) { text = letters[rest % letters.length] + text; rest = Math.floor(rest / letters.length); }
  return text;
}

/** Reads a short code; null if it is none of this model's. @returns {{you: string, world: string, pick: string}|null} */
export function readShortCode(text) {
  const sizes = parts(), all = sizes.reduce((a, b) => a * b), room = Math.floor(letters.length ** 6 / all);
  const digits = [...text.toUpperCase()].map(c => letters.indexOf(c));
  if (digits.length !== 6 || digits.includes(-1)) return null;
  const number = digits.reduce((sum, d) => sum * letters.length + d, 0);
  let n = number % all;
  if (Math.floor(number / all) !== checkOf(n, room)) return null;
  const values = sizes.map(() => 0);
  for (let i = sizes.length - 1; i >= 0; i--) { values[i] = n % sizes[i]; n = Math.floor(n / sizes[i]); }
  const [world, pick] = values.slice(-2);
  return {you: values.slice(0, -2).join(''), world: tables.worlds[world].name, pick: tables.start.cards[pick - 1]?.name ?? ''};
}

/**
 * What a line of a class holds that is not a long code: a name, and the path and world of a link or of six letters;
 * null if it holds neither.
 */
export function handedIn(line) {
  const match = /^(.*?)[\s:,;]*(?:(?:^|\s)\S*#(\S+=\S*)|(?:^|[\s:,;])([A-Za-z]{6}))\s*$/.exec(line);
  if (!match) return null;
  const name = match[1].trim(), of = start => ({name, path: startPath(start.you, T.you.label, T.you.doc), world: {name: start.world, set: {}}});
  if (match[3]) {
    const start = readShortCode(match[3]);
    return start && of(start);
  }
  const {state, said} = readFragment(match[2]);
  if (said.length) return null;
  return state.view === 'bench' ? {name, path: state.path, world: state.world} : of(state.start);
}
