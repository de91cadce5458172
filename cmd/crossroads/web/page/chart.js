// SPDX-License-Identifier: Apache-2.0
// @ts-check
// Lines over the years. The skeleton of a chart is built once; afterwards only
// outlines, texts and places change.

import {d3} from './d3.js';
import {h, svg, put, set, speak} from './dom.js';
import {brief, plain} from './numbers.js';
import {outline} from './styles.js';
import {T} from './strings.js';

/**
 * @typedef {{key: string, label: string, style: import('./styles.js').Style, values: (number|null)[], from?: number, quiet?: boolean}} Line
 * @typedef {{colour: string, outer: number[][], inner: number[][], pending?: boolean, rim?: boolean}} Band
 * @typedef {{title: string, sub: string, unit: string, scale: number, years: number[], fork: number, lines: Line[], ghost?: Line|null,
 *   bands?: Band[], futures?: {colour: string, values: number[][]}[], bold?: number, guess?: (number|null)[]|null, guessing?: boolean, history?: number[]|null,
 *   recorded?: {year: number, value: number, low: number, high: number, whole: boolean}[], hidden?: boolean, moving?: boolean, keep?: boolean, zero?: boolean, extent?: number[],
 *   font?: number, reveal?: number, question?: string, before?: string, tip?: string, margin?: number, headroom?: number}} Picture
 */

let charts = 0;

/** Spreads label heights so that neighbours keep a gap, inside [top, bottom], as near as can be to where they belong. */
export function spread(wanted, gap, top, bottom) {
  const order = wanted.map((y, i) => ({y, i})).sort((a, b) => a.y - b.y || a.i - b.i);
  const n = order.length;
  if (n > 1 && gap * (n - 1) > bottom - top) gap = (bottom - top) / (n - 1);
  for (const o of order) o.y = Math.min(Math.max(o.y, top), bottom);
  for (let round = 0; round < 60; round++) {
    let moved = false;
    for (let k = 1; k < n; k++) {
      const lack = gap - (order[k].y - order[k - 1].y);
      if (lack > 1e-6) {
        moved = true;
        order[k - 1].y -= lack / 2;
        order[k].y += lack / 2;
      }
    }
    for (let k = 0; k < n; k++) order[k].y = Math.min(Math.max(order[k].y, top + k * gap), bottom - (n - 1 - k) * gap);
    if (!moved) break;
  }
  const placed = new Array(n);
  for (const o of order) placed[o.i] = o.y;
  return placed;
}

/** Axis words for a value. */
const tickWords = v => plain(v);

export class LineChart {
  /** @param {{head?: any, tools?: any, onguess?: (i: number, v: number) => void}} [parts] */
  constructor(parts = {}) {
    const id = 'chart' + ++charts;
    this.parts = parts;
    this.title = svg('title', {id: id + 't'});
    this.desc = svg('desc', {id: id + 'd'});
    this.zone = svg('rect.zone');
    this.zoneLabel = svg('text.zone-label', {}, T.chart.model);
    this.cutLabel = svg('text.cut-label', {'text-anchor': 'end'});
    this.beforeLabel = svg('text.before-label', {'text-anchor': 'end'});
    this.clip = svg('rect');
    this.questionLabel = svg('text.question', {'text-anchor': 'middle'});
    this.fork = svg('line.fork');
    this.gridY = svg('g.grid');
    this.axisX = svg('g.axis');
    this.bandGroup = svg('g.bands');
    this.futureGroup = svg('g.futures');
    this.historyLine = svg('path.history');
    this.recordedGroup = svg('g.recorded');
    this.ghostLine = svg('path.ghost');
    this.guessLine = svg('path.guess');
    this.lineGroup = svg('g.lines');
    this.endGroup = svg('g.ends');
    this.labelGroup = svg('g.labels');
    this.cross = svg('line.cross');
    this.veil = svg('g.veil', {}, svg('rect'), svg('text', {}, T.predict.hidden));
    this.svg = svg('svg.plot', {role: 'img', tabindex: 0, 'aria-labelledby': id + 't', 'aria-describedby': id + 'd', focusable: 'true'},
      this.title, this.desc, svg('clipPath', {id: id + 'c'}, this.clip), this.zone, this.gridY, this.bandGroup, this.futureGroup, this.fork, this.axisX,
      this.historyLine, this.recordedGroup, this.ghostLine, this.lineGroup, this.zoneLabel, this.beforeLabel, this.cutLabel, this.questionLabel, this.endGroup, this.labelGroup,
      this.veil, this.guessLine, this.cross);
    set(this.lineGroup, {'clip-path': `url(#${id}c)`});
    this.tip = h('div.tooltip', {'aria-hidden': 'true', hidden: true});
    this.sub = h('span.sub');
    this.head = parts.head ?? h('span.title');
    this.box = h('div.plot-box', {}, this.svg, this.tip);
    this.element = h('figure.chart', {}, h('figcaption', {}, h('div.chart-head', {}, this.head, parts.tools), this.sub), this.box);
    /** @type {Map<string, any>} */ this.paths = new Map();
    /** @type {Picture|null} */ this.picture = null;
    /** @type {any} */ this.x = null;
    /** @type {any} */ this.y = null;
    /** @type {any} */ this.m = null;
    this.w = this.h = this.font = 0;
    /** @type {number[]|null} */ this.kept = null;
    this.at = -1;
    this.width = 0;
    this.height = 0;
    new ResizeObserver(() => this.measure()).observe(this.box);
    this.svg.addEventListener('keydown', e => this.key(e));
    for (const kind of ['pointermove', 'pointerdown']) this.svg.addEventListener(kind, e => this.point(e));
    this.svg.addEventListener('pointerleave', () => { if (document.activeElement !== this.svg) this.read(-1); });
    this.svg.addEventListener('blur', () => this.read(-1));
    this.svg.addEventListener('pointerdown', e => { if (parts.onguess && this.picture?.guessing) this.drag(e); });
  }

  measure() {
    const {clientWidth: w, clientHeight: height} = this.box;
    if (!w || !height || (w === this.width && height === this.height)) return;
    this.width = w;
    this.height = height;
    if (this.picture) this.draw(this.picture);
  }

  /** Draws at a size of its own: what a sheet of paper has room for. */
  fit(width, height) {
    this.width = width;
    this.height = height;
    if (this.picture) this.draw(this.picture);
  }

  /** Shows a picture. @param {Picture} p */
  show(p) {
    this.picture = p;
    if (!this.width) this.measure();
    if (this.width) this.draw(p);
    else this.words(p, p.hidden ? [] : p.lines); // out of sight, but not out of words
  }

  /** @param {Picture} p */
  draw(p) {
    // On a projector letters, lines, dashes and markers all grow together.
    const font = p.font ?? (this.width > 700 && document.documentElement.classList.contains('projector') ? Math.round(parseFloat(getComputedStyle(document.documentElement).fontSize)) : 13);
    const names = (p.hidden ? [] : p.lines.map(l => l.label)).concat(p.ghost ? [T.chart.previous] : [], p.guess || p.guessing ? [T.chart.guess] : []);
    const longest = Math.max(0, ...names.map(n => n.length));
    const right = longest ? Math.min(this.width * .42, longest * font * .57 + 27) : p.margin ?? 14;
    const y = d3.scaleLinear(this.range(p), [1, 0]);
    if (!p.extent || p.hidden) y.nice(4);
    if (this.kept && (p.moving || p.keep)) y.domain(this.kept);
    else if (this.kept && (this.kept[0] !== y.domain()[0] || this.kept[1] !== y.domain()[1])) this.rescaled();
    const widest = Math.max(...y.ticks(5).map(v => tickWords(v).length), 4);
    const m = {top: Math.max(8, Math.round(font * .6)), right, bottom: font + 10, left: Math.ceil(font * (.58 * widest + .7))};
    const w = this.width - m.left - m.right, height = this.height - m.top - m.bottom;
    const x = d3.scaleLinear([p.years[0], p.years.at(-1)], [m.left, m.left + w]);
    y.range([m.top + height, m.top]);
    const low = y.domain()[0], high = y.domain()[1];
    this.kept = y.domain();
    Object.assign(this, {x, y, m, w, h: height, font});
    set(this.svg, {viewBox: `0 0 ${this.width} ${this.height}`, width: this.width, height: this.height});
    this.svg.style.setProperty('font-size', font + 'px');
    const bottom = m.top + height, at = x(p.fork + .5);
    set(this.zone, {x: at, y: m.top, width: Math.max(0, m.left + w - at), height});
    set(this.fork, {x1: at, x2: at, y1: m.top, y2: bottom});
    this.ticks(p, x, y, bottom, w, m, font);

    const line = d3.line().defined(d => d[1] !== null && Number.isFinite(d[1])).x(d => x(d[0])).y(d => y(Math.max(low, Math.min(high, d[1]))));
    const outlineOf = (values, from) => line(values.map((v, i) => [p.years[i], i >= from ? v : null]).slice(from)) ?? '';
    const forkAt = p.years.indexOf(p.fork);
    set(this.historyLine, {d: p.history ? line(p.history.slice(0, forkAt + 1).map((v, i) => [p.years[i], v])) : ''});
    put(this.recordedGroup, (p.recorded ?? []).map(r => svg('g', {}, svg('line', {x1: x(r.year), x2: x(r.year), y1: y(r.low), y2: y(r.high)}),
      svg(r.whole ? 'circle' : 'circle.hollow', {cx: x(r.year), cy: y(r.value), r: 3.2 * font / 12}, svg('title', {}, T.chart.recorded(r.year, plain(r.value), plain(r.low), plain(r.high), r.whole))))));
    set(this.ghostLine, {d: p.ghost && !p.hidden ? outlineOf(p.ghost.values, p.ghost.from ?? forkAt) : ''});

    const area = d3.area().x(d => x(d[0])).y0(d => y(Math.max(low, Math.min(high, d[1])))).y1(d => y(Math.max(low, Math.min(high, d[2]))));
    const shape = pair => area(pair[0].map((v, i) => [p.years[i], v, pair[1][i]]).slice(forkAt));
    const rim = pair => outlineOf(pair[0], forkAt) + outlineOf(pair[1], forkAt);
    const bands = p.hidden ? [] : p.bands ?? [];
    this.each(this.bandGroup, bands.flatMap(b => [[b.outer, b, 'outer'], [b.inner, b, 'inner']]), 'path', (e, [pair, b, kind]) =>
      set(e, {d: b.rim ? rim(pair) : shape(pair), class: `band ${kind} ${b.colour}${b.rim ? ' rim' : ''}${b.pending ? ' pending' : ''}`}));
    const top = Math.max(0, ...bands.flatMap(b => b.outer[1].slice(forkAt)));
    this.cutLabel.textContent = top > high * 1.001 ? T.chart.cut(brief(top)) : '';
    set(this.cutLabel, {x: m.left + w - 5, y: m.top + font * (w < font * 30 ? 2.3 : 1) + 1}); // below the other label where both find no room side by side
    set(this.clip, {x: 0, y: -9, width: at + (this.width - at) * (p.reveal ?? 1), height: this.height + 18});
    this.questionLabel.textContent = p.question ?? '';
    set(this.questionLabel, {x: (at + m.left + w) / 2, y: m.top + height / 2});
    this.questionLabel.style.fontSize = Math.min(2 * font, (m.left + w - at) / 8) + 'px';
    this.beforeLabel.textContent = at - m.left > font * 7 ? p.before ?? '' : '';
    set(this.beforeLabel, {x: at - 7, y: m.top + font + 1});
    this.zoneLabel.textContent = m.left + w - at > font * 11 ? T.chart.model : T.chart.modelShort;
    set(this.endGroup, {class: (p.reveal ?? 1) < 1 ? 'ends off' : 'ends'});
    set(this.labelGroup, {class: (p.reveal ?? 1) < 1 ? 'labels off' : 'labels'});
    const futures = p.hidden ? [] : (p.futures ?? []).flatMap(f => f.values.map((values, i) => ({...f, values, bold: i === p.bold})));
    this.each(this.futureGroup, futures, 'path', (e, f) => set(e, {d: outlineOf(f.values, forkAt), class: `future ${f.colour}${f.bold ? ' bold' : ''}`}));

    const lines = p.hidden ? [] : p.lines;
    this.lineElements(lines, outlineOf, forkAt);
    const you = lines.find(l => l.key === 'you');
    set(this.guessLine, {d: p.guess ? line(p.guess.map((v, i) => [p.years[i], v]).filter(d => d[1] !== null && d[0] >= p.fork)) : ''});
    this.ends(lines, p, x, y, m, w, height, font, low, high, you);
    set(this.veil, {class: p.hidden ? 'veil on' : 'veil'});
    set(this.veil.firstChild, {x: at + 1, y: m.top + font + 6, width: Math.max(0, m.left + w - at - 1), height: height - font - 6});
    set(this.veil.lastChild, {x: (at + m.left + w) / 2, y: m.top + height / 2});
    this.words(p, lines);
    this.read(this.at);
  }

  /** Shows that the axis has changed its scale. */
  rescaled() {
    this.element.classList.remove('rescaled');
    void this.element.offsetWidth; // so that the sign begins anew
    this.element.classList.add('rescaled');
  }

  /** The range of the y axis: zero, every line, and room for the bands, which come later and must not move it. @param {Picture} p @returns {[number, number]} */
  range(p) {
    if (p.extent) return [p.extent[0], p.extent[1] || (p.extent[0] ? 0 : 1)];
    let low = 0, high = 0;
    const take = v => { if (v !== null && Number.isFinite(v)) { low = Math.min(low, v); high = Math.max(high, v); } };
    const from = p.zero ? p.years.indexOf(p.fork) : 0;
    for (const l of p.lines) l.values.forEach((v, i) => { if (i >= from) take(v); });
    for (const f of p.futures ?? []) f.values.forEach(v => v.slice(from).forEach(take));
    for (const r of p.recorded ?? []) take(r.high);
    (p.guess ?? []).forEach(take);
    (p.history ?? []).forEach(take);
    return [low * (p.headroom ?? 1), high * (p.headroom ?? 1) || 1];
  }

  ticks(p, x, y, bottom, w, m, font) {
    const ys = y.ticks(Math.max(3, Math.min(5, Math.floor((bottom - m.top) / 34))));
    this.each(this.gridY, ys, 'g', (e, v) => {
      if (!e.firstChild) e.append(svg('line'), svg('text'));
      set(e.firstChild, {x1: m.left, x2: m.left + w, y1: y(v), y2: y(v), class: v === 0 && y.domain()[0] < 0 ? 'zero' : null});
      set(e.lastChild, {x: m.left - 6, y: y(v) + font * .36, 'text-anchor': 'end'});
      e.lastChild.textContent = tickWords(v);
    });
    const last = p.years.at(-1);
    const room = w / font, xs = (room > 22 ? [p.years[0], p.fork, 2030, 2035, last] : room > 10 ? [p.years[0], 2030, last] : [p.years[0], last]).filter((v, i, all) => v <= last && all.indexOf(v) === i);
    this.each(this.axisX, ['base', ...xs], 'g', (e, v) => {
      if (!e.firstChild) e.append(svg('line'), svg('text'));
      const base = v === 'base';
      set(e.firstChild, base ? {x1: m.left, x2: m.left + w, y1: bottom, y2: bottom} : {x1: x(v), x2: x(v), y1: bottom, y2: bottom + 4});
      set(e.lastChild, base ? {} : {x: x(v), y: bottom + font + 5, 'text-anchor': v === p.years[0] ? 'start' : v === last && m.right < font * 1.3 ? 'end' : 'middle'});
      e.lastChild.textContent = base ? '' : v;
    });
    set(this.zoneLabel, {x: x(p.fork + .5) + 6, y: m.top + font + 1});
  }

  /** Updates the children of a group to match a list. */
  each(group, list, tag, update) {
    while (group.childNodes.length > list.length) group.lastChild.remove();
    while (group.childNodes.length < list.length) group.append(svg(tag));
    list.forEach((item, i) => update(group.childNodes[i], item));
  }

  /** One outline per line, kept between pictures by its key; yours on top with a casing. */
  lineElements(lines, outlineOf, forkAt) {
    const seen = new Set();
    for (const l of [...lines].sort((a, b) => (a.key === 'you' ? 1 : 0) - (b.key === 'you' ? 1 : 0))) {
      seen.add(l.key);
      let e = this.paths.get(l.key);
      if (!e) {
        e = svg('g', {}, svg('path.case'), svg('path.line'));
        this.paths.set(l.key, e);
      }
      if (e.parentNode !== this.lineGroup || l.key === 'you') this.lineGroup.append(e);
      const d = outlineOf(l.values, l.from ?? forkAt);
      const k = this.font / 12;
      set(e.firstChild, {d, 'stroke-width': l.style.width * k + 3});
      set(e.lastChild, {d, class: 'line ' + l.style.colour, 'stroke-dasharray': l.style.dash.split(' ').filter(Boolean).map(v => +v * k).join(' ') || null, 'stroke-width': l.style.width * k});
    }
    for (const [key, e] of this.paths) if (!seen.has(key)) { e.remove(); this.paths.delete(key); }
  }

  /** Markers and labels at the right end. */
  ends(lines, p, x, y, m, w, height, font, low, high, you) {
    const end = m.left + w;
    const guess = p.guess && p.guess.at(-1) !== null ? [{key: 'guess', label: T.chart.guess, style: {colour: 'guessed', dash: '', width: 0, marker: 'none'}, values: p.guess}] : [];
    const shown = [...lines, ...(p.ghost && !p.hidden ? [p.ghost] : []), ...guess], k = font / 12;
    const lastOf = l => /** @type {number} */ (l.values.at(-1));
    const real = shown.map(l => y(Math.max(low, Math.min(high, lastOf(l)))));
    const places = spread(real, font + 3.5, m.top + font * .6, m.top + height);
    this.each(this.endGroup, shown, 'path', (e, l) => set(e, l.style.marker === 'none' ? {d: '', class: ''} : {d: outline(l.style.marker),
      transform: `translate(${end},${real[shown.indexOf(l)]}) scale(${(k * (l.key === 'you' ? 1.1 : 1)).toFixed(2)})`, class: `end ${l.style.colour}${l.style.hollow ? ' hollow' : ''}`}));
    if (you) this.endGroup.append(this.endGroup.childNodes[shown.indexOf(you)]);
    this.each(this.labelGroup, shown.filter(l => l.label), 'g', (e, l) => {
      if (!e.firstChild) e.append(svg('path'), svg('text'));
      const i = shown.indexOf(l), over = lastOf(l) > high * 1.0001;
      set(e.firstChild, {d: Math.abs(places[i] - real[i]) > 3 ? `M${end + 8},${real[i]}L${end + 14},${places[i]}H${end + 16}` : '', class: 'leader'});
      set(e.lastChild, {x: end + 19, y: places[i] + font * .35, class: 'end-label ' + l.style.colour});
      e.lastChild.textContent = (over ? '▲ ' : '') + l.label;
    });
  }

  /** The text alternative: what is shown, then every end value. */
  words(p, lines) {
    const ends = lines.filter(l => !l.quiet).map(l => `${l.label} ${brief(/** @type {number} */ (l.values.at(-1)))}`).join(', ');
    this.title.textContent = p.hidden ? T.chart.hiddenTitle(p.title) : T.chart.words(p.title, p.sub, p.years.at(-1), ends);
    this.desc.textContent = T.chart.keys;
    if (this.head.tagName !== 'SELECT' && !this.parts.head) this.head.textContent = p.title;
    this.sub.textContent = p.sub;
    set(this.element, {'aria-label': p.title});
  }

  /** Every value of a year: what sources counted, then each line, the highest first. @returns {{line: Line|null, label: string, words: string}[]} */
  values(i) {
    const p = /** @type {Picture} */ (this.picture), year = p.years[i], rows = [];
    if (year > p.fork && p.hidden) return [];
    const counted = (p.recorded ?? []).find(r => r.year === year);
    if (counted) rows.push({line: null, label: T.chart.counted(plain(counted.low), plain(counted.high)), words: plain(counted.value)});
    if (year <= p.fork) {
      if (p.history) rows.push({line: null, label: T.chart.allPaths, words: brief(p.history[i])});
      return rows;
    }
    const lines = [...p.lines, ...(p.ghost ? [p.ghost] : []), ...(p.guess ? [{key: 'guess', label: T.chart.guess, style: {colour: 'guessed', dash: '', width: 2, marker: 'none'}, values: p.guess}] : [])];
    const value = l => /** @type {number} */ (l.values[i]);
    for (const l of lines.filter(l => l.values[i] !== null && l.values[i] !== undefined && l.label).sort((a, b) => value(b) - value(a))) rows.push({line: l, label: l.label, words: brief(value(l))});
    return rows;
  }

  /** Reads out one year, or none; the tooltip holds every line. */
  read(i) {
    this.at = i;
    const p = this.picture, rows = p && i >= 0 && this.x ? this.values(i) : [];
    this.tip.hidden = !rows.length;
    if (!p || !rows.length) {
      set(this.cross, {class: 'cross off'});
      return '';
    }
    const year = p.years[i], at = this.x(year);
    set(this.cross, {x1: at, x2: at, y1: this.m.top, y2: this.m.top + this.h, class: 'cross'});
    put(this.tip, h('b', {}, `${year}`, p.tip ? ': ' + p.tip : ''), rows.map(r => h('div', {}, svg('svg', {width: 16, height: 16, viewBox: '-8 -8 16 16'},
      r.line && r.line.style.marker !== 'none' ? svg('path', {d: outline(r.line.style.marker), class: `end ${r.line.style.colour}${r.line.style.hollow ? ' hollow' : ''}`}) : r.line ? svg('path', {d: 'M-7,0H7', class: 'line ' + r.line.style.colour, 'stroke-width': 2}) : null), h('span', {}, r.label), h('span.n', {}, r.words))));
    // Beside the year, on the side with more room, and never outside the chart.
    const wide = this.tip.offsetWidth, left = at < this.width / 2 ? at + 14 : at - 14 - wide;
    this.tip.style.setProperty('left', Math.max(0, Math.min(left, this.width - wide)) + 'px');
    return `${year}: ${rows.map(r => `${r.label} ${r.words}`).join(', ')}`;
  }

  key(e) {
    const p = this.picture;
    if (!p) return;
    const last = p.hidden ? p.years.indexOf(p.fork) : p.years.length - 1;
    const here = this.at < 0 ? (e.key === 'ArrowLeft' ? last + 1 : p.hidden ? -1 : p.years.indexOf(p.fork)) : this.at;
    const to = {ArrowLeft: here - 1, ArrowRight: here + 1, Home: 0, End: last, Escape: -1}[e.key];
    if (to === undefined) return;
    e.preventDefault();
    const words = this.read(to < 0 && e.key !== 'Escape' ? 0 : Math.min(to, last));
    if (words) speak(words, 150);
  }

  point(e) {
    const p = this.picture;
    if (!p || !this.x || (e.buttons && e.pointerType === 'mouse') || p.guessing) return;
    const box = this.svg.getBoundingClientRect();
    const px = (e.clientX - box.left) * this.width / box.width;
    const i = Math.round(this.x.invert(px)) - p.years[0];
    this.read(i >= 0 && i < p.years.length ? i : -1);
  }

  /** Drags the guess across the chart. */
  drag(e) {
    const p = this.picture;
    e.preventDefault();
    const move = ev => {
      const box = this.svg.getBoundingClientRect();
      const year = Math.round(this.x.invert((ev.clientX - box.left) * this.width / box.width));
      const i = year - p.years[0];
      const value = Math.max(0, this.y.invert((ev.clientY - box.top) * this.height / box.height));
      if (year > p.fork && i < p.years.length) this.parts.onguess(i, value);
    };
    const end = () => { removeEventListener('pointermove', move); removeEventListener('pointerup', end); };
    addEventListener('pointermove', move);
    addEventListener('pointerup', end);
    move(e);
  }
}
