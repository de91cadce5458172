// @ts-check
// How the model thinks: the causal diagram, revealed step by step, and the
// equations it is made from.

import {h, svg, put, set} from './dom.js';
import {plain} from './numbers.js';
import {tables, parameterOf} from './state.js';
import {assumed} from './world.js';
import {T} from './strings.js';

/** Where the nodes stand, on a field of 1120 by 600. */
const places = {
  force: [86, 60], precision: [86, 190], interference: [86, 320], talks: [86, 430], restraint: [86, 548], investment: [1034, 548], openness: [1034, 430],
  operations: [320, 60], aimed: [320, 190], killed: [560, 60], recruits: [800, 60], fighters: [800, 190], attacks: [800, 315], insecurity: [560, 290],
  grievance: [560, 175], trust: [320, 410], sanctuary: [560, 480], ties: [800, 430], projects: [800, 548],
};
const half = [76, 22];

/** The order in which the diagram is told: what appears, and the words for it. */
const steps = [
  ['fighters', 'attacks', 'insecurity'], ['force', 'operations'], ['killed', 'recruits', 'grievance'], ['precision', 'aimed', 'trust'],
  ['sanctuary', 'interference', 'restraint'], ['talks'], ['investment', 'projects', 'ties', 'openness'],
];

/** What the model leaves out, what came after the essay, and who wrote it. */
export function context() {
  const {leftOut, after, author} = tables.context;
  return h('div.context', {}, h('p', {}, T.leaves.intro), h('ul.leaves', {}, leftOut.map(t => h('li', {}, t))), h('p', {}, T.leaves.shape),
    h('h2', {}, T.leaves.after), h('p', {}, T.leaves.outside), h('dl.after', {}, after.map(e => h('div', {}, h('dt', {}, e.Date), h('dd', {}, e.Text)))),
    h('h2', {}, T.leaves.author), author.map(t => h('p', {}, t)));
}

export class How {
  constructor(store, ask) {
    this.store = store;
    this.ask = ask;
    this.step = 0;
    this.diagram = svg('svg.plot.static.causal', {role: 'img', viewBox: '0 0 1120 600', tabindex: 0});
    this.words = h('p.step-words', {role: 'status'});
    this.backward = h('button', {type: 'button', onclick: () => this.go(-1)}, T.how.back);
    this.forward = h('button.primary', {type: 'button', onclick: () => this.go(1)}, T.how.next);
    this.all = h('button', {type: 'button', onclick: () => this.go(99)}, T.how.all);
    this.picked = h('p.picked', {role: 'status'});
    this.equations = h('details.data', {}, h('summary', {}, T.how.equations), h('div.equations'));
    this.leaves = h('section.leaves-part', {}, h('h2', {}, T.leaves.heading), context());
    this.element = h('div.tab-body', {}, h('div.tab-head', {}, h('p.tab-note', {}, T.how.note)), h('div.how-steps', {}, this.backward, this.forward, this.all, this.words), h('div.causal-wrap', {}, this.diagram), this.picked, this.equations, this.leaves);
  }

  async show() {
    if (!this.given) {
      this.given = await this.ask('how', {ask: 'how', world: {name: 'central'}});
      if (!this.given) return;
      this.showEquations();
    }
    this.draw();
  }

  go(by) {
    this.step = Math.max(0, Math.min(steps.length - 1, this.step + by));
    this.draw();
  }

  draw() {
    const shown = new Set(steps.slice(0, this.step + 1).flat()), fresh = new Set(steps[this.step]);
    const {nodes, arrows} = this.given;
    this.words.textContent = `${this.step + 1}/${steps.length}. ` + T.how.steps[this.step];
    this.backward.disabled = this.step === 0;
    this.forward.disabled = this.all.disabled = this.step === steps.length - 1;
    const marker = (id, cls) => svg('marker', {id, viewBox: '0 0 10 10', refX: 9, refY: 5, markerWidth: 7, markerHeight: 7, orient: 'auto-start-reverse'}, svg('path', {d: 'M0,0L10,5L0,10Z', class: cls}));
    const visible = arrows.filter(a => shown.has(a.from) && shown.has(a.to));
    put(this.diagram, svg('title', {}, T.how.words(visible.map(a => T.how.arrow(this.label(a.from), a.sign, this.label(a.to))).join('; '))),
      svg('defs', {}, marker('tip', 'tip')),
      visible.map(a => this.arrow(a, fresh.has(a.from) || fresh.has(a.to))),
      nodes.filter(n => shown.has(n.id)).map(n => {
        const [x, y] = places[n.id];
        return svg(`g.node${n.lever ? '.lever-node' : ''}${fresh.has(n.id) ? '.fresh' : ''}`, {}, svg('rect', {x: x - half[0], y: y - half[1], width: half[0] * 2, height: half[1] * 2, rx: n.lever ? 3 : 20}),
          svg('text', {x, y: y + 5, 'text-anchor': 'middle'}, n.label));
      }), svg('text.zone-label', {x: 1110, y: 20, 'text-anchor': 'end'}, T.label));
  }

  label(id) { return this.given.nodes.find(n => n.id === id).label; }

  /** One arrow: bent a little, so that two between the same nodes stay apart. */
  arrow(a, fresh) {
    const [x1, y1] = places[a.from], [x2, y2] = places[a.to];
    const dx = x2 - x1, dy = y2 - y1, length = Math.hypot(dx, dy), bend = Math.min(24, length * .08);
    const mx = (x1 + x2) / 2 - dy / length * bend, my = (y1 + y2) / 2 + dx / length * bend;
    const edge = (cx, cy, px, py) => {
      const ux = px - cx, uy = py - cy, k = Math.min(half[0] / Math.abs(ux || 1e-9), half[1] / Math.abs(uy || 1e-9), 1);
      return [cx + ux * k, cy + uy * k];
    };
    const [sx, sy] = edge(x1, y1, mx, my), [ex, ey] = edge(x2, y2, mx, my);
    const at = t => [(1 - t) ** 2 * sx + 2 * t * (1 - t) * mx + t * t * ex, (1 - t) ** 2 * sy + 2 * t * (1 - t) * my + t * t * ey];
    const [lx, ly] = at(length < 260 ? .45 : .72), slow = this.given.nodes.find(n => n.id === a.to).slow;
    const [hx, hy] = at(length < 260 ? .18 : .42), angle = Math.atan2(ey - sy, ex - sx);
    const tell = () => { this.picked.textContent = T.how.arrow(this.label(a.from), a.sign, this.label(a.to)) + ': ' + a.edges.map(e => T.how.edge(this.seriesLabel(e.from), e.sign, this.seriesLabel(e.to), e.condition)).join('; ') + '.'; };
    return svg(`g.arrow${a.sign === '−' ? '.less' : a.sign === '±' ? '.either' : ''}${fresh ? '.fresh' : ''}`, {onclick: tell},
      svg('path.hit', {d: `M${sx},${sy}Q${mx},${my} ${ex},${ey}`}), svg('path.shaft', {d: `M${sx},${sy}Q${mx},${my} ${ex},${ey}`, 'marker-end': 'url(#tip)'}),
      slow ? svg('path.delay', {d: `M${hx - 5 * Math.sin(angle) - 2},${hy + 5 * Math.cos(angle)}l${10 * Math.sin(angle)},${-10 * Math.cos(angle)}m4,2l${-10 * Math.sin(angle)},${10 * Math.cos(angle)}`}) : null,
      svg('circle', {cx: lx, cy: ly, r: 8}), svg('text', {x: lx, y: ly + 5, 'text-anchor': 'middle'}, a.sign));
  }

  seriesLabel(name) { return (this.given.equations.find(e => e.name === name)?.label ?? tables.levers.find(l => l.name === name)?.label ?? name).toLowerCase(); }

  showEquations() {
    const box = this.equations.lastChild;
    put(box, ['stock', 'auxiliary', 'flow'].map(kind => h('section', {}, h('h2', {}, T.how.kinds[kind]), h('dl', {}, this.given.equations.filter(e => e.kind === kind).map(e => h('div.equation', {},
      h('dt', {}, kind === 'stock' ? `d ${e.name}/dt` : e.name, ' ', h('small', {}, e.unit === '1' ? '' : e.unit)),
      h('dd', {}, h('code', {}, '= ' + e.text), h('p', {}, e.doc), (e.reads ?? []).length ? h('p.small-note', {}, (e.reads ?? []).map(n => { const p = parameterOf(n); return h('span.read', {title: p.source}, `${n} = ${plain(+assumed(this.store.state.world, p).toPrecision(4))} (${p.confidence}: ${p.source}) `); })) : null)))))));
  }
}
