// SPDX-License-Identifier: Apache-2.0
// @ts-check
// How the model thinks: the causal diagram, revealed step by step, and the
// equations it is made from.

import {h, svg, put, set} from './dom.js';
import {plain} from './numbers.js';
import {tables, parameterOf} from './state.js';
import {assumed} from './world.js';
import {T} from './strings.js';

/** The order in which the diagram is told: the arrows of each step, from > to. */
const steps = [
  ['fighters > attacks', 'attacks > insecurity', 'insecurity > recruits', 'recruits > fighters', 'fighters > recruits'],
  ['force > operations', 'insecurity > operations', 'fighters > operations', 'operations > fighters', 'operations > attacks', 'attacks > insecurity'],
  ['operations > killed', 'killed > recruits', 'killed > grievance', 'grievance > recruits', 'grievance > fighters', 'killed > attacks'],
  ['precision > aimed', 'precision > operations', 'precision > killed', 'aimed > killed', 'aimed > attacks'],
  ['trust > aimed', 'aimed > killed', 'killed > trust', 'trust > attacks', 'trust > fighters'],
  ['talks > trust', 'talks > fighters', 'talks > attacks', 'insecurity > trust'],
  ['sanctuary > attacks', 'sanctuary > recruits', 'sanctuary > fighters', 'trust > sanctuary', 'restraint > sanctuary'],
  ['interference > sanctuary', 'interference > trust', 'interference > killed', 'interference > grievance'],
  ['investment > projects', 'insecurity > projects', 'projects > attacks', 'insecurity > attacks', 'projects > trust', 'projects > grievance', 'trust > insecurity'],
  ['projects > ties', 'openness > ties', 'openness > attacks', 'ties > recruits', 'ties > sanctuary'],
].map(step => step.map(pair => pair.split(' > ')));

/** The step that shows all there is. */
const whole = steps.length;

const size = 15, round = 9.5;

/** A label in one line or, where it is long, in two. */
function lines(label) {
  const at = label.length > 13 ? [...label.matchAll(/ /g)].map(m => m.index).sort((a, b) => Math.abs(a - label.length / 2) - Math.abs(b - label.length / 2))[0] : undefined;
  return at === undefined ? [label] : [label.slice(0, at), label.slice(at + 1)];
}

/** Half the width and the height of a node, which follow from its label. */
const half = label => [Math.max(...lines(label).map(l => l.length)) * size * .275 + 13, 11 + lines(label).length * 8.5];

/** A chain of nodes that returns to its first, as pairs. */
const ring = nodes => nodes.map((from, i) => [from, nodes[(i + 1) % nodes.length]]);
const has = (list, a) => list.some(([from, to]) => from === a.from && to === a.to);

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
    this.loop = '';
    this.diagram = svg('svg.plot.static.causal', {role: 'img', tabindex: 0});
    this.words = h('p.step-words', {role: 'status'});
    this.backward = h('button', {type: 'button', onclick: () => this.go(this.step - 1)}, T.how.back);
    this.forward = h('button.primary', {type: 'button', onclick: () => this.go(this.step + 1)}, T.how.next);
    this.all = h('button', {type: 'button', onclick: () => this.go(this.step === whole ? 0 : whole)}, T.how.all);
    this.loops = h('div.loops', {role: 'group', 'aria-label': T.how.loops});
    this.picked = h('p.picked', {role: 'status'}, T.how.note);
    this.list = h('ul.arrows');
    this.equations = h('details.data', {}, h('summary', {}, T.how.equations), h('div.equations'));
    this.leaves = h('section.leaves-part', {}, h('h2', {}, T.leaves.heading), context());
    this.element = h('div.tab-body.how', {}, h('div.how-steps', {}, this.backward, this.forward, this.all, this.words), h('div.causal-wrap', {tabindex: 0, role: 'region', 'aria-label': T.how.diagram}, this.diagram),
      this.loops, this.picked, h('details.data', {}, h('summary', {}, T.how.inWords), this.list), this.equations, this.leaves);
  }

  async show() {
    if (!this.given) {
      this.given = await this.ask('how', {ask: 'how', world: {name: 'central'}});
      if (!this.given) return;
      this.showEquations();
    }
    this.draw();
  }

  go(step) {
    this.step = Math.max(0, Math.min(whole, step));
    this.loop = '';
    this.draw();
    if (document.activeElement === document.body) (this.forward.disabled ? this.all : this.forward).focus(); // the one pressed can be pressed no more
  }

  /** Shows one loop by itself, or all arrows of the step again. */
  pick(name) {
    this.loop = this.loop === name ? '' : name;
    this.draw();
    this.loops.querySelector(`[data-loop=${name}]`)?.focus(); // the buttons were made anew
  }

  draw() {
    const {nodes, arrows, loops, ground} = this.given, all = this.step === whole;
    const told = steps.slice(0, this.step + 1).flat(), now = all ? arrows : arrows.filter(a => has(steps[this.step], a));
    const visible = all ? arrows : arrows.filter(a => has(told, a)), stand = new Set(visible.flatMap(a => [a.from, a.to]));
    // A loop can be told once all its arrows have been.
    const whose = loops.filter(l => ring(l.nodes).every(([from, to]) => has(told, {from, to})) && (all || ring(l.nodes).some(([from, to]) => has(steps[this.step], {from, to}) && !has(steps.slice(0, this.step).flat(), {from, to}))));
    const loop = loops.find(l => l.name === this.loop), strong = loop ? arrows.filter(a => has(ring(loop.nodes), a)) : now;
    const near = new Set(strong.flatMap(a => [a.from, a.to]));
    this.words.textContent = all ? T.how.whole : `${this.step + 1}/${whole}. ` + T.how.steps[this.step];
    this.backward.disabled = this.step === 0;
    this.forward.disabled = all;
    this.all.textContent = all ? T.how.again : T.how.all;
    put(this.loops, whose.map(l => h('button.loop', {type: 'button', 'data-loop': l.name, 'aria-pressed': String(l.name === this.loop), onclick: () => this.pick(l.name)}, h('b', {}, l.name), ' ', l.label)), whose.length ? h('span.small-note', {}, T.how.kind) : null);
    if (loop) this.picked.textContent = T.how.round(loop.name, loop.label, loop.nodes.map(id => this.label(id).replace(/^./, c => c.toLowerCase())));
    else if (!this.arrowTold) this.picked.textContent = T.how.note;
    this.arrowTold = false;
    put(this.list, now.map(a => h('li', {}, this.tells(a))));
    const marker = (id, cls) => svg('marker', {id, viewBox: '0 0 10 10', refX: 9, refY: 5, markerWidth: 9, markerHeight: 9, markerUnits: 'userSpaceOnUse', orient: 'auto-start-reverse'}, svg('path', {d: 'M0,0L10,5L0,10Z', class: cls}));
    const taken = nodes.filter(n => stand.has(n.id)).map(n => this.box(n));
    const faint = a => !has(strong.map(s => [s.from, s.to]), a);
    set(this.diagram, {viewBox: `-22 -12 ${ground[0] + 24} ${ground[1] + 26}`});
    put(this.diagram, svg('title', {}, T.how.words(strong.map(a => this.inWords(a)).join('; '))),
      svg('defs', {}, marker('tip', 'tip'), marker('tip-faint', 'tip faint')),
      visible.filter(faint).map(a => this.arrow(a, null)), strong.map(a => this.arrow(a, taken)),
      nodes.filter(n => stand.has(n.id)).map(n => {
        const [x, y] = n.at, [w, hh] = half(n.plain), text = lines(n.plain);
        return svg(`g.node${n.lever ? '.lever-node' : ''}${near.has(n.id) ? '' : '.faint'}`, {}, svg('title', {}, T.how.term(n.label)), svg('rect', {x: x - w, y: y - hh, width: w * 2, height: hh * 2, rx: n.lever ? 3 : Math.min(hh, 18)}),
          text.map((l, i) => svg('text', {x, y: y + 5 + 17 * (i - (text.length - 1) / 2), 'text-anchor': 'middle'}, l)));
      }), this.signs, svg('text.zone-label', {x: ground[0] - 4, y: 4, 'text-anchor': 'end'}, T.label));
    this.signs = [];
  }

  signs = [];

  label(id) { return this.given.nodes.find(n => n.id === id).plain; }

  /** An arrow between two nodes, in words. */
  inWords(a) { return T.how.arrow(this.label(a.from), this.given.nodes.find(n => n.id === a.from).many, a.sign, this.label(a.to)); }

  /** The ground a node takes. */
  box(n) {
    const [w, hh] = half(n.plain);
    return {left: n.at[0] - w, right: n.at[0] + w, top: n.at[1] - hh, bottom: n.at[1] + hh};
  }

  /** An arrow in words, with the quantities behind it. */
  tells(a) {
    return this.inWords(a) + ': ' + a.edges.map(e => T.how.edge(this.seriesLabel(e.from), e.sign, this.seriesLabel(e.to), e.condition)).join('; ') + '.';
  }

  /**
   * One arrow: bent a little, so that two between the same nodes stay apart. Its
   * sign stands where nothing else does, on the arrow or close beside it; a faint one has none.
   */
  arrow(a, taken) {
    const of = id => this.given.nodes.find(n => n.id === id), from = of(a.from), to = of(a.to);
    const [x1, y1] = from.at, [x2, y2] = to.at, dx = x2 - x1, dy = y2 - y1, length = Math.hypot(dx, dy), bend = Math.min(26, length * .09);
    const mx = (x1 + x2) / 2 - dy / length * bend, my = (y1 + y2) / 2 + dx / length * bend;
    const edge = (n, more) => {
      const [w, hh] = half(n.plain), ux = mx - n.at[0], uy = my - n.at[1], k = Math.min((w + more) / Math.abs(ux || 1e-9), (hh + more) / Math.abs(uy || 1e-9), 1);
      return [n.at[0] + ux * k, n.at[1] + uy * k];
    };
    const [sx, sy] = edge(from, 0), [ex, ey] = edge(to, 2), d = `M${sx},${sy}Q${mx},${my} ${ex},${ey}`;
    const kind = 'g.arrow' + {'+': '', '−': '.less', '±': '.either'}[a.sign];
    if (!taken) return svg(kind + '.faint', {}, svg('path.shaft', {d, 'marker-end': 'url(#tip-faint)'}));
    const at = t => [(1 - t) ** 2 * sx + 2 * t * (1 - t) * mx + t * t * ex, (1 - t) ** 2 * sy + 2 * t * (1 - t) * my + t * t * ey];
    // On the arrow where there is room, else beside it.
    const spots = [0, 14, -14, 20, -20, 26, -26].flatMap(off => [.62, .56, .5, .68, .44, .38, .32, .74, .26, .2, .8, .14].map(t => { const [x, y] = at(t); return [t, x - dy / length * off, y + dx / length * off]; }));
    const [free, lx, ly] = spots.find(([, x, y]) => !taken.some(b => x + round + 2 > b.left && x - round - 2 < b.right && y + round + 2 > b.top && y - round - 2 < b.bottom)) ?? spots[2];
    const [hx, hy] = at(Math.max(free - 24 / length, .06)), angle = Math.atan2(ey - sy, ex - sx), sin = 6 * Math.sin(angle), cos = 6 * Math.cos(angle);
    taken.push({left: lx - round, right: lx + round, top: ly - round, bottom: ly + round});
    const tell = () => { this.arrowTold = true; this.loop = ''; this.picked.textContent = this.tells(a); };
    this.signs.push(svg('g.sign', {onclick: tell}, svg('circle', {cx: lx, cy: ly, r: round}), svg('text', {x: lx, y: ly + 5.5, 'text-anchor': 'middle'}, a.sign)));
    return svg(kind, {onclick: tell}, svg('path.hit', {d}), svg('path.shaft', {d, 'marker-end': 'url(#tip)'}),
      to.slow ? svg('path.delay', {d: `M${hx - sin - cos / 3},${hy + cos - sin / 3}l${2 * sin},${-2 * cos}M${hx - sin + cos / 3},${hy + cos + sin / 3}l${2 * sin},${-2 * cos}`}) : null);
  }

  seriesLabel(name) { return (this.given.equations.find(e => e.name === name)?.label ?? tables.levers.find(l => l.name === name)?.label ?? name).toLowerCase(); }

  showEquations() {
    const box = this.equations.lastChild;
    put(box, ['stock', 'auxiliary', 'flow'].map(kind => h('section', {}, h('h2', {}, T.how.kinds[kind]), h('dl', {}, this.given.equations.filter(e => e.kind === kind).map(e => h('div.equation', {},
      h('dt', {}, kind === 'stock' ? `d ${e.name}/dt` : e.name, ' ', h('small', {}, e.unit === '1' ? '' : e.unit)),
      h('dd', {}, h('code', {}, '= ' + e.text), h('p', {}, e.doc), (e.reads ?? []).length ? h('p.small-note', {}, (e.reads ?? []).map(n => { const p = parameterOf(n); return h('span.read', {title: p.source}, `${n} = ${plain(+assumed(this.store.state.world, p).toPrecision(4))} (${p.confidence}: ${p.source}) `); })) : null)))))));
  }
}
