// SPDX-License-Identifier: Apache-2.0
// @ts-check
// Guess first, look afterwards: what a pupil expects, then the gap in words and
// what would have to be true.

import {h, put, choice, speak} from './dom.js';
import {brief, plain, signed, twoDigits} from './numbers.js';
import {tables, outcomeOf, pathOf, parameterOf} from './state.js';
import {T} from './strings.js';

/** The years a line is guessed at. */
export const guessYears = [2028, 2032, 2036, 2040];

/** A fresh question. */
export const question = (kind, outcome, pair) => ({kind, outcome, pair, guess: kind === 'line' ? guessYears.map(() => null) : [], higher: '', cross: '', locked: false, reason: ''});

/** The guess as a line over the years, from the last year all share. */
export function guessLine(prediction, history) {
  if (!prediction || prediction.kind !== 'line' || !prediction.guess.some(v => v !== null)) return null;
  const line = new Array(tables.last - tables.first + 1).fill(null);
  line[tables.fork - 1 - tables.first] = history[tables.fork - 1 - tables.first];
  prediction.guess.forEach((v, i) => { if (v !== null) line[guessYears[i] - tables.first] = v; });
  return line;
}

/** A round top for a slider and its chart: well above anything the history shows. */
export function topOf(history) {
  const most = Math.max(...history) * 3;
  const power = 10 ** Math.floor(Math.log10(most));
  return Math.ceil(most / power) * power;
}

export class Predict {
  constructor(store, on) {
    this.store = store;
    this.on = on;
    this.element = h('section.predict', {hidden: true, 'aria-label': T.predict.heading});
    this.built = '';
  }

  show(view) {
    const {prediction: p} = this.store.state;
    this.element.hidden = !p;
    if (!p) { this.built = ''; return; }
    const built = JSON.stringify([p.kind, p.outcome, p.pair, p.locked]);
    if (built !== this.built) {
      this.built = built;
      this.sliders = [];
      put(this.element, p.locked ? this.result(view, p) : this.ask(view, p));
    } else if (p.locked) this.update(view, p);
    if (!p.locked && p.kind === 'line') this.sliders.forEach((s, i) => {
      if (p.guess[i] !== null && document.activeElement !== s.input) s.input.value = p.guess[i];
      s.out.textContent = p.guess[i] === null ? '?' : brief(p.guess[i]);
      s.input.setAttribute('aria-valuetext', p.guess[i] === null ? T.predict.none : brief(p.guess[i]));
    });
    if (!p.locked) this.lock.disabled = !this.ready(p);
  }

  ready(p) { return p.kind === 'line' ? p.guess.every(v => v !== null) : !!p.higher && !!p.cross; }

  ask(view, p) {
    const o = outcomeOf(p.outcome), history = view.history(p.outcome);
    this.lock = h('button.primary', {type: 'button', id: 'lock', onclick: () => this.store.commit(s => { s.prediction.locked = true; })}, T.predict.lock);
    // A question that a link set cannot be put aside: that would show what it hides.
    const cancel = p.set ? null : h('button', {type: 'button', onclick: () => this.store.commit(s => { s.prediction = null; })}, T.predict.cancel);
    if (p.kind === 'pair') {
      const [a, b] = p.pair.map(n => pathOf(n).label);
      const radio = (name, value, text) => h('label.check', {}, h('input', {type: 'radio', name, value, checked: p[name] === value, onchange: () => this.store.commit(s => { s.prediction[name] = value; })}), ' ', text);
      return [h('h2', {}, T.predict.heading), h('p', {}, T.predict.pair(o.label, a, b, tables.last)),
        h('div.predict-row', {}, h('fieldset', {}, h('legend', {}, T.predict.higher(tables.last)), radio('higher', 'a', a), radio('higher', 'b', b)),
          h('fieldset', {}, h('legend', {}, T.predict.cross), radio('cross', 'yes', T.predict.yes), radio('cross', 'no', T.predict.no)), this.lock, cancel)];
    }
    const top = topOf(history), step = 10 ** Math.floor(Math.log10(top / 100));
    this.sliders = guessYears.map((year, i) => {
      const out = h('output'), input = h('input', {type: 'range', min: 0, max: top, step, value: history[tables.fork - 1 - tables.first], 'aria-label': T.predict.slider(o.label, year), 'data-guess': i,
        oninput: () => this.store.move(s => { s.prediction.guess[i] = +input.value; this.on.guessed(); }), onchange: () => this.store.commit()});
      return {input, out, element: h('label.guess-slider', {}, h('span', {}, String(year)), input, out)};
    });
    return [h('h2', {}, T.predict.heading), h('p', {}, T.predict.line(o.label, this.store.state.path.label)),
      h('div.guesses', {}, this.sliders.map(s => s.element)), h('div.predict-row', {}, this.lock, cancel)];
  }

  result(view, p) {
    this.words = h('p.gap');
    this.true = h('div.true');
    const reason = h('textarea', {rows: 2, 'aria-label': T.predict.reason, placeholder: T.predict.reason, value: p.reason, onchange: () => this.store.commit(s => { s.prediction.reason = reason.value.slice(0, 400); })});
    const done = h('button', {type: 'button', onclick: () => this.store.commit(s => { s.prediction = null; })}, T.predict.done);
    this.asked = '';
    setTimeout(() => this.update(view, p));
    return [h('h2', {}, T.predict.heading), this.words, this.true, h('div.predict-row.reason', {}, reason, h('button', {type: 'button', onclick: () => this.on.code()}, T.more.code), done), h('p.small-note', {}, T.predict.kept)];
  }

  /** The gap in words, and what would close it. */
  async update(view, p) {
    const o = outcomeOf(p.outcome);
    if (p.kind === 'pair') {
      const [a, b] = p.pair.map(n => view.builtin(n));
      if (!a || !b) return;
      const ya = a.years[o.name], yb = b.years[o.name], end = ya.length - 1;
      const higher = ya[end] > yb[end] ? 'a' : 'b', crossed = crosses(ya, yb);
      this.words.textContent = T.predict.pairGap(o.label, a.label, b.label, tables.last, brief(ya[end]), brief(yb[end]), p.higher === higher, crossed, (p.cross === 'yes') === !!crossed);
      if (!this.said) speak(this.words.textContent);
      this.said = true;
      return;
    }
    const you = view.you;
    if (!you) return;
    const judged = guessYears.map((year, i) => {
      const got = you.years[o.name][year - tables.first], want = p.guess[i], off = (want - got) / Math.max(got, want, 1e-9);
      return {year, got, want, off: Math.abs(off) <= .1 ? 0 : off};
    });
    const furthest = judged.reduce((a, b) => Math.abs(b.off) > Math.abs(a.off) ? b : a), {year, want} = furthest;
    const words = T.predict.judged(o.unit === 'attack/year' ? T.predict.attacks : o.label, judged.map(y => T.predict.year(y.year, brief(y.want), brief(y.got), Math.sign(y.off))));
    if (words !== this.words.textContent) { this.words.textContent = words; speak(words); }
    if (!furthest.off) { put(this.true); this.asked = ''; return; }
    const key = JSON.stringify([this.store.state.path, this.store.state.world, want]);
    if (key === this.asked) return;
    this.asked = key;
    put(this.true, h('p', {}, h('b', {}, T.predict.true(year))), h('p', {}, T.predict.trying));
    try {
      const given = await this.on.ask('reach', {ask: 'reach', world: this.store.state.world, paths: view.asked(['you']), outcome: o.name, year, value: want});
      if (!given || key !== this.asked) return;
      const list = given.found.slice(0, 4).map(f => {
        const row = parameterOf(f.parameter);
        return h('li', {}, h('button.link', {type: 'button', title: row.doc, onclick: () => this.on.assume(f.parameter, f.value)}, row.label), ' ', T.predict.reach(plain(twoDigits(f.value)), plain(+f.now.toPrecision(3)), row.unit === '1' ? '' : row.unit, row.doc));
      });
      const near = given.nearest;
      put(this.true, h('p', {}, h('b', {}, T.predict.true(year))), list.length ? [h('p', {}, T.predict.alone), h('ul.reach', {}, list)] :
        h('p', {}, T.predict.unreachable(brief(want)), ' ', h('button.link', {type: 'button', onclick: () => this.on.assume(near.parameter, near.value)}, parameterOf(near.parameter).label), ' ', T.predict.nearest(plain(twoDigits(near.value)), plain(+near.now.toPrecision(3)), brief(given.gap))));
    } catch (fault) { this.store.say(T.fault(fault.message)); }
  }
}

/** The year in which two courses change places after the fork, or 0. */
export function crosses(a, b) {
  const from = tables.fork - tables.first;
  for (let i = from + 1; i < a.length; i++) if ((a[i] - b[i]) * (a[i - 1] - b[i - 1]) < 0) return tables.first + i;
  return 0;
}

/** The dialog in which a teacher sets a question. */
export function teacherForm(store, make) {
  const kind = choice({'aria-label': T.teacher.kind}, [['line', T.teacher.line], ['pair', T.teacher.pair]], 'line');
  const outcome = choice({'aria-label': T.tab.outcome}, tables.outcomes.filter(o => o.name !== 'wounded').map(o => [o.name, o.label]), 'deaths_civilian_security');
  const paths = tables.paths.map(p => [p.name, p.label]);
  const a = choice({'aria-label': T.teacher.first}, paths, 'kinetic'), b = choice({'aria-label': T.teacher.second}, paths, 'investment');
  const pair = h('p', {hidden: true}, a, ' ', T.teacher.and, ' ', b);
  kind.addEventListener('change', () => { pair.hidden = kind.value !== 'pair'; });
  const out = h('textarea.link-out', {rows: 4, readonly: true, hidden: true, 'aria-label': T.teacher.link});
  const chosen = () => question(kind.value, outcome.value, kind.value === 'pair' ? [a.value, b.value] : []);
  return h('div.form', {}, h('p', {}, T.teacher.intro), h('p', {}, kind), h('p', {}, outcome), pair,
    h('div.row', {}, h('button', {type: 'button', onclick: () => { out.hidden = false; out.value = make({...store.state, tab: 'paths', charts: [outcome.value, ...store.state.charts.filter(c => c !== outcome.value)].slice(0, 4), prediction: chosen()}); out.select(); navigator.clipboard?.writeText(out.value).then(() => store.say(T.link.copied), () => {}); }}, T.teacher.make),
      h('button.primary', {type: 'button', onclick: () => { store.commit(s => { s.prediction = chosen(); s.tab = 'paths'; s.charts = [outcome.value, ...s.charts.filter(c => c !== outcome.value)].slice(0, 4); }); }}, T.teacher.start)), out);
}
