// SPDX-License-Identifier: Apache-2.0
// @ts-check
// The one state of the page, and the steps back and forth through it.

/**
 * @typedef {{at: string, value: number, ramp?: boolean}} Point
 * @typedef {{kind: string, at: string, values: Record<string, number>}} Shock
 * @typedef {{name: string, label: string, doc: string, starts: string, levers: Record<string, Point[]>, shocks: Shock[], rules: any[], shown?: string[], budget?: any}} Path
 * @typedef {{name: string, set: Record<string, number>}} World
 * @typedef {{name: string, path: Path}} Pin
 * @typedef {{kind: 'line'|'pair', outcome: string, pair: string[], guess: (number|null)[], higher: string, cross: string, locked: boolean, reason: string, set?: boolean}} Prediction
 * @typedef {{from: string, path: Path, world: World, pins: Pin[]}} Choices
 * @typedef {Choices & {show: string[], against: string, ghost: boolean, four: boolean, charts: string[], tab: string, bands: string,
 *   prediction: Prediction|null, projector: boolean, big: string, outcome: string, axes: string[], view: 'start'|'bench', start: Start}} State
 * @typedef {{at: string, pick: string, count: 'cs'|'all', both: boolean, world: string, seen: string[], you: string, handed: string, teacher: boolean, order: number}} Start
 */

/** The model's own tables, once the page has them. @type {any} */
export const tables = {};
/** @param {any} given */
export function useTables(given) {
  Object.assign(tables, given);
  // People read the plain names; the model's own stay in files, on the command line and in details.
  for (const row of [...tables.levers, ...tables.paths, ...tables.worlds, ...tables.parameters]) {
    row.formal = row.label;
    if (row.plain) row.label = row.plain.slice(0, 1).toUpperCase() + row.plain.slice(1);
  }
}

/** Runs of built-in paths under their plain names. */
export const named = runs => runs.map(r => ({...r, label: pathOf(r.name)?.label ?? r.label}));

export const leverOf = name => tables.levers.find(l => l.name === name);
export const outcomeOf = name => tables.outcomes.find(o => o.name === name);
export const pathOf = name => tables.paths.find(p => p.name === name);
export const worldOf = name => tables.worlds.find(w => w.name === name);
export const parameterOf = name => tables.parameters.find(p => p.name === name);

/** A deep copy of plain data. @template V @param {V} v @returns {V} */
export const copy = v => JSON.parse(JSON.stringify(v));
export const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** Your path, as it is before anything is changed: the levers of a built-in one. */
export function pathFrom(name, label, doc) {
  const base = pathOf(name);
  return {name: 'your-path', label, doc, starts: base.starts, levers: copy(base.levers), shocks: copy(base.shocks ?? []), rules: copy(base.rules ?? []), shown: [], budget: null};
}

export const defaultShow = () => ['current-course', 'kinetic', 'investment', 'three-pillar'];
export const defaultCharts = () => ['deaths_civilian_security', 'deaths_all', 'fighters', 'ties'];

/** The steps of Start, in order. */
export const steps = ['ask', 'see', 'doubt', 'try'];

/** One of the six orders of the cards, each as often as the others. */
export const freshOrder = () => 1 + Math.floor(6 * Math.random());

/** Start before anything is picked; the order of its cards is one of six. @returns {Start} */
export const initialStart = order => ({at: 'ask', pick: '', count: 'cs', both: false, world: 'central', seen: ['central'], you: tables.start.levers.map(l => l.today).join(''), handed: '', teacher: false, order});

/** Puts a step of Start back that was not reached: a pick comes before See, and under a teacher's link both counts before Doubt and every world before Try. */
export function admit(start) {
  const allowed = !start.pick ? 'ask' : !start.teacher ? 'try' : !start.both ? 'see' : tables.worlds.some(w => !start.seen.includes(w.name)) ? 'doubt' : 'try';
  if (steps.indexOf(start.at) <= steps.indexOf(allowed)) return false;
  start.at = allowed;
  return true;
}

/** The path of the three levers of Start: today's levers but for what their steps set. */
export function startPath(you, label, doc) {
  const path = pathFrom(tables.reference, label, doc);
  tables.start.levers.forEach((dial, i) => { for (const [name, value] of Object.entries(dial.steps[+you[i]].set)) path.levers[name] = [{at: path.starts, value}]; });
  return path;
}

/** @param {string} label @param {string} doc @returns {State} */
export function initialState(label, doc) {
  const from = tables.reference;
  return {
    from, path: pathFrom(from, label, doc), world: {name: 'central', set: {}}, pins: [],
    show: defaultShow(), against: from, ghost: true, four: false, charts: defaultCharts(), tab: 'paths', bands: 'bands',
    prediction: null, projector: false, big: '', outcome: 'deaths_civilian_security', axes: [],
    view: 'start', start: initialStart(freshOrder()),
  };
}

/** What a step back restores. @param {State} s @returns {Choices} */
const choices = s => copy({from: s.from, path: s.path, world: s.world, pins: s.pins});

const most = 100;

/** Keeps the state, its past and its undone future, and tells who listens. */
export class Store {
  /** @param {State} state */
  constructor(state) {
    this.state = state;
    this.committed = choices(state);
    /** @type {Choices[]} */ this.past = [];
    /** @type {Choices[]} */ this.future = [];
    /** How many steps were taken, there or back. */ this.steps = 0;
    /** @type {((moving: boolean) => void)[]} */ this.listeners = [];
    /** Shows and speaks a sentence, which stays if it must; the page sets it. @type {(words: string, stays?: boolean) => void} */ this.say = () => {};
    /** The lever last moved, until it has been spoken of. @type {string|null} */ this.saidLever = null;
  }

  listen(f) { this.listeners.push(f); }

  tell(moving = false) { for (const f of this.listeners) f(moving); }

  /** Changes the state while a hand is still moving; not yet a step. */
  move(change) { change(this.state); this.tell(true); }

  /** Changes the state and makes it a step, if it changed what a step restores. */
  commit(change = _ => {}) {
    change(this.state);
    const now = choices(this.state);
    if (!same(now, this.committed)) {
      this.steps++;
      this.past.push(this.committed);
      if (this.past.length > most) this.past.shift();
      this.future = [];
      this.committed = now;
    }
    this.tell();
  }

  /** The choices before the last step, for the ghost. */
  before() { return this.past.at(-1) ?? null; }

  undo() { this.travel(this.past, this.future); }
  redo() { this.travel(this.future, this.past); }

  travel(from, to) {
    const target = from.pop();
    if (!target) return;
    this.steps++;
    to.push(this.committed);
    this.committed = target;
    Object.assign(this.state, copy(target));
    this.tell();
  }
}

/** A path as the model reads it: JSON in the form of a scenario file. @param {Path} path */
export function fileText(path) {
  const levers = {};
  for (const [name, points] of Object.entries(path.levers)) levers[name] = Object.fromEntries(points.map(p => [p.at, p.ramp ? 'to ' + p.value : p.value]));
  /** @type {Record<string, any>} */
  const file = {label: path.label, doc: path.doc, horizon: {fork: path.starts}, levers};
  if (path.shocks.length) file.shocks = path.shocks.map(s => ({[s.kind]: {at: s.at, ...s.values}}));
  if (path.rules.length) file.rules = path.rules.map(r => ({from: r.from, when: r.when, then: r.then, [r.until ? 'until' : 'for']: r.until || r.for}));
  if (path.shown?.length) file.levers_shown = path.shown;
  if (path.budget) file.budget = {[path.budget.words]: path.budget.limit, counts: path.budget.counts, ...(path.budget.scale ? {scale: path.budget.scale} : {})};
  return JSON.stringify(file);
}

/** The value of a lever in force in the last year: what the slider of its row holds. */
export const lastValue = points => points[points.length - 1].value;

/** A schedule without the dates at which nothing changes. */
export const simple = points => points.filter((p, i) => i === 0 || p.value !== points[i - 1].value);

/** The names of levers whose schedule differs from the start path's. */
export function changedLevers(state) {
  const base = pathOf(state.from);
  return tables.levers.filter(l => !same(simple(state.path.levers[l.name]), simple(base.levers[l.name]))).map(l => l.name);
}

/** How many assumptions differ from the named world's. */
export const changedAssumptions = world => Object.keys(world.set).length;

/** A month as files and people write it. */
export const dateWords = month => month.replace(/-01$/, '');

/** A month as years. */
export const timeOf = month => +month.slice(0, 4) + (+(month.slice(5) || 1) - 1) / 12;

/** Years as a month. */
export function monthOf(time) {
  const months = Math.round(time * 12);
  return Math.floor(months / 12) + '-' + String(months % 12 + 1).padStart(2, '0');
}
