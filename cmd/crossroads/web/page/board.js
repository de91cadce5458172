// SPDX-License-Identifier: Apache-2.0
// @ts-check
// The class: codes pasted, what the class tried, how it spread, what it expected.
// Nothing leaves the machine and nothing is kept.

import {d3} from './d3.js';
import {h, svg, put, set} from './dom.js';
import {brief, plain, span} from './numbers.js';
import {tables, outcomeOf, leverOf, pathOf, worldOf, fileText, changedLevers, lastValue, initialStart} from './state.js';
import {handedIn, shortCode} from './link.js';
import {styleOf, outline} from './styles.js';
import {table, against} from './tabs.js';
import {spread} from './chart.js';
import {shortLabel} from './results.js';
import {teacherForm} from './predict.js';
import {T} from './strings.js';

/** Moves dots that would cover one another to the nearest free place, each around where it belongs. */
function apart(points, gap) {
  const placed = [];
  for (const [x, y] of points) {
    let at = [x, y];
    for (let k = 1; k < 240 && placed.some(([a, b]) => Math.hypot(a - at[0], b - at[1]) < gap); k++) at = [x + gap * .35 * Math.sqrt(k) * Math.cos(k * 2.4), y + gap * .35 * Math.sqrt(k) * Math.sin(k * 2.4)];
    placed.push(at);
  }
  return placed;
}

/** Stacks dots of about one value above and below their line, no further than the row is high. */
function stacked(xs, gap) {
  const placed = [];
  for (const x of xs) {
    const near = placed.filter(([a]) => Math.abs(a - x) < gap).length;
    placed.push([x + Math.floor(near / 5) * 1.5, (near % 5 % 2 ? 1 : -1) * Math.ceil(near % 5 / 2) * gap * .9]);
  }
  return placed;
}

export class Board {
  constructor(store, on) {
    this.store = store;
    this.on = on;
    this.box = h('textarea.codes', {rows: 6, 'aria-label': T.board.paste, placeholder: T.board.example(shortCode(initialStart(1))), spellcheck: 'false'});
    this.out = h('div.board');
    this.element = h('div.tab-body', {}, h('div.class-forms', {}, h('section', {}, h('h2', {}, T.board.heading), h('p', {}, T.board.intro), this.box,
      h('div.row', {}, h('button.primary', {type: 'button', id: 'read-codes', onclick: () => this.read()}, T.board.read), h('button', {type: 'button', onclick: () => { this.box.value = ''; put(this.out); }}, T.board.clear))),
    h('section', {}, h('h2', {}, T.teacher.heading), teacherForm(store, on.link))), this.out);
  }

  async read() {
    const {state} = this.store;
    if (this.on.hiding()) { this.store.say(T.predict.hidden); return; } // a board tells what becomes of paths
    try {
      const given = await this.on.ask('board', {ask: 'board', text: await this.codes(this.box.value), world: state.world, paths: [{name: state.from}]});
      if (given) this.show(given);
    } catch (fault) { this.store.say(T.fault(fault.message)); }
  }

  /** The lines of a class with links and six letters as the codes they stand for; what is neither stays as it is. */
  async codes(text) {
    const lines = text.split('\n');
    for (const [i, line] of lines.entries()) {
      const found = handedIn(line);
      if (!found) continue;
      try {
        const given = await this.on.ask('handed', {ask: 'encode', world: found.world, paths: [{name: found.path.name, text: fileText(found.path)}]});
        if (given) lines[i] = (found.name ? found.name + ': ' : '') + given.code;
      } catch { /* The line is refused as it stands. */ }
    }
    return lines.join('\n');
  }

  show(b) {
    const n = b.tried.length, from = pathOf(this.store.state.from), times = {};
    for (const t of b.tried) if ((times[t.name] = (times[t.name] ?? 0) + 1) > 1) t.name = T.board.again(t.name, times[t.name]);
    const others = b.tried.filter(t => !t.same).length;
    put(this.out,
      b.refused.length ? h('details', {}, h('summary', {}, T.board.junk(b.refused.length)), h('ul.refusals', {}, b.refused.map(r => h('li', {}, r)))) : null,
      n ? [h('p', {role: 'status'}, T.board.count(n, from.label) + (others ? ' ' + T.board.others(others) : '')),
        h('div.grid.two', {}, this.scatter(b), this.dots(b)),
        table(T.board.caption, [T.board.name, T.board.world, outcomeOf('deaths_civilian_security').label, outcomeOf('deaths_all').label, outcomeOf('attacks').label, T.board.set(from.label)],
          b.tried.map(t => [h('button.link', {type: 'button', 'aria-label': T.board.load(t.name), onclick: () => this.on.load(t)}, t.name), worldOf(t.world)?.label ?? t.world, brief(t.outcomes.deaths_civilian_security), brief(t.outcomes.deaths_all), brief(t.outcomes.attacks), h('span.settings', {}, this.settings(t.path, from))])),
        this.guesses(b), this.spread(b),
        table(T.board.levers, [T.board.lever, T.board.low, T.board.mean, T.board.high, T.board.touched], b.levers.map(l => [leverOf(l.name).label, ...[l.low, l.mean, l.high].map(v => plain(+v.toPrecision(2))), `${l.touched} / ${n}`]))] : b.refused.length ? null : h('p', {}, T.board.empty), against(T.objections.board));
  }

  /** The levers of a path that differ from the path it began from, and its events. */
  settings(path, from) {
    const moved = changedLevers({from: from.name, path}).map(n => T.board.moved(leverOf(n).label, plain(lastValue(path.levers[n])))), events = (path.shocks ?? []).length - (from.shocks ?? []).length;
    return [...moved, ...(events > 0 ? [T.changed.shocks(events)] : [])].join('; ') || T.board.asStart;
  }

  /** Both death sums of every entry. */
  scatter(b) {
    const width = 460, height = 332, m = {top: 24, right: 16, bottom: 40, left: 60};
    const [kx, ky] = ['deaths_all', 'deaths_civilian_security'], builtin = this.on.builtins();
    const marks = ['current-course', 'kinetic', 'investment', 'three-pillar'].map(k => builtin[k]).filter(Boolean);
    const max = key => Math.max(...b.tried.map(t => t.outcomes[key]), ...marks.map(r => r.outcomes[key])) * 1.05;
    const sx = d3.scaleLinear([0, max(kx)], [m.left, width - m.right]).nice(4), sy = d3.scaleLinear([0, max(ky)], [height - m.bottom, m.top]).nice(4);
    const places = spread(marks.map(r => sy(r.outcomes[ky])), 15, m.top + 8, height - m.bottom);
    return h('figure.chart.free', {}, h('figcaption', {}, h('h2', {}, T.board.scatter), h('span.sub', {}, T.board.scatterSub(span(tables.fork, tables.last), worldOf(this.store.state.world.name).label))),
      svg('svg.plot.static.scatter', {role: 'img', viewBox: `0 0 ${width} ${height}`, width, height}, svg('title', {}, T.board.scatterWords(b.tried.map(t => `${t.name}: ${brief(t.outcomes[ky])}, ${brief(t.outcomes[kx])}`).join('; '))),
        svg('rect.zone', {x: m.left, y: m.top, width: width - m.left - m.right, height: height - m.top - m.bottom}), svg('text.zone-label', {x: m.left + 6, y: m.top + 14}, T.chart.model), svg('text', {x: 2, y: 13}, '↑ ' + outcomeOf(ky).label),
        svg('g.grid', {}, sy.ticks(5).map(v => [svg('line', {x1: m.left, x2: width - m.right, y1: sy(v), y2: sy(v)}), svg('text', {x: m.left - 6, y: sy(v) + 4, 'text-anchor': 'end'}, plain(v))])),
        svg('g.axis', {}, sx.ticks(5).map(v => svg('text', {x: Math.min(sx(v), width - 26), y: height - m.bottom + 17, 'text-anchor': 'middle'}, plain(v))), svg('text', {x: width - m.right, y: height - 5, 'text-anchor': 'end'}, outcomeOf(kx).label + ' →')),
        apart(b.tried.map(t => [sx(t.outcomes[kx]), sy(t.outcomes[ky])]), 9).map(([x, y], i) => svg('circle.entry', {cx: x.toFixed(1), cy: y.toFixed(1), r: 5}, svg('title', {}, b.tried[i].name))),
        marks.map(r => { const st = styleOf(r.name); return svg('path', {d: outline(st.marker), transform: `translate(${sx(r.outcomes[kx])},${sy(r.outcomes[ky])}) scale(1.2)`, class: 'end ' + st.colour}, svg('title', {}, r.label)); }),
        marks.map((r, i) => {
          const x = sx(r.outcomes[kx]), words = shortLabel(r.name), left = x + 10 + 7 * words.length > width; // a mark near the edge has its name on the left
          return svg('text', {x: left ? x - 10 : x + 10, 'text-anchor': left ? 'end' : 'start', y: places[i] + 4, class: 'end-label ' + styleOf(r.name).colour}, words);
        })));
  }

  /** What was set of every lever. */
  dots(b) {
    const width = 460, row = 32, height = 24 + row * b.levers.length, left = 222, right = 40;
    return h('figure.chart.free', {}, h('figcaption', {}, h('h2', {}, T.board.dots), h('span.sub', {}, T.board.dotsSub)),
      svg('svg.plot.static', {role: 'img', viewBox: `0 0 ${width} ${height}`, width, height}, svg('title', {}, T.board.dotsWords(b.levers.map(l => `${leverOf(l.name).label} ${plain(+l.low.toPrecision(2))} to ${plain(+l.high.toPrecision(2))}, touched by ${l.touched}`).join('; '))),
        b.levers.map((l, i) => {
          const lever = leverOf(l.name), sx = d3.scaleLinear([lever.low, lever.high], [left, width - right]), y = 16 + i * row;
          return svg('g', {}, svg('text', {x: left - 10, y: y + 4, 'text-anchor': 'end'}, lever.label), svg('line.rail', {x1: left, x2: width - right, y1: y, y2: y}), svg('line.reach', {x1: sx(l.low), x2: sx(l.high), y1: y, y2: y}),
            stacked(b.tried.map(t => sx(t.path.levers[l.name].at(-1).value)), 6).map(([x, dy]) => svg('circle.entry', {cx: x.toFixed(1), cy: (y + dy).toFixed(1), r: 3})),
            svg('path.mean', {d: `M${sx(l.mean)},${y - 9}V${y + 9}`}), svg('text', {x: width - right + 10, y: y + 4}, `${l.touched}`));
        })));
  }

  /** How far apart the class came, world by world, beside the path they began from. */
  spread(b) {
    const names = ['deaths_civilian_security', 'deaths_all', 'attacks'];
    return table(T.board.spread, [T.board.world, T.board.entries, ...names.map(n => outcomeOf(n).label + ' ' + T.board.range), T.board.fewer(pathOf(this.store.state.from).label)], (b.worlds ?? []).map(w => {
      const of = name => w.outcomes.find(o => o.outcome === name);
      return [worldOf(w.name)?.label ?? w.name, String(w.entries), ...names.map(n => of(n) ? w.entries === 1 ? brief(of(n).middle) : T.board.three(brief(of(n).low), brief(of(n).middle), brief(of(n).high)) : '–'), names.slice(0, 2).map(n => of(n)?.below ?? '–').join(' · ')];
    }));
  }

  guesses(b) {
    const rows = [...(b.guesses ?? []).map(g => [`${outcomeOf(g.outcome).label}, ${g.year}` + (g.path ? ', ' + pathOf(g.path).label : ''), String(g.entries), T.board.three(...g.guesses.map(v => brief(v))), T.board.three(...g.model.map(v => brief(v))), T.board.beside(g.below, g.near, g.above)]),
      ...(b.orders ?? []).map(o => [`${outcomeOf(o.outcome).label}: ${pathOf(o.first)?.label ?? T.you.label}, ${pathOf(o.second)?.label ?? T.you.label}`, String(o.entries), T.board.order(o.higher.Expected, o.cross.Expected), T.board.orderShown(o.higher.Shown, o.cross.Shown), T.board.alike(o.higher.Alike, o.cross.Alike)])];
    return rows.length ? table(T.board.guesses, [T.board.what, T.board.entries, T.board.expected, T.board.gave, T.board.compared], rows) : null;
  }
}
