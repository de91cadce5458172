// SPDX-License-Identifier: Apache-2.0
// @ts-check
// The right column of the first tab: which paths, four numbers, four charts.

import {h, svg, put, set, choice} from './dom.js';
import {brief, plain, signedIn, span, withUnit} from './numbers.js';
import {tables, outcomeOf, pathOf, worldOf, leverOf, changedLevers, changedAssumptions} from './state.js';
import {styleOf, outline} from './styles.js';
import {LineChart} from './chart.js';
import {assumed} from './world.js';
import {T} from './strings.js';

/** A short sample of a path's line with its marker. */
export function sample(name, wide = 34) {
  const st = styleOf(name);
  return svg('svg.sample', {width: wide, height: 14, viewBox: `0 0 ${wide} 14`, 'aria-hidden': 'true'},
    svg('line', {x1: 1, x2: wide - 1, y1: 7, y2: 7, class: 'line ' + st.colour, 'stroke-dasharray': st.dash || null, 'stroke-width': Math.min(3, st.width)}),
    svg('path', {d: outline(st.marker), transform: `translate(${wide / 2},7)`, class: `end ${st.colour}${st.hollow ? ' hollow' : ''}`}));
}

/** What counts what: the words under the name of an outcome. */
export function subtitle(o) {
  if (o.unit === '1') return T.sub.index;
  if (o.unit === 'USD million') return T.sub.money;
  if (o.span === 'from the fork to the end') return T.sub.year(T.units[o.unit] ?? o.unit);
  return o.unit === 'attack/year' ? T.sub.attacks : T.sub.end(T.units[o.unit] ?? o.unit);
}

/** The name of a path. */
export const shortLabel = name => name === 'you' ? T.you.short : pathOf(name)?.label ?? name;

/** Chips that choose the paths shown. */
export class Chips {
  constructor(store, on) {
    this.store = store;
    this.on = on;
    this.chips = tables.paths.map(p => {
      const input = h('input', {type: 'checkbox', onchange: () => this.toggle(p.name, input)});
      return {name: p.name, main: p.main, input, element: h('label.chip', {title: `${p.formal}. ${p.doc}`}, input, sample(p.name), h('span', {}, p.label))};
    });
    this.against = choice({id: 'against', onchange: () => store.commit(s => { s.against = this.against.value; })}, [], '');
    this.ghost = h('input', {type: 'checkbox', onchange: () => store.commit(s => { s.ghost = this.ghost.checked; })});
    this.bands = choice({id: 'bands', onchange: () => store.commit(s => { s.bands = this.bands.value; })}, Object.entries(T.bands.kinds), 'bands');
    this.more = h('details.more-paths', {}, h('summary', {}, T.chips.more), h('div.pop', {}, this.chips.filter(c => !c.main).map(c => c.element),
      h('label.check', {}, this.ghost, ' ', T.chips.ghost), h('label.check', {}, T.bands.label, ' ', this.bands)));
    this.pins = h('span.pins');
    this.element = h('div.chips', {role: 'group', 'aria-label': T.chips.group}, h('div.chip-row', {}, this.chips.filter(c => c.main).map(c => c.element), this.pins, this.more));
    this.againstPick = h('label.pick', {for: 'against'}, T.chips.against, ' ', this.against);
  }

  toggle(name, input) {
    const {show} = this.store.state;
    if (input.checked && show.length + this.store.state.pins.length >= 5) {
      input.checked = false;
      this.store.say(T.chips.most);
      return;
    }
    this.store.commit(s => { s.show = tables.paths.map(p => p.name).filter(n => n === name ? input.checked : s.show.includes(n)); });
  }

  show() {
    const {state} = this.store;
    for (const c of this.chips) c.input.checked = state.show.includes(c.name);
    const extra = this.chips.filter(c => !c.main && state.show.includes(c.name)).length;
    this.more.firstChild.textContent = extra ? T.chips.extra(extra) : T.chips.more;
    const pins = JSON.stringify(state.pins.map(p => p.name));
    if (pins !== this.pinned) {
      this.pinned = pins;
      put(this.pins, state.pins.map((p, i) => h('span.chip.pin', {}, sample('pin' + i, 26), h('input', {type: 'text', value: p.name, size: Math.max(4, p.name.length), maxlength: 24, 'aria-label': T.pins.rename(p.name),
        onchange: e => this.store.commit(s => { s.pins[i].name = e.target.value.trim() || T.pins.name(i + 1); })}), h('button.remove', {type: 'button', 'aria-label': T.pins.remove(p.name), onclick: () => this.on.unpin(i)}, '×'))));
    }
    this.ghost.checked = state.ghost;
    this.bands.value = state.bands;
    const options = [...tables.paths.map(p => [p.name, p.label]), ...state.pins.map((p, i) => ['pin' + i, p.name])];
    if (JSON.stringify(options) !== this.options) {
      this.options = JSON.stringify(options);
      put(this.against, options.map(([value, text]) => h('option', {value}, text)));
    }
    if (!options.some(o => o[0] === state.against)) state.against = tables.reference;
    this.against.value = state.against;
  }
}

/** The four cards. */
export class Cards {
  constructor() {
    const years = span(tables.fork, tables.last);
    this.cards = ['deaths_civilian_security', 'deaths_all', 'attacks'].map(name => {
      const o = outcomeOf(name), value = h('b.value'), more = h('span.more'), range = h('span.range');
      return {name, value, more, range, element: h('div.card', {title: o.doc}, h('h2', {}, name === 'attacks' ? T.cards.attacks(tables.last) : o.label), h('p.amount', {}, value, name === 'attacks' ? null : h('small', {}, ' ', years)), h('p', {}, more, range))};
    });
    this.money = h('dl.money');
    this.element = h('div.cards', {}, this.cards.map(c => c.element), h('div.card.money-card', {}, h('h2', {}, T.cards.money(years)), this.money));
  }

  show(you, against, name, ranges, hidden) {
    const same = you && against && tables.outcomes.every(o => you.outcomes[o.name] === against.outcomes[o.name]);
    for (const c of this.cards) {
      if (hidden || !you) {
        c.value.textContent = '?';
        c.more.textContent = hidden ? T.cards.hidden : T.loading;
        c.range.textContent = '';
        continue;
      }
      const v = you.outcomes[c.name];
      c.value.textContent = brief(v);
      const d = v - against.outcomes[c.name];
      if (same) { c.more.textContent = T.cards.same(name); c.range.textContent = T.cards.drawing; continue; }
      c.more.textContent = Math.round(v) === Math.round(against.outcomes[c.name]) ? T.cards.alike(name) : T.cards.against(signedIn(d, 'death'), name);
      const r = ranges?.[c.name];
      c.range.textContent = r ? T.cards.range(signedIn(r[0], 'death'), signedIn(r[1], 'death')) : T.cards.drawing;
    }
    const rows = ['operations_spending', 'programmes_spending', 'investment_disbursed', 'trade_forgone', 'output'];
    put(this.money, rows.map(n => {
      const o = outcomeOf(n);
      return h('div', {title: o.doc + (o.payer ? ' ' + T.cards.payer(o.payer) : '')}, h('dt', {}, T.budget.card[n]), h('dd', {}, hidden || !you ? '?' : (you.outcomes[n] < 0.5 ? '0' : withUnit(you.outcomes[n], 'USD million').replace(/ US\$/, ''))));
    }));
  }
}

/** What you changed, in a sentence, and what to make of it. */
export class Changed {
  constructor() {
    this.line = h('p.changed-line');
    this.order = h('p.order-line');
    this.banner = h('p.banner', {hidden: true});
    this.fit = h('p.fit-line');
    this.element = h('div.changed', {}, this.banner, this.fit, this.line, this.order);
  }

  /** Sets the model beside the counts; the draws join once they are there. */
  tell(told, draws) {
    const range = (low, high, write) => `${write(low)} to ${write(high)}`;
    this.fit.textContent = told ? T.told(told.year, brief(told.modelled), draws ? T.toldDraws(range(...draws.told, brief)) : '', range(told.low, told.high, plain)) : '';
    set(this.fit, {title: draws ? T.toldTerm(draws.fitted) : null});
  }

  show(state, runs, hidden) {
    const levers = changedLevers(state).map(n => leverOf(n).label), {path} = state, from = pathOf(state.from);
    const shocks = path.shocks.length - (from.shocks ?? []).length;
    const parts = [...levers, ...(shocks > 0 ? [T.changed.shocks(shocks)] : [])];
    put(this.line, h('b', {}, T.changed.head), ' ', parts.length ? T.changed.list(parts, from.label) : T.changed.nothing(from.label));
    const n = changedAssumptions(state.world), world = worldOf(state.world.name);
    this.banner.hidden = !n && state.world.name === 'central';
    this.banner.textContent = T.world.banner(world.label, n);
    this.order.textContent = hidden ? '' : orderWords(runs);
  }
}

/** Says where the two death sums order paths differently; empty where they agree. */
export function orderWords(runs) {
  const split = [];
  for (let i = 0; i < runs.length; i++) for (let j = i + 1; j < runs.length; j++) {
    const [a, b] = [runs[i], runs[j]];
    // Your path, while it still is another that is shown, would only say the same again.
    if (b.key === 'you' && runs.some(r => r !== b && tables.outcomes.every(o => r.outcomes[o.name] === b.outcomes[o.name]))) continue;
    const one = a.outcomes.deaths_civilian_security - b.outcomes.deaths_civilian_security, all = a.outcomes.deaths_all - b.outcomes.deaths_all;
    if (one * all < 0) split.push(one < 0 ? [a, b] : [b, a]);
  }
  // One part per path with fewer of the first; yours first, since that is what the hand is on.
  const first = [...new Set(split.map(([a]) => a))].sort((a, b) => (b.key === 'you' ? 1 : 0) - (a.key === 'you' ? 1 : 0));
  return first.length ? T.changed.order(first.map(a => [a.short, split.filter(pair => pair[0] === a).map(pair => pair[1].short)])) : '';
}

/** The four charts with their choices, words and tables. */
export class Grid {
  constructor(store, on) {
    this.store = store;
    this.on = on;
    this.cells = [0, 1, 2, 3].map(i => {
      const pick = choice({'aria-label': T.chart.pick(i + 1), onchange: () => store.commit(s => { s.charts[i] = pick.value; })},
        tables.outcomes.filter(o => o.name !== 'wounded').map(o => [o.name, o.label]), store.state.charts[i]);
      const head = h('span.title', {}, pick);
      const tools = h('button.tool', {type: 'button', 'aria-label': T.chart.about, title: T.chart.about, onclick: () => on.about(chart, store.state.charts[i])}, '⋯');
      const chart = new LineChart({head, tools, onguess: (k, v) => on.guess(k, v)});
      return {chart, pick};
    });
    this.element = h('div.grid', {}, this.cells.map(c => c.chart.element));
  }

  fit(width, height) { for (const c of this.cells) c.chart.fit(width, height); }

  /** @param {(outcome: string) => import('./chart.js').Picture} picture */
  show(picture, moving, keep = false) {
    const {charts, prediction} = this.store.state;
    this.cells.forEach((c, i) => {
      c.pick.value = charts[i];
      c.pick.disabled = !!prediction && !prediction.locked;
      c.chart.show({...picture(charts[i]), moving, keep: keep && this.shown?.[i] === charts[i]});
      c.chart.element.classList.toggle('asked', !!prediction && !prediction.locked && prediction.outcome === charts[i]);
    });
    this.shown = [...charts];
  }
}

/** Every path shown with what it comes to, as one table: deaths apart from money, and no kind of money added to another. */
export function summaryTable(runs) {
  const list = tables.outcomes.filter(o => o.headline || o.payer || o.unit === 'USD million');
  return h('table.summary', {}, h('caption', {}, T.table.summary(span(tables.fork, tables.last))), h('thead', {}, h('tr', {}, h('th', {scope: 'col'}, T.cost.path), list.map(o => h('th', {scope: 'col'}, o.label)))),
    h('tbody', {}, runs.map(r => h('tr', {}, h('th', {scope: 'row'}, r.label), list.map(o => h('td', {}, withUnit(r.outcomes[o.name], o.unit)))))));
}

/** The numbers of the charts as one table. */
export function dataTable(runs, outcomes) {
  const years = [];
  for (let y = tables.first; y <= tables.last; y++) years.push(y);
  return outcomes.map(name => {
    const o = outcomeOf(name);
    return h('div.table-wrap', {tabindex: 0, role: 'region', 'aria-label': o.label}, h('table', {}, h('caption', {}, `${o.label}, ${subtitle(o)}. ${T.label}`),
      h('thead', {}, h('tr', {}, h('th', {scope: 'col'}, T.table.year), runs.map(r => h('th', {scope: 'col'}, r.label)))),
      h('tbody', {}, years.map((y, i) => h('tr', {}, h('th', {scope: 'row'}, String(y)), runs.map(r => h('td', {}, brief(r.years[name][i]))))))));
  });
}
