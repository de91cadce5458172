// SPDX-License-Identifier: Apache-2.0
// @ts-check
// The tabs beside the first: differences, deaths and cost, levers, assumptions.

import {d3} from './d3.js';
import {h, svg, put, set, choice} from './dom.js';
import {brief, plain, signed, signedIn, withUnit, twoDigits, span} from './numbers.js';
import {tables, outcomeOf, pathOf, parameterOf, worldOf, leverOf} from './state.js';
import {styleOf, outline} from './styles.js';
import {LineChart, spread} from './chart.js';
import {sample, subtitle} from './results.js';
import {assumed} from './world.js';
import {T} from './strings.js';

/** A choice of outcome, kept in the state. */
export function outcomePick(store) {
  const pick = choice({'aria-label': T.tab.outcome, onchange: () => store.commit(s => { s.outcome = pick.value; })},
    tables.outcomes.filter(o => o.name !== 'wounded').map(o => [o.name, o.label]), store.state.outcome);
  return pick;
}

/** What can be said against a picture, folded. */
export const against = text => h('details.against-it', {}, h('summary', {}, T.objections.head), h('p', {}, text));

/** What each path changes against the one compared with, under the same draws. */
export class Difference {
  constructor(store) {
    this.store = store;
    this.pick = outcomePick(store);
    this.grid = h('div.grid.small');
    this.note = h('p.tab-note');
    this.element = h('div.tab-body', {}, h('div.tab-head', {}, this.pick, this.note), this.grid, against(T.objections.difference));
    /** @type {Map<string, LineChart>} */ this.charts = new Map();
  }

  show(view) {
    const {state} = this.store, o = outcomeOf(state.outcome), base = view.against;
    this.pick.value = state.outcome;
    this.note.textContent = T.difference.note(view.againstName);
    const runs = view.runs.filter(r => r.key !== state.against);
    const draws = view.draws;
    for (const [key, chart] of this.charts) if (!runs.some(r => r.key === key)) { chart.element.remove(); this.charts.delete(key); }
    const years = view.years;
    // One scale for all panels, so that sizes can be compared.
    let low = 0, high = 0;
    const pictures = runs.map(r => {
      const values = r.years[o.name].map((v, i) => v - base.years[o.name][i]);
      const gap = draws?.gap(r.key), bands = gap?.years[o.name];
      const edges = bands ? [0, 1, 3, 4].map(k => bands.map(b => b[k])) : null;
      for (const list of [values, ...(edges ?? [])]) list.slice(tables.fork - tables.first).forEach(v => { low = Math.min(low, v); high = Math.max(high, v); });
      const total = gap?.whole[o.name];
      const what = o.span === 'from the fork to the end' ? span(tables.fork, tables.last) : o.unit === 'attack/year' ? 'in ' + tables.last : 'end of ' + tables.last;
      const d = r.outcomes[o.name] - base.outcomes[o.name];
      return {run: r, values, bands: edges ? [{colour: styleOf(r.key).colour, outer: [edges[0], edges[3]], inner: [edges[1], edges[2]], pending: draws.pending}] : [],
        sub: `${what}: ${signedIn(d, o.unit)}` + (total ? ` (${T.difference.range(signedIn(total[0], o.unit), signedIn(total[4], o.unit))})` : '')};
    });
    for (const p of pictures) {
      let chart = this.charts.get(p.run.key);
      if (!chart) { chart = new LineChart(); this.charts.set(p.run.key, chart); }
      this.grid.append(chart.element);
      chart.show({title: T.difference.title(p.run.label, view.againstName), sub: p.sub, unit: o.unit, scale: 1, years, fork: tables.fork - 1, zero: true, extent: [low, high],
        lines: [{key: p.run.key, label: '', style: styleOf(p.run.key), values: p.values, from: tables.fork - 1 - tables.first}], bands: p.bands, history: null});
    }
  }
}

const moneyRows = ['operations_spending', 'programmes_spending', 'investment_announced', 'investment_disbursed', 'trade_forgone'];

/** Deaths against money: two sums of deaths, one kind of money at a time. */
export class Cost {
  constructor(store) {
    this.store = store;
    this.money = choice({'aria-label': T.cost.money, onchange: () => this.show(this.view)}, moneyRows.map(n => [n, outcomeOf(n).label]), 'operations_spending');
    this.scatters = ['deaths_civilian_security', 'deaths_all'].map(name => ({name, svg: svg('svg.plot.scatter', {role: 'img', tabindex: 0}), words: h('p.tab-note')}));
    this.element = h('div.tab-body', {}, h('div.tab-head', {}, h('label.pick', {}, T.cost.money, ' ', this.money), h('p.tab-note', {}, T.cost.how)),
      h('div.grid.two', {}, this.scatters.map(s => h('figure.chart.tall', {}, h('figcaption', {}, h('span.title', {}, outcomeOf(s.name).label), h('span.sub', {}, T.cost.sub(span(tables.fork, tables.last)))), h('div.plot-box', {}, s.svg), s.words))),
      h('div.tables'), against(T.objections.cost));
  }

  show(view) {
    this.view = view;
    if (!view) return;
    const x = this.money.value;
    for (const s of this.scatters) this.draw(s, x, view);
    put(this.element.querySelector('.tables'), table(T.cost.caption(outcomeOf(x).label), [T.cost.path, outcomeOf(x).label, ...this.scatters.map(s => outcomeOf(s.name).label)],
      view.runs.map(r => [r.label, withUnit(r.outcomes[x], 'USD million'), ...this.scatters.map(s => brief(r.outcomes[s.name]))])));
  }

  draw({name, svg: root, words}, x, view) {
    const box = root.parentElement, width = box.clientWidth || 440, height = box.clientHeight || 320;
    const runs = view.runs.map(r => ({...r, level: view.draws?.level(r.key)}));
    const all = (key, pick) => runs.flatMap(r => [r.outcomes[key], ...(r.level ? [r.level.whole[key][0], r.level.whole[key][4]] : [])]);
    const m = {top: 12, right: 18, bottom: 40, left: 58};
    const sx = d3.scaleLinear([0, Math.max(...all(x)) * 1.04 || 1], [m.left, width - m.right]).nice(4);
    const sy = d3.scaleLinear([0, Math.max(...all(name)) * 1.04 || 1], [height - m.bottom, m.top]).nice(4);
    const money = v => sx.domain()[1] >= 3000 ? plain(v / 1000) : plain(v);
    const marks = [];
    const centre = runs.map(r => ({r, x: sx(r.outcomes[x]), y: sy(r.outcomes[name])}));
    for (const r of runs) {
      const st = styleOf(r.key);
      if (r.level) {
        const xs = r.level.values[x], ys = r.level.values[name];
        marks.push(svg('g.cloud.' + st.colour, {}, xs.map((v, i) => svg('circle', {cx: sx(Math.min(v, sx.domain()[1])), cy: sy(Math.min(ys[i], sy.domain()[1])), r: 1.6}))));
        const bx = r.level.whole[x], by = r.level.whole[name];
        marks.push(svg('g.whisker.' + st.colour, {}, svg('line', {x1: sx(bx[0]), x2: sx(bx[4]), y1: sy(r.outcomes[name]), y2: sy(r.outcomes[name])}), svg('line', {x1: sx(r.outcomes[x]), x2: sx(r.outcomes[x]), y1: sy(by[0]), y2: sy(by[4])})));
      }
    }
    const places = spread(centre.map(c => c.y), 15, m.top + 6, height - m.bottom);
    centre.forEach((c, i) => {
      const st = styleOf(c.r.key), left = c.x > width * .62;
      marks.push(svg('path', {d: outline(st.marker), transform: `translate(${c.x},${c.y}) scale(1.25)`, class: `end ${st.colour}${st.hollow ? ' hollow' : ''}`}),
        svg('text', {x: c.x + (left ? -12 : 12), y: places[i] + 4, 'text-anchor': left ? 'end' : 'start', class: 'end-label ' + st.colour}, c.r.short));
    });
    set(root, {viewBox: `0 0 ${width} ${height}`, width, height});
    const ends = runs.map(r => `${r.label}: ${withUnit(r.outcomes[x], 'USD million')}, ${brief(r.outcomes[name])}`).join('; ');
    put(root, svg('title', {}, `${outcomeOf(name).label} and ${outcomeOf(x).label}. ${ends}. ${T.label}.`),
      svg('rect.zone', {x: m.left, y: m.top, width: width - m.left - m.right, height: height - m.top - m.bottom}),
      svg('g.grid', {}, sy.ticks(5).map(v => [svg('line', {x1: m.left, x2: width - m.right, y1: sy(v), y2: sy(v)}), svg('text', {x: m.left - 6, y: sy(v) + 4, 'text-anchor': 'end'}, plain(v))])),
      svg('g.axis', {}, sx.ticks(5).map(v => [svg('line', {x1: sx(v), x2: sx(v), y1: height - m.bottom, y2: height - m.bottom + 4}), svg('text', {x: sx(v), y: height - m.bottom + 17, 'text-anchor': 'middle'}, money(v))]),
        svg('text', {x: width - m.right, y: height - 5, 'text-anchor': 'end'}, outcomeOf(x).label + (sx.domain()[1] >= 3000 ? ', bn US$' : ', m US$'))),
      svg('text.zone-label', {x: width - m.right - 6, y: m.top + 14, 'text-anchor': 'end'}, T.chart.model), marks);
    words.textContent = frontierWords(runs, x, name);
  }
}

/** Whether one path has both the least of x and of y; said by the numbers, not by us. */
export function frontierWords(runs, x, y) {
  const least = key => runs.reduce((a, r) => r.outcomes[key] < a.outcomes[key] ? r : a, runs[0]);
  if (runs.length < 2) return '';
  const a = least(x), b = least(y);
  return a.key === b.key ? T.cost.both(a.label, outcomeOf(x).label.toLowerCase(), outcomeOf(y).label.toLowerCase()) : T.cost.none(outcomeOf(x).label.toLowerCase(), a.label, outcomeOf(y).label.toLowerCase(), b.label);
}

/** A small table from rows of texts. */
export function table(caption, heads, rows) {
  return h('div.table-wrap', {tabindex: 0, role: 'region', 'aria-label': caption}, h('table', {}, h('caption', {}, caption), h('thead', {}, h('tr', {}, heads.map(t => h('th', {scope: 'col'}, t)))),
    h('tbody', {}, rows.map(r => h('tr', {}, r.map((t, i) => i ? h('td', {}, t) : h('th', {scope: 'row'}, t)))))));
}

/** What each path does: every lever over time. */
export class Levers {
  constructor(store) {
    this.store = store;
    this.charts = tables.levers.map(l => {
      const root = svg('svg.plot', {role: 'img', tabindex: 0});
      return {lever: l, root, element: h('figure.chart.lever-chart', {}, h('figcaption', {}, h('span.title', {}, l.label), h('span.sub', {}, (T.units[l.unit] ?? l.unit) + ' · ' + l.actor)), h('div.plot-box', {}, root))};
    });
    this.legend = h('p.legend');
    this.element = h('div.tab-body', {}, h('p.tab-note', {}, T.levers.note), this.legend, h('div.grid.three', {}, this.charts.map(c => c.element)), against(T.objections.levers));
  }

  show(view) {
    put(this.legend, view.runs.map(r => h('span', {}, sample(r.key, 40), ' ', r.label)));
    if (!view.levers) return;
    const n = view.levers[0][tables.levers[0].name].length, first = (tables.fork - 1 - tables.first) * 12;
    for (const {lever, root} of this.charts) {
      const box = root.parentElement, width = box.clientWidth || 300, height = box.clientHeight || 130;
      const most = Math.max(...view.levers.flatMap(l => l[lever.name]));
      const sx = d3.scaleLinear([tables.fork - 1, tables.last + 1], [38, width - 44]), sy = d3.scaleLinear([0, Math.max(lever.unit === '1' ? 1 : 0, most, 1e-9)], [height - 20, 8]).nice(3);
      const ends = view.levers.map(l => sy(l[lever.name][n - 1]));
      const places = spread(ends, 12, 12, height - 20);
      set(root, {viewBox: `0 0 ${width} ${height}`, width, height});
      put(root, svg('title', {}, `${lever.label}. ` + view.runs.map((r, i) => `${r.label}: ${plain(+view.levers[i][lever.name][first + 12].toPrecision(3))} in ${tables.fork}, ${plain(+view.levers[i][lever.name][n - 1].toPrecision(3))} in ${tables.last}`).join('; ') + '. ' + T.levers.inputs),
        svg('rect.zone', {x: sx(tables.fork), y: 8, width: Math.max(0, width - 44 - sx(tables.fork)), height: height - 28}),
        svg('g.grid', {}, sy.ticks(3).map(v => [svg('line', {x1: 38, x2: width - 44, y1: sy(v), y2: sy(v)}), svg('text', {x: 33, y: sy(v) + 4, 'text-anchor': 'end'}, plain(v))])),
        svg('g.axis', {}, [tables.fork, 2033, tables.last + 1].map(v => svg('text', {x: sx(v), y: height - 5, 'text-anchor': 'middle'}, String(v === tables.last + 1 ? tables.last : v)))),
        view.runs.map((r, i) => {
          const st = styleOf(r.key), values = view.levers[i][lever.name];
          let d = '';
          for (let k = first; k < n; k++) if (k === first || k === n - 1 || values[k] !== values[k - 1]) d += (d ? `H${sx(tables.first + k / 12).toFixed(1)}V${sy(values[k]).toFixed(1)}` : `M${sx(tables.first + k / 12)},${sy(values[k])}`);
          return svg('path', {d: d + 'H' + sx(tables.last + 1).toFixed(1), class: 'line ' + st.colour, 'stroke-dasharray': st.dash || null, 'stroke-width': r.key === 'you' ? 3 : 2});
        }),
        view.runs.map((r, i) => svg('text', {x: width - 40, y: places[i] + 4, class: 'end-label small ' + styleOf(r.key).colour}, plain(+view.levers[i][lever.name][n - 1].toPrecision(3)))));
    }
  }
}

/** Which assumptions a comparison hangs on. */
export class Assumptions {
  constructor(store, ask) {
    this.store = store;
    this.ask = ask;
    this.pick = outcomePick(store);
    this.worlds = h('div');
    this.tornado = svg('svg.plot.tornado', {role: 'img', tabindex: 0});
    this.tornadoTitle = h('h2');
    this.flips = h('p.tab-note');
    const options = tables.parameters.filter(p => p.kind !== 'constant').map(p => [p.name, p.label]);
    this.axes = [0, 1].map(i => choice({'aria-label': T.assumptions.axis[i], onchange: () => this.choose()}, options, ''));
    this.map = svg('svg.plot.map', {role: 'img', tabindex: 0});
    this.mapWords = h('p.tab-note');
    this.mapKey = h('p.legend');
    this.element = h('div.tab-body', {}, h('div.tab-head', {}, this.pick, h('p.tab-note', {}, T.assumptions.note)), this.worlds,
      h('div.grid.two', {}, h('figure.chart.free', {}, h('figcaption', {}, this.tornadoTitle, h('span.sub', {}, T.assumptions.tornadoSub)), h('div.plot-box.free', {}, this.tornado), this.flips),
        h('figure.chart.free', {}, h('figcaption', {}, h('h2', {}, T.assumptions.map), h('span.sub', {}, T.assumptions.mapSub)), h('div.axes', {}, h('label.pick', {}, '↔ ', this.axes[0]), h('label.pick', {}, '↕ ', this.axes[1])), this.mapKey, h('div.plot-box.free', {}, this.map), this.mapWords)),
      against(T.objections.assumptions));
  }

  choose() { this.store.commit(s => { s.axes = this.axes.map(a => a.value); }); }

  async show(view) {
    const {state} = this.store;
    this.pick.value = state.outcome;
    if (!view.you) return;
    const o = outcomeOf(state.outcome), paths = view.asked(view.runs.map(r => r.key));
    const mine = [view.asked(['you'])[0], view.asked([state.against])[0]];
    try {
      const worlds = await this.ask('worlds', {ask: 'worlds', world: {name: 'central'}, paths});
      if (worlds) this.showWorlds(view, worlds.worlds, o);
      const self = JSON.stringify(mine[0]?.text ?? mine[0].name) === JSON.stringify(mine[1]?.text ?? mine[1].name) || same0(view);
      const other = self ? view.runs.find(r => r.key !== 'you' && r.key !== state.against) : null;
      const pair = other ? [view.asked([other.key])[0], mine[1]] : mine;
      const names = [other ? other.label : state.path.label, view.againstName];
      const given = await this.ask('effects', {ask: 'effects', world: state.world, outcome: o.name, paths: pair});
      if (!given) return;
      this.showTornado(given.effects, o, names);
      if (!state.axes.length) this.auto = given.effects.filter(e => e.parameter).slice(0, 2).map(e => e.parameter);
      const axes = state.axes.length === 2 ? state.axes : this.auto;
      this.axes.forEach((a, i) => { a.value = axes[i]; });
      if (axes[0] === axes[1]) { this.mapWords.textContent = T.assumptions.two; return; }
      const cells = 15, grid = await this.ask('sweep', {ask: 'sweep', world: state.world, outcome: o.name, axes, cells, paths});
      if (grid) this.showMap(grid, axes, o, view);
    } catch (fault) {
      this.store.say(T.fault(fault.message));
    }
  }

  /** Both death sums of every path in every world; the fewest of each world framed. */
  showWorlds(view, worlds, o) {
    const rows = [...new Set(['deaths_civilian_security', 'deaths_all', o.name])];
    put(this.worlds, h('div.worlds-tables', {}, rows.map(name => {
      const q = outcomeOf(name), lessIsMarked = q.unit === 'death' || q.unit === 'attack/year';
      return h('div.table-wrap', {tabindex: 0, role: 'region', 'aria-label': q.label}, h('table.worlds-table', {}, h('caption', {}, `${q.label}${q.span === 'from the fork to the end' ? ', ' + span(tables.fork, tables.last) : ', ' + tables.last}` + (lessIsMarked ? T.assumptions.framed : '')),
        h('thead', {}, h('tr', {}, h('th', {scope: 'col'}, T.cost.path), tables.worlds.map(w => h('th', {scope: 'col'}, w.label)))),
        h('tbody', {}, view.runs.map((r, i) => h('tr', {}, h('th', {scope: 'row'}, sample(r.key, 26), ' ', r.short), tables.worlds.map(w => {
          const v = worlds[w.name][i].outcomes[name], least = Math.min(...worlds[w.name].map(x => x.outcomes[name]));
          const marked = lessIsMarked && v <= least * 1.05;
          return h(marked ? 'td.fewest' : 'td', {}, withUnit(v, q.unit));
        }))))));
    })));
  }

  showTornado(effects, o, names) {
    const rows = effects.slice(0, 10), box = this.tornado.parentElement, width = box.clientWidth || 460;
    const pen = document.createElement('canvas').getContext('2d');
    pen.font = `14px ${getComputedStyle(this.tornado).fontFamily}`;
    const longest = Math.max(...rows.map(e => pen.measureText(parameterOf(e.parameter).label).width));
    // Names stand beside the bars where there is room, else above them.
    const above = longest + 14 > width * .6, rowHeight = above ? 44 : 30, top = 26, left = above ? 0 : longest + 14, height = top + rows.length * rowHeight + 26;
    const values = rows.flatMap(e => [e.low, e.high, e.mid]);
    const sx = d3.scaleLinear([Math.min(0, ...values), Math.max(0, ...values)], [left + 44, width - 50]).nice(4);
    this.tornadoTitle.textContent = T.assumptions.tornado(o.label, names[0], names[1]);
    set(this.tornado, {viewBox: `0 0 ${width} ${height}`, width, height});
    const mid = rows[0]?.mid ?? 0;
    put(this.tornado, svg('title', {}, T.assumptions.tornadoWords(this.tornadoTitle.textContent, rows.map(e => `${parameterOf(e.parameter).label}: ${signed(e.low)} at ${plain(parameterOf(e.parameter).low)}, ${signed(e.high)} at ${plain(parameterOf(e.parameter).high)}`).join('; '))),
      svg('rect.zone', {x: left, y: top - 8, width: width - left, height: rows.length * rowHeight + 8}),
      svg('text.zone-label', {x: width - 6, y: 12, 'text-anchor': 'end'}, T.chart.model),
      svg('g.grid', {}, sx.ticks(Math.max(2, Math.floor((width - left) / 95))).filter((v, i, all) => all.length < 6 || i % 2 === 0 || v === 0).map(v => [svg('line', {x1: sx(v), x2: sx(v), y1: top - 8, y2: height - 22, class: v === 0 ? 'zero' : null}), svg('text', {x: sx(v), y: height - 6, 'text-anchor': 'middle'}, plain(v))])),
      svg('line.mid', {x1: sx(mid), x2: sx(mid), y1: top - 8, y2: height - 22}),
      rows.map((e, i) => {
        const p = parameterOf(e.parameter), y = top + i * rowHeight + (above ? 16 : 0), ends = [[e.low, p.low], [e.high, p.high]].sort((a, b) => a[0] - b[0]);
        return svg('g', {}, svg('text.name', above ? {x: 4, y: y - 3} : {x: left - 6, y: y + 14, 'text-anchor': 'end'}, p.label),
          svg('rect.toward', {x: sx(Math.min(ends[0][0], mid)), width: Math.max(0, sx(mid) - sx(Math.min(ends[0][0], mid))), y: y + 2, height: 16}),
          svg('rect.away', {x: sx(mid), width: Math.max(0, sx(Math.max(ends[1][0], mid)) - sx(mid)), y: y + 2, height: 16}),
          svg('text.end-value', {x: sx(Math.min(ends[0][0], mid)) - 4, y: y + 14, 'text-anchor': 'end'}, plain(ends[0][1])),
          svg('text.end-value', {x: sx(Math.max(ends[1][0], mid)) + 4, y: y + 14}, plain(ends[1][1])));
      }));
    const flip = effects.filter(e => Math.sign(e.low) !== Math.sign(e.high) && Math.abs(e.mid) > 1e-9 && e.low !== 0 && e.high !== 0).map(e => parameterOf(e.parameter).label);
    this.flips.textContent = flip.length ? T.assumptions.flips(names[0], names[1], flip) : T.assumptions.noFlip(names[0], names[1]);
  }

  /** Which of the paths shown has the fewest over two ranges. */
  showMap(grid, axes, o, view) {
    const box = this.map.parentElement, width = box.clientWidth || 460, height = Math.min(360, width * .72), m = {top: 24, right: 10, bottom: 40, left: 56};
    const n = grid.x.length, w = (width - m.left - m.right) / n, hh = (height - m.top - m.bottom) / n;
    const [px, py] = axes.map(parameterOf);
    const counts = new Map(), seen = new Set(), runs = view.runs.filter(r => r.key !== 'you' || !same0(view)), index = runs.map(r => view.runs.indexOf(r));
    const cells = [];
    for (let j = 0; j < n; j++) {
      for (let i = 0; i < n; i++) {
        const order = index.map((k, at) => [grid.values[k][j][i], at]).sort((a, b) => a[0] - b[0]);
        const first = runs[order[0][1]];
        seen.add(first.key);
        const tie = order[1] && order[1][0] <= order[0][0] * 1.05;
        counts.set(tie ? 'tie' : first.key, (counts.get(tie ? 'tie' : first.key) ?? 0) + 1);
        const x = m.left + i * w, y = m.top + (n - 1 - j) * hh;
        cells.push(svg('rect', {x: x.toFixed(1), y: y.toFixed(1), width: (w + .4).toFixed(1), height: (hh + .4).toFixed(1), class: 'cell ' + styleOf(first.key).colour}));
        if (tie) cells.push(svg('path.tie', {d: `M${x + 2},${y + hh - 2}L${x + w - 2},${y + 2}`}));
        else if (i % 3 === 1 && j % 3 === 1) cells.push(svg('path', {d: outline(styleOf(first.key).marker), transform: `translate(${x + w / 2},${y + hh / 2}) scale(.8)`, class: `end ${styleOf(first.key).colour}${styleOf(first.key).hollow ? ' hollow' : ''}`}));
      }
    }
    const sx = d3.scaleLinear([px.low, px.high], [m.left, width - m.right]), sy = d3.scaleLinear([py.low, py.high], [height - m.bottom, m.top]);
    const here = [sx(assumed(this.store.state.world, px)), sy(assumed(this.store.state.world, py))];
    put(this.mapKey, runs.filter(r => seen.has(r.key)).map(r => h('span', {}, svg('svg', {width: 18, height: 16, 'aria-hidden': 'true'}, svg('rect', {width: 18, height: 16, class: 'cell ' + styleOf(r.key).colour}), svg('path', {d: outline(styleOf(r.key).marker), transform: 'translate(9,8) scale(.9)', class: `end ${styleOf(r.key).colour}${styleOf(r.key).hollow ? ' hollow' : ''}`})), ' ', r.short)));
    const shares = [...counts].map(([key, c]) => `${key === 'tie' ? T.assumptions.tie : runs.find(r => r.key === key).label} ${c}`).join(', ');
    set(this.map, {viewBox: `0 0 ${width} ${height}`, width, height});
    put(this.map, svg('title', {}, T.assumptions.mapWords(o.label, px.label, py.label, n * n, shares)), cells,
      svg('g.axis', {}, sx.ticks(4).map(v => [svg('line', {x1: sx(v), x2: sx(v), y1: height - m.bottom, y2: height - m.bottom + 4}), svg('text', {x: sx(v), y: height - m.bottom + 16, 'text-anchor': 'middle'}, plain(v))]),
        sy.ticks(4).map(v => svg('text', {x: m.left - 6, y: sy(v) + 4, 'text-anchor': 'end'}, plain(v))),
        svg('text.name', {x: width - m.right, y: height - 6, 'text-anchor': 'end'}, px.label + ' →'), svg('text.name', {x: 2, y: 13}, '↑ ' + py.label)),
      svg('path.here', {d: outline('star'), transform: `translate(${here[0]},${here[1]}) scale(1.4)`}));
    this.mapWords.textContent = T.assumptions.mapLine(o.label.toLowerCase(), n * n, shares);
  }
}

/** Whether your path still is the path it is compared with. */
function same0(view) { return view.you && view.against && tables.outcomes.every(o => view.you.outcomes[o.name] === view.against.outcomes[o.name]); }
