// SPDX-License-Identifier: Apache-2.0
// @ts-check
// Start: one question, one screen, one black button that carries the story.
// Guess, see, doubt, try, then the Workbench.

import {h, svg, put, set, byId, speak} from './dom.js';
import {brief, plain, span, twoDigits} from './numbers.js';
import {headline, sentence, lastYear, pick, tally, conclusion, fewest, ranked, list} from './sentences.js';
import {tables, worldOf, pathOf, startPath, fileText, initialStart, steps} from './state.js';
import {styleOf, outline} from './styles.js';
import {shortCode} from './link.js';
import {LineChart} from './chart.js';
import {T} from './strings.js';

const S = T.start;
const sums = {cs: 'deaths_civilian_security', all: 'deaths_all'};
/** The six orders of three cards. */
const orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
const outlines = {
  'kinetic': ['M24 5l16 6v11c0 10-7 17-16 21C15 39 8 32 8 22V11z', 'M15 21l9-6 9 6M15 29l9-6 9 6'],
  'investment': ['M17 6L8 42M31 6l9 36M24 8v6M24 21v6M24 34v7'],
  'three-pillar': ['M24 7a10 10 0 1 0 .01 0M17 20a10 10 0 1 0 .01 0M31 20a10 10 0 1 0 .01 0'],
};
const icon = name => svg('svg.icon', {viewBox: '0 0 48 48', 'aria-hidden': 'true'}, (outlines[name] ?? []).map(d => svg('path', {d})));
/** The marker of a path. */
const mark = key => { const st = styleOf(key); return svg('svg.mark-of', {viewBox: '-8 -8 16 16', 'aria-hidden': 'true'}, svg('path', {d: outline(st.marker), class: 'end ' + st.colour})); };
const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
const quiet = words => h('span.quiet', {}, words);

export class Start {
  /**
   * @param {import('./state.js').Store} store
   * @param {{ask: (name: string, question: any) => Promise<any>, link: () => void, bench: () => void, copy: () => void}} on
   */
  constructor(store, on) {
    this.store = store;
    this.on = on;
    /** Runs by world: the paths of the cards, once the guess is locked. @type {Map<string, Record<string, any>>} */
    this.runs = new Map();
    /** Your path by world and setting. @type {Map<string, any>} */
    this.yours = new Map();
    /** @type {any} */ this.drawn = null;
    this.reveal = 1;
    this.frame = 0;
    this.chosen = '';
    const years = span(tables.fork, tables.last), {start} = store.state;
    this.title = h('h1.question-title', {tabindex: -1, id: 'question'});
    this.sub = h('p.lead');
    this.cards = orders[start.order - 1].map(i => tables.start.cards[i]).map(c => h('label.choice', {'data-path': c.name},
      h('input', {type: 'radio', name: 'pick', value: c.name, onchange: () => { this.chosen = c.name; this.show(); }}), icon(c.name),
      h('strong', {}, mark(c.name), c.plain), h('small', {}, c.text), h('span.chosen', {'aria-hidden': 'true'}, '✓ ', S.mine)));
    this.lock = h('button.go', {type: 'submit', id: 'lock-pick'});
    this.form = h('form.ask', {onsubmit: e => { e.preventDefault(); this.locked(); }}, h('fieldset', {}, h('legend.quiet', {}, S.which), h('div.choices', {}, this.cards)), h('div.dock', {}, this.lock));
    const others = tables.worlds.slice(1), worlds = [tables.worlds[0], ...others.map((_, i) => others[(i + start.order) % others.length])];
    this.worlds = worlds.map(w => {
      const got = h('span.got'), input = h('input', {type: 'radio', name: 'what-if', value: w.name, onchange: () => this.world(w.name)});
      return {name: w.name, input, got, element: h('label.what-if', {}, input, h('span', {'data-words': w.plain + '?'}, w.plain + '?'), got)};
    });
    this.worldBox = h('fieldset.what-ifs', {}, h('legend', {}, S.whatIf), h('div.what-if-row', {}, this.worlds.map(w => w.element)));
    this.dials = tables.start.levers.map((d, i) => {
      const id = 'dial-' + d.name, words = h('output', {id: id + '-words', for: id});
      const input = h('input', {type: 'range', id, min: 0, max: d.steps.length - 1, step: 1, oninput: () => this.turn(i, +input.value)});
      return {...d, input, words, element: h('div.dial', {}, h('div.dial-top', {}, h('label', {for: id}, d.plain), words), input)};
    });
    this.dialBox = h('div.dials', {role: 'group', 'aria-label': S.levers}, this.dials.map(d => d.element));
    this.caption = h('b'), this.dots = h('span');
    this.chart = new LineChart({head: h('span')});
    this.chart.element.classList.add('start-chart');
    put(this.chart.element.firstChild, this.caption, this.dots);
    const onOff = this.onOff = h('em');
    this.switch = h('button.switch', {type: 'button', role: 'switch', id: 'militants', onclick: () => this.flip()}, h('i', {'aria-hidden': 'true'}), h('span', {}, S.militants), onOff);
    this.rows = [...tables.start.cards.map(c => [c.name, c.plain]), ['you', S.you]].map(([key, name]) => {
      const value = h('b'), other = h('span.other'), bar = h('i.bar'), mine = h('span.mine', {}, S.mine);
      return {key, name, value, other, bar, mine, element: h('li.total', {}, h('div.top', {}, mark(key), h('span', {}, name), mine, value), h('div.low', {}, h('div.track-of', {}, bar), other))};
    });
    this.rowBox = h('ul.totals', {}, this.rows.map(r => r.element));
    this.who = h('span');
    this.counter = h('p.counter');
    this.next = h('button.go', {type: 'button', id: 'next', onclick: () => this.go()});
    this.side = h('div.side', {}, this.switch, h('div.panel-of', {}, h('h2', {}, S.total(tables.last - tables.fork + 1)), this.who, this.rowBox), this.counter, h('div.dock', {}, this.next));
    this.table = h('div.table-wrap', {tabindex: 0, role: 'region', 'aria-label': S.tableLabel});
    this.about = h('details.about', {}, h('summary', {}, S.about), h('p', {}, S.explain), this.table);
    this.handIn = h('p.hand-in');
    this.benchBelow = h('button.bench-below', {type: 'button', onclick: () => on.bench()}, S.bench);
    this.element = h('section.start', {'aria-labelledby': 'question'}, h('div.head', {}, this.title, this.sub), this.form, this.worldBox, this.dialBox, this.chart.element, this.side, h('div.foot', {}, this.about, this.handIn, this.benchBelow));
    this.steps = steps.map((name, i) => h('li', {}, h('button', {type: 'button', 'data-step': name, onclick: () => this.back(name)}, `${i + 1} ${S.steps[name]}`)));
    this.stepList = h('ol.steps', {'aria-label': S.stepsLabel}, this.steps);
    this.years = years;
  }

  get s() { return this.store.state.start; }

  /** Years of a count, from the first year of the paths. */
  series(run, count) { return run.years[sums[count]].slice(tables.fork - tables.first); }

  /** What each path comes to. @returns {import('./sentences.js').Total[]|null} */
  totals(world, count, you = false) {
    const runs = this.runs.get(world);
    if (!runs) return null;
    const of = (key, name, run) => ({key, name, total: run.outcomes[sums[count]], last: run.years[sums[count]].at(-1)});
    const all = tables.start.cards.map(c => of(c.name, c.plain, runs[c.name]));
    const mine = you && this.mine(world);
    return mine ? [...all, of('you', S.you, mine)] : all;
  }

  mine(world) { return this.yours.get(world + '.' + this.s.you) ?? (world === this.lastWorld ? this.lastYou : null); }

  /** The path of the three levers. */
  path() { return startPath(this.s.you, T.you.label, T.you.doc); }

  /** Asks the model for what is shown; nothing before the guess is locked. */
  async ask() {
    const {s} = this;
    if (s.at === 'ask') return;
    for (const world of [s.world, ...this.worlds.map(w => w.name)]) {
      if (this.runs.has(world)) continue;
      const given = await this.on.ask('start-' + world, {ask: 'run', world: {name: world}, paths: tables.start.cards.map(c => ({name: c.name}))});
      if (!given) continue;
      this.runs.set(world, Object.fromEntries(given.runs.map(r => [r.name, r])));
      if (world === this.s.world || this.s.seen.includes(world)) this.show(true);
    }
  }

  async askYours() {
    const {s} = this, world = s.world, key = world + '.' + s.you;
    if (s.at !== 'try' || this.yours.has(key)) return;
    const path = this.path(), given = await this.on.ask('start-you', {ask: 'run', world: {name: world}, paths: [{name: path.name, text: fileText(path)}]});
    if (!given) return;
    this.yours.set(key, given.runs[0]);
    this.lastYou = given.runs[0];
    this.lastWorld = world;
    this.show(true);
  }

  // ---- acts

  locked() {
    const {s} = this;
    if (!s.pick) s.pick = this.chosen;
    if (!s.pick) return;
    s.at = 'see';
    s.count = 'cs';
    this.drawn = null;
    this.unrolling = !still();
    this.arrive(() => this.words());
  }

  /** Shows a step, with the focus on its title. @param {() => string} words what is said of it, once its numbers are there */
  arrive(words) {
    this.saying = words;
    this.show();
    scrollTo(0, 0);
    this.title.focus({preventScroll: true});
  }

  words() { return this.title.textContent + '. ' + this.sub.textContent; }

  flip() {
    const {s} = this;
    s.count = s.count === 'cs' ? 'all' : 'cs';
    s.both = true;
    this.saying = () => S.scale[s.count](plain(this.top(s.count))) + this.words();
    this.show(true);
  }

  world(name) {
    const {s} = this;
    s.world = name;
    if (!s.seen.includes(name)) s.seen.push(name);
    this.saying = () => this.words() + (s.at === 'doubt' ? ' ' + this.counter.textContent : '');
    this.show(true);
  }

  /** The black button. */
  go() {
    const {s} = this;
    if (s.at === 'see') {
      if (!s.both) { this.flip(); return; }
      s.at = 'doubt';
      this.arrive(() => S.whatIfOpen(tables.worlds.length) + ' ' + this.words() + ' ' + this.counter.textContent);
    } else if (s.at === 'doubt') {
      const next = this.worlds.find(w => !s.seen.includes(w.name));
      if (next) { this.world(next.name); return; }
      s.at = 'try';
      s.world = 'central';
      this.arrive(() => this.words());
    } else this.on.bench();
  }

  /** Goes back to a step; to the guess only where it is the pupil's own to change. */
  back(name) {
    const {s} = this;
    if (name === s.at) return;
    if (name === 'ask') {
      if (s.teacher) return;
      Object.assign(s, initialStart(s.order));
      this.chosen = '';
    }
    s.at = name;
    if (name === 'see') s.world = 'central';
    this.arrive(() => this.words());
  }

  turn(i, value) {
    const {s} = this, dial = this.dials[i];
    s.you = s.you.slice(0, i) + value + s.you.slice(i + 1);
    this.saying = () => S.moved(dial.plain, dial.steps[value].words) + ' ' + this.yoursWords().replace(/^./, c => c.toUpperCase());
    this.show(true);
  }

  yoursWords() {
    const [cs, all] = ['cs', 'all'].map(count => this.totals(this.s.world, count, true)?.find(t => t.key === 'you')?.total);
    return cs === undefined ? '' : S.yours(brief(cs), brief(all));
  }

  // ---- what is shown

  top(count) {
    const most = tables.start.most[sums[count]].year, grain = most > 6000 ? 1000 : 500;
    return Math.ceil(most / grain) * grain;
  }

  show(moving = false) {
    const {s} = this, {at, count} = s, asking = at === 'ask', c = at === 'try' ? 'try' : count;
    this.element.dataset.at = at;
    const totals = asking ? null : this.totals(s.world, count, at === 'try'), ready = totals && (at !== 'try' || this.yours.has(s.world + '.' + s.you)); // the numbers of the setting before are shown meanwhile, but not spoken
    this.steps.forEach((li, i) => {
      const name = steps[i], reached = i <= this.reach(), button = li.firstChild;
      set(li, {class: i < steps.indexOf(at) ? 'done' : null});
      set(button, {'aria-current': name === at ? 'step' : null});
      button.disabled = name !== at && (!reached || (name === 'ask' && s.teacher));
    });
    for (const [element, on] of [[this.form, asking], [this.side, !asking], [this.worldBox, at === 'doubt' || at === 'try'], [this.dialBox, at === 'try'], [this.counter, at === 'doubt'], [this.handIn, at === 'try'], [this.benchBelow, !(s.teacher && at !== 'try')]]) element.hidden = !on;
    if (asking) this.showQuestion();
    else if (totals) this.showFinding(totals, at, count);
    else { this.title.textContent = S.starting; this.sub.textContent = ''; }
    this.caption.textContent = S.caption[count];
    this.dots.textContent = S.dots[count];
    set(this.switch, {'aria-checked': String(count === 'all')});
    this.onOff.textContent = count === 'all' ? S.on : S.off;
    this.who.textContent = S.who[count](this.years);
    if (totals) this.showTotals(totals, count);
    for (const w of this.worlds) {
      w.input.checked = w.name === s.world;
      const found = s.seen.includes(w.name) ? this.totals(w.name, count) : null;
      put(w.got, found ? [fewest(found).map(t => mark(t.key)), quiet(' ' + S.fewest(list(fewest(found).map(t => t.name))))] : ['?', quiet(' ' + S.unseen)]);
    }
    for (const [i, d] of this.dials.entries()) {
      const words = d.steps[+s.you[i]].words;
      d.input.value = s.you[i];
      set(d.input, {'aria-valuetext': words});
      d.words.textContent = words;
    }
    put(this.handIn, S.handIn, h('b', {}, shortCode(s)));
    const left = this.worlds.filter(w => !s.seen.includes(w.name)).length;
    this.next.textContent = at === 'see' ? (s.both ? S.next.doubt : S.next.count) : at === 'doubt' ? (left ? S.next.world(left) : S.next.try) : S.next.bench;
    this.showTable(totals, count);
    this.draw(moving);
    this.on.link();
    if (this.saying && (ready || asking)) {
      const words = this.saying;
      this.saying = null;
      speak(words(), c === 'try' ? 300 : 60);
    }
    this.ask();
    this.askYours();
  }

  /** The furthest step there is a way to. */
  reach() {
    const {s} = this;
    if (!s.pick) return 0;
    if (!s.both) return Math.max(1, steps.indexOf(s.at));
    return this.worlds.every(w => s.seen.includes(w.name)) ? 3 : Math.max(2, steps.indexOf(s.at));
  }

  showQuestion() {
    const {s} = this;
    this.title.textContent = S.question;
    this.sub.textContent = S.sub;
    for (const card of this.cards) {
      const input = card.querySelector('input');
      input.checked = input.value === (s.pick || this.chosen);
      input.disabled = !!s.pick && s.teacher;
    }
    this.lock.disabled = !this.chosen && !s.pick;
    this.lock.textContent = this.chosen || s.pick ? S.lock : S.pickFirst;
  }

  showFinding(totals, at, count) {
    const {s} = this, three = totals.filter(t => t.key !== 'you'), if_ = S.if(worldOf(s.world).plain);
    if (at === 'try') {
      this.title.textContent = S.try;
      this.sub.textContent = `${if_}, ${this.yoursWords() ? this.yoursWords() + S.reminder : '…'}`;
      return;
    }
    this.title.textContent = headline(three, count);
    this.sub.textContent = `${at === 'doubt' ? if_ : S.counted[count]}: ${sentence(three)}${lastYear(three, tables.last)}` + (at === 'see' ? ' ' + pick(three, s.pick) : '');
    if (at === 'doubt') {
      const worlds = this.worlds.filter(w => s.seen.includes(w.name) && this.runs.has(w.name)).map(w => ({cs: this.totals(w.name, 'cs'), all: this.totals(w.name, 'all')}));
      const whole = worlds.length === this.worlds.length;
      put(this.counter, tally(worlds, s.pick, this.worlds.length).map(part => typeof part === 'string' ? part : h('b', {}, part.b)), whole ? h('b', {}, ' ' + conclusion(worlds)) : null);
    }
  }

  showTotals(totals, count) {
    const {s} = this, order = ranked(totals), other = count === 'cs' ? 'all' : 'cs', others = this.totals(s.world, other, true);
    const most = tables.start.most[sums[count]].total;
    this.rowBox.style.setProperty('--rows', String(order.length));
    this.rowBox.classList.toggle('both', s.both);
    for (const r of this.rows) {
      const i = order.findIndex(t => t.key === r.key);
      r.element.hidden = i < 0;
      if (i < 0) continue;
      r.element.style.setProperty('--place', String(i));
      r.value.textContent = plain(order[i].total);
      r.bar.setAttribute('class', 'bar ' + styleOf(r.key).colour);
      r.bar.style.setProperty('--w', String(Math.min(1, order[i].total / most)));
      r.mine.hidden = r.key !== s.pick;
      r.other.hidden = !s.both;
      r.other.textContent = S.other[count](brief(others.find(t => t.key === r.key).total));
    }
    // In the order shown, for whoever hears the list; moved without ending a slide under way.
    for (const t of order) {
      const {element} = this.rows.find(r => r.key === t.key), last = this.rowBox.lastChild;
      if (element !== last) { if (this.rowBox.moveBefore && this.rowBox.isConnected) this.rowBox.moveBefore(element, null); else this.rowBox.append(element); }
    }
  }

  showTable(totals, count) {
    if (!totals) { put(this.table, h('p', {}, S.after)); return; }
    const {s} = this, runs = totals.map(t => t.key === 'you' ? this.mine(s.world) : this.runs.get(s.world)?.[t.key]);
    put(this.table, h('table', {}, h('caption.quiet', {}, `${S.table}. ${T.label}`), h('thead', {}, h('tr', {}, h('th', {scope: 'col'}, S.year), totals.map(t => h('th', {scope: 'col'}, t.name)))),
      h('tbody', {}, this.series(runs[0], count).map((_, i) => h('tr', {}, h('th', {scope: 'row'}, String(tables.fork + i)), runs.map(r => h('td', {}, brief(this.series(r, count)[i]))))))));
  }

  // ---- the chart

  /** What the chart is to come to: every number it draws. */
  wanted() {
    const {s} = this, {at, count} = s, runs = this.runs.get(s.world), mine = at === 'try' ? this.mine(s.world) : null;
    const line = run => run.years[sums[count]];
    const lines = {};
    if (runs) for (const c of tables.start.cards) lines[c.name] = line(runs[c.name]);
    if (mine) lines.you = line(mine);
    return {top: this.top(count), history: (runs ? line(runs[tables.start.cards[0].name]) : tables.history[sums[count]]).slice(0, tables.fork - tables.first), lines};
  }

  draw(moving) {
    cancelAnimationFrame(this.frame);
    if (this.s.at === 'ask') { this.drawn = null; this.picture({top: this.top('cs'), history: null, lines: {}}, 1); return; }
    const goal = this.wanted(), from = this.drawn;
    if (!Object.keys(goal.lines).length) { this.picture(goal, 1); return; }
    if (this.unrolling) { this.unrolling = false; this.drawn = goal; this.animate(2000, t => this.picture(goal, t)); return; }
    if (!moving || !from || still()) { this.drawn = goal; this.picture(goal, 1); return; }
    const between = (a, b, t) => a === undefined ? b : b.map((v, i) => a[i] + (v - a[i]) * t);
    this.animate(700, t => {
      const e = t < .5 ? 2 * t * t : 1 - 2 * (1 - t) ** 2;
      this.drawn = t < 1 ? {top: from.top + (goal.top - from.top) * e, history: between(from.history ?? undefined, goal.history, e), lines: Object.fromEntries(Object.entries(goal.lines).map(([k, v]) => [k, between(from.lines[k], v, e)]))} : goal;
      this.picture(this.drawn, 1);
    });
  }

  animate(time, step) {
    const begun = performance.now();
    const turn = now => {
      const t = Math.max(0, Math.min(1, (now - begun) / time));
      step(t);
      if (t < 1) this.frame = requestAnimationFrame(turn);
    };
    turn(begun);
  }

  picture({top, history, lines}, reveal) {
    const {s} = this, {at, count} = s, asking = at === 'ask', recorded = count === 'cs' ? (tables.recorded[sums.cs] ?? []).map(r => ({...r, whole: true})) : []; // the caption says where they were counted
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize), fork = tables.fork - tables.first - 1;
    const named = key => key === 'you' ? S.you : pathOf(key).plain;
    this.chart.show({
      title: S.caption[count], sub: '', unit: 'death', scale: 1, years: Array.from({length: tables.last - tables.first + 1}, (_, i) => tables.first + i), fork: tables.fork - 1,
      font: rem, extent: [0, top], reveal, before: recorded.length ? S.before : '', tip: S.table.toLowerCase(), margin: rem * 1.1, recorded, hidden: false,
      question: asking ? S.future(tables.fork, tables.last) : '', history: history ? [...history, ...Array(tables.last - tables.fork + 1).fill(NaN)] : null,
      lines: Object.entries(lines).map(([key, values]) => ({key, label: named(key), from: fork, values, style: {...styleOf(key), width: key === 'you' ? 4 : at === 'try' ? 2 : key === s.pick ? 3.6 : 2.5}})),
    });
  }
}
