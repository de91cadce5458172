// SPDX-License-Identifier: Apache-2.0
// @ts-check
// The left column: your path, lever by lever, what it costs and what befalls it.

import {h, svg, put, set, choice, speak} from './dom.js';
import {plain, brief} from './numbers.js';
import {tables, pathOf, pathFrom, lastValue, same, simple, copy, dateWords, timeOf, monthOf} from './state.js';
import {T} from './strings.js';

/** Words for a value of a lever: its own words at the ends and today, else which way it leans. */
export function leverWords(lever, v) {
  if (v === lever.low) return lever.atLow;
  if (v === lever.today) return T.lever.today(lever.atToday);
  if (v === lever.high) return lever.atHigh;
  return T.lever.toward(v > lever.today ? lever.atHigh : lever.atLow);
}

/** The unit in a few letters. */
export const shortUnit = lever => T.units[lever.unit] ?? lever.unit;

/** A slider with its number box, the start path's mark and today's. */
export class Setting {
  /**
   * @param {any} row a lever, or any row with low, high, grain and unit
   * @param {string} name what a screen reader calls it
   * @param {{move: (v: number) => void, commit: () => void, words: (v: number) => string, say: (words: string) => void}} on
   */
  constructor(row, name, on) {
    this.row = row;
    this.on = on;
    const step = row.grain;
    this.range = h('input', {type: 'range', min: row.low, max: row.high, step, 'aria-label': name,
      oninput: () => { this.number.value = this.range.value; on.move(+this.range.value); },
      onchange: () => on.commit()});
    this.number = h('input', {type: 'number', min: row.low, max: row.high, step: 'any', 'aria-label': T.lever.number(name), inputmode: 'decimal',
      oninput: () => this.typed(false), onchange: () => this.typed(true)});
    this.fill = h('i.fill');
    this.start = h('i.mark.start', {'aria-hidden': 'true'}, '◆');
    this.now = h('i.mark.now', {'aria-hidden': 'true'});
    this.track = h('div.track', {}, this.fill, this.range, this.now, this.start);
  }

  place(v) { return (v - this.row.low) / (this.row.high - this.row.low); }

  /** Takes a typed number; one outside the range is refused, not bent. */
  typed(done) {
    const text = this.number.value.trim(), v = Number(text), {low, high} = this.row;
    const right = text !== '' && v >= low && v <= high;
    this.number.classList.toggle('refused', !right);
    set(this.number, {'aria-invalid': right ? null : 'true'});
    if (right) {
      this.range.value = v;
      this.on.move(v);
      if (done) this.on.commit();
    } else if (done) {
      this.on.say(T.lever.refused(this.row.label, text || '–', plain(low), plain(high)));
      this.number.value = this.range.value;
      this.number.classList.remove('refused');
      set(this.number, {'aria-invalid': null});
    }
  }

  show(v, start, today) {
    if (document.activeElement !== this.number) this.number.value = String(v);
    if (+this.range.value !== v) this.range.value = v;
    set(this.range, {'aria-valuetext': this.on.words(v)});
    const a = this.place(start ?? v), b = this.place(v);
    this.track.style.setProperty('--a', String(Math.min(a, b)));
    this.track.style.setProperty('--b', String(Math.max(a, b)));
    this.track.style.setProperty('--start', String(a));
    this.start.hidden = start === undefined;
    this.now.hidden = today === undefined;
    if (today !== undefined) this.track.style.setProperty('--today', String(this.place(today)));
  }
}

/** The rows of the ledger that bear on a lever or an assumption. */
export function evidenceList(row) {
  const list = (row.evidence ?? []).map(id => tables.evidence[id]).filter(Boolean);
  return list.length ? h('ul.evidence', {}, list.map(e => h('li', {}, T.lever.evidence(e.quantity, e.source, e.status)))) : null;
}

const periods = ['2026-01', '2031-01', '2036-01'];

/** One lever: a compact row, details on demand. */
class LeverRow {
  constructor(store, lever) {
    this.store = store;
    this.lever = lever;
    const id = 'more-' + lever.name;
    this.setting = new Setting(lever, lever.label, {
      move: v => store.move(s => { const list = s.path.levers[lever.name]; list[list.length - 1].value = v; }),
      commit: () => { this.said(); store.commit(); }, say: store.say,
      words: v => T.lever.valueText(plain(v), shortUnit(lever), this.when(), plain(this.startValue()), leverWords(lever, v)),
    });
    this.words = h('span.words');
    this.spark = svg('svg.spark', {viewBox: '0 0 44 16', 'aria-hidden': 'true'}, svg('path.spark-start'), svg('path.spark-line'));
    this.disclose = h('button.disclose', {type: 'button', 'aria-expanded': 'false', 'aria-controls': id, onclick: () => this.toggle()}, lever.label);
    this.resetButton = h('button.reset', {type: 'button', title: T.lever.resetTitle, 'aria-label': T.lever.resetLabel(lever.label), onclick: () => this.reset()}, '↺');
    this.points = h('div.points');
    this.vary = h('input', {type: 'checkbox', onchange: () => this.setVary(this.vary.checked)});
    this.more = h('div.lever-more', {id, hidden: true},
      h('label.check', {}, this.vary, ' ', T.lever.vary), this.points,
      h('p', {}, lever.formal === lever.label ? '' : h('b', {}, lever.formal + '. '), lever.doc), h('p.actor', {}, T.lever.actor(lever.actor)),
      h('dl.words-list', {}, ...[[lever.low, lever.atLow], [lever.today, T.lever.today(lever.atToday)], [lever.high, lever.atHigh]]
        .map(([v, w]) => [h('dt', {}, plain(v)), h('dd', {}, w)])),
      h('p', {}, T.lever.range(plain(lever.low), plain(lever.high), lever.unit === '1' ? T.lever.pure : lever.unit, lever.source)),
      h('p', {}, T.lever.essay(lever.essay)), evidenceList(lever));
    this.element = h('li.lever', {'data-lever': lever.name},
      h('div.lever-top', {}, this.disclose, this.resetButton),
      h('div.lever-bottom', {}, this.setting.track, this.spark, this.setting.number), h('p.under', {}, this.words, h('span.unit', {'aria-hidden': 'true'}, shortUnit(lever))), this.more);
    this.built = '';
  }

  own() { return this.store.state.path.levers[this.lever.name]; }
  base() { return pathOf(this.store.state.from).levers[this.lever.name]; }
  startValue() { return lastValue(this.base()); }

  /** The years the slider of the row stands for. */
  when() {
    const list = this.own(), last = list[list.length - 1];
    return list.length === 1 ? T.lever.whole(tables.fork, tables.last) : last.ramp ? T.lever.by(dateWords(last.at)) : T.lever.from(dateWords(last.at));
  }

  toggle() {
    const open = this.more.hidden;
    this.more.hidden = !open;
    set(this.disclose, {'aria-expanded': String(open)});
    this.element.classList.toggle('open', open);
    this.show();
  }

  reset() {
    this.said();
    this.store.commit(s => { s.path.levers[this.lever.name] = copy(this.base()); });
  }

  said() { this.store.saidLever = this.lever.name; }

  setVary(on) {
    this.said();
    this.store.commit(s => {
      const list = s.path.levers[this.lever.name], v = lastValue(list), start = s.path.starts;
      s.path.levers[this.lever.name] = on ? [{at: start, value: list[0].value}, ...periods.slice(1).map(at => ({at, value: v}))] : [{at: start, value: v}];
    });
  }

  show() {
    const {lever} = this, list = this.own(), v = lastValue(list), changed = !same(simple(list), simple(this.base()));
    this.setting.show(v, this.startValue(), lever.today);
    const steps = list.length > 1;
    this.words.textContent = (steps ? this.when() + ', ' : '') + leverWords(lever, v);
    this.words.title = this.words.textContent;
    this.resetButton.classList.toggle('off', !changed);
    this.element.classList.toggle('moved', changed);
    this.spark.classList.toggle('off', !steps && this.base().length === 1);
    set(this.spark.firstChild, {d: this.outline(this.base())});
    set(this.spark.lastChild, {d: this.outline(list)});
    this.vary.checked = steps;
    if (!this.more.hidden) this.showPoints(list);
  }

  /** A schedule as a tiny line from the fork to the end. */
  outline(list) {
    const x = t => 1 + 42 * (Math.max(t, tables.fork) - tables.fork) / (tables.last + 1 - tables.fork);
    const y = v => 15 - 14 * (v - this.lever.low) / (this.lever.high - this.lever.low);
    let d = `M${x(0).toFixed(1)},${y(list[0].value).toFixed(1)}`;
    for (const p of list.slice(1)) d += p.ramp ? `L${x(timeOf(p.at)).toFixed(1)},${y(p.value).toFixed(1)}` : `H${x(timeOf(p.at)).toFixed(1)}V${y(p.value).toFixed(1)}`;
    return d + 'H43';
  }

  /** The dates of a lever that varies, each with its own slider. */
  showPoints(list) {
    const shape = JSON.stringify(list.map(p => [p.at, p.ramp]));
    if (list.length === 1) { put(this.points); this.built = ''; return; }
    if (shape !== this.built) {
      this.built = shape;
      this.settings = list.map((p, i) => new Setting(this.lever, T.lever.pointName(this.lever.label, dateWords(p.at)), {
        move: v => this.store.move(s => { s.path.levers[this.lever.name][i].value = v; }),
        commit: () => { this.said(); this.store.commit(); }, say: this.store.say,
        words: v => T.lever.valueText(plain(v), shortUnit(this.lever), dateWords(p.at), plain(this.startValue()), leverWords(this.lever, v)),
      }));
      put(this.points, list.map((p, i) => h('div.point', {},
        i === 0 ? h('span.date', {}, dateWords(p.at)) : h('input.date', {type: 'text', value: dateWords(p.at), 'aria-label': T.lever.date(this.lever.label), size: 7,
          onchange: e => this.setDate(i, e.target)}),
        this.settings[i].track, this.settings[i].number,
        i === 0 ? null : h('label.ramp', {title: T.lever.rampTitle}, h('input', {type: 'checkbox', checked: !!p.ramp, 'aria-label': T.lever.rampLabel(dateWords(p.at)),
          onchange: e => this.store.commit(s => { const q = s.path.levers[this.lever.name][i]; if (e.target.checked) q.ramp = true; else delete q.ramp; })}), '╱'),
        i === 0 ? null : h('button.remove', {type: 'button', 'aria-label': T.lever.removeDate(dateWords(p.at)),
          onclick: () => this.store.commit(s => { const l = s.path.levers[this.lever.name]; l.splice(i, 1); if (l.length === 1) delete l[0].ramp; })}, '×'))),
      list.length < 6 ? h('button.small', {type: 'button', onclick: () => this.addDate()}, T.lever.addDate) : null);
    }
    const base = this.base();
    list.forEach((p, i) => this.settings[i].show(p.value, base.length === 1 ? base[0].value : undefined, this.lever.today));
  }

  addDate() {
    this.store.commit(s => {
      const list = s.path.levers[this.lever.name], last = list[list.length - 1];
      const at = Math.min(2040, Math.ceil(timeOf(last.at)) + 1);
      if (timeOf(last.at) < at) list.push({at: at + '-01', value: last.value});
    });
  }

  setDate(i, box) {
    const list = this.own(), text = box.value.trim();
    const at = /^\d{4}$/.test(text) ? text + '-01' : text;
    const after = list[i - 1].at, before = list[i + 1]?.at ?? '2041-01';
    if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(at) || at <= after || at >= before) {
      this.store.say(T.lever.badDate(text, dateWords(after), dateWords(before)));
      box.value = dateWords(list[i].at);
      return;
    }
    this.store.commit(s => { s.path.levers[this.lever.name][i].at = at; });
  }
}

/** What a year of your path costs, by payer; never one sum. */
class Budget {
  constructor() {
    this.rows = ['operations_spending', 'programmes_spending', 'investment_announced', 'investment_disbursed', 'trade_forgone'].map(name => {
      const value = h('b'), bar = h('i.bar'), tick = h('i.tick');
      return {name, value, bar, tick, element: h('div.cost', {title: T.budget.title[name]}, h('span', {}, T.budget.short[name]), h('div.cost-track', {}, bar, tick), value)};
    });
    this.limit = h('p.limit', {hidden: true});
    this.element = h('section.budget', {'aria-label': T.budget.heading}, h('h2', {}, T.budget.heading, ' ', h('small', {}, T.budget.sub(tables.fork, tables.last))), h('div.costs', {}, this.rows.map(r => r.element)), this.limit);
  }

  show(you, start, limit) {
    this.limit.hidden = !limit || !you;
    if (!you) { for (const r of this.rows) { r.value.textContent = '?'; r.bar.style.setProperty('--w', '0'); } return; }
    if (limit) {
      this.limit.textContent = T.budget.limit(limit.words, brief(limit.limit), you.over ?? []);
      this.limit.classList.toggle('over', (you.over ?? []).length > 0);
    }
    const years = tables.last - tables.fork + 1;
    const most = Math.max(1, ...this.rows.flatMap(r => [you.outcomes[r.name], start?.outcomes[r.name] ?? 0])) / years;
    for (const r of this.rows) {
      const v = you.outcomes[r.name] / years;
      r.value.textContent = v < 0.5 ? '0' : v >= 1000 ? brief(v / 1000) + ' bn' : brief(v) + ' m';
      r.bar.style.setProperty('--w', String(v / most));
      r.tick.style.setProperty('--w', String((start?.outcomes[r.name] ?? 0) / years / most));
    }
  }
}

/** When an event falls that is chosen from the list alone. */
const usualMonth = '2028-01';

/** Dated events on a line of time: a click on the line says when, the list says what; each can be dragged, typed and taken off. */
class Shocks {
  constructor(store) {
    this.store = store;
    this.line = h('div.shock-line', {title: T.shock.where, onclick: e => { if (e.target === this.line) this.ask(this.monthAt(e)); }});
    this.at = usualMonth;
    this.add = choice({'aria-label': T.shock.add, onchange: () => this.addShock(this.add.value)},
      [['', T.shock.add], ...tables.shocks.map(k => [k.name, T.shock.names[k.name] ?? k.name])], '');
    this.form = h('div.shock-form', {hidden: true});
    this.element = h('section.shocks', {'aria-label': T.shock.heading}, h('div.shock-head', {}, h('h2', {}, T.shock.heading), this.add),
      h('div.shock-row', {}, h('span', {}, String(tables.fork)), this.line, h('span', {}, String(tables.last))), this.form);
    this.open = -1;
    this.built = '';
  }

  /** The month under the pointer. */
  monthAt(e) {
    const box = this.line.getBoundingClientRect(), end = tables.last + 1;
    return monthOf(Math.max(tables.fork, Math.min(end - 1 / 12, tables.fork + (end - tables.fork) * (e.clientX - box.left) / box.width)));
  }

  /** Opens the list for an event in a month. */
  ask(at) {
    this.at = at;
    this.add.focus();
    this.add.showPicker?.();
    speak(T.shock.when(dateWords(at)));
  }

  addShock(kind) {
    const {at} = this;
    this.at = usualMonth;
    this.add.value = '';
    const row = tables.shocks.find(k => k.name === kind);
    if (!row) return;
    const values = Object.fromEntries(row.fields.map(f => [f.name, T.shock.typical[kind]?.[f.name] ?? f.default ?? f.low]));
    this.store.commit(s => { s.path.shocks.push({kind, at, values}); });
    this.open = this.store.state.path.shocks.length - 1;
    this.built = '';
    this.show();
    this.form.querySelector('input')?.focus();
    speak(T.shock.added(T.shock.names[kind], dateWords(at)));
  }

  show() {
    const {shocks} = this.store.state.path;
    if (this.open >= shocks.length) this.open = -1;
    const built = JSON.stringify([shocks, this.open]);
    if (built === this.built) return;
    this.built = built;
    this.line.querySelectorAll('button').forEach(b => b.remove());
    const end = tables.last + 1;
    shocks.forEach((s, i) => {
      const b = h('button.shock', {type: 'button', title: `${T.shock.names[s.kind]}, ${dateWords(s.at)}`, 'aria-label': T.shock.edit(T.shock.names[s.kind], dateWords(s.at)),
        'aria-expanded': String(this.open === i), onclick: () => { this.open = this.open === i ? -1 : i; this.built = ''; this.show(); },
        onpointerdown: e => this.drag(e, i)}, T.shock.signs[s.kind]);
      b.style.setProperty('--at', String((timeOf(s.at) - tables.fork) / (end - tables.fork)));
      this.line.append(b);
    });
    this.showForm(shocks[this.open]);
  }

  drag(e, i) {
    let moved = false;
    const move = ev => {
      const at = this.monthAt(ev);
      if (Math.abs(ev.clientX - e.clientX) < 4 && !moved) return;
      moved = true;
      this.store.move(s => { s.path.shocks[i].at = at; });
    };
    const up = () => {
      removeEventListener('pointermove', move);
      removeEventListener('pointerup', up);
      if (moved) this.store.commit();
    };
    addEventListener('pointermove', move);
    addEventListener('pointerup', up);
  }

  showForm(shock) {
    this.form.hidden = !shock;
    if (!shock) { put(this.form); return; }
    const i = this.open, row = tables.shocks.find(k => k.name === shock.kind);
    const field = (label, value, low, high, change) => h('label', {}, label, ' ', h('input', {type: 'text', value, size: 7, onchange: e => {
      const refused = change(e.target.value.trim());
      if (refused) { this.store.say(refused); e.target.value = value; }
    }}));
    put(this.form, h('p', {}, h('b', {}, T.shock.names[shock.kind]), '. ', row.doc),
      field(T.shock.date, dateWords(shock.at), 0, 0, text => {
        const at = /^\d{4}$/.test(text) ? text + '-01' : text;
        if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(at) || at < '2026-01' || at > '2040-12') return T.lever.badDate(text, '2026', '2040-12');
        this.store.commit(s => { s.path.shocks[i].at = at; });
      }),
      row.fields.map(f => field(T.shock.field(f.label, plain(f.low), plain(f.high), f.unit), String(shock.values[f.name] ?? f.default ?? ''), f.low, f.high, text => {
        const v = Number(text);
        if (text === '' || !(v >= f.low && v <= f.high)) return T.lever.refused(f.label, text, plain(f.low), plain(f.high));
        this.store.commit(s => { s.path.shocks[i].values[f.name] = v; });
      })),
      h('button.small', {type: 'button', onclick: () => { this.store.commit(s => { s.path.shocks.splice(i, 1); }); this.open = -1; this.built = ''; this.show(); }}, T.shock.remove),
      h('button.small', {type: 'button', onclick: () => { this.open = -1; this.built = ''; this.show(); }}, T.close));
  }
}

/** The panel of your path. */
export class PathPanel {
  constructor(store) {
    this.store = store;
    this.rows = tables.levers.map(l => new LeverRow(store, l));
    this.from = choice({id: 'from', onchange: () => this.start(this.from.value)},
      tables.paths.map(p => [p.name, p.label]), store.state.from);
    this.resetAll = h('button.small', {type: 'button', onclick: () => this.start(store.state.from)}, T.lever.resetAll);
    this.budget = new Budget();
    this.shocks = new Shocks(store);
    this.rules = h('p.rules');
    this.element = h('div.panel-body', {},
      h('div.from', {}, h('label', {for: 'from'}, T.lever.startFrom), this.from, this.resetAll),
      h('ul.levers', {}, this.rows.map(r => r.element)), this.rules, this.budget.element, this.shocks.element);
  }

  /** Begins anew from a built-in path. */
  start(name) {
    this.store.commit(s => {
      s.from = name;
      s.path = pathFrom(name, s.path.label, s.path.doc);
    });
    speak(T.lever.started(pathOf(name).label));
  }

  show(you, start) {
    const {shown} = this.store.state.path;
    for (const r of this.rows) { r.element.hidden = !!shown?.length && !shown.includes(r.lever.name); r.show(); }
    this.from.value = this.store.state.from;
    const base = pathOf(this.store.state.from), {path} = this.store.state;
    this.resetAll.disabled = same([path.levers, path.shocks, path.rules], [base.levers, base.shocks ?? [], base.rules ?? []]);
    this.rules.hidden = !path.rules.length;
    this.rules.textContent = path.rules.map(r => T.lever.rule(r)).join(' ');
    this.shocks.show();
    this.budget.show(you, start, path.budget);
  }
}
