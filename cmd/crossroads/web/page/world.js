// SPDX-License-Identifier: Apache-2.0
// @ts-check
// The other left panel: how the world works. Nobody sets these; changing one
// changes every path.

import {h, put, set, speak} from './dom.js';
import {plain} from './numbers.js';
import {tables, worldOf, changedAssumptions} from './state.js';
import {Setting, evidenceList} from './panel.js';
import {T} from './strings.js';

/** A step that lands on the central value and is fine enough: a hundredth of the range, made round. */
function grain(row) {
  const rough = (row.high - row.low) / 100, power = 10 ** Math.floor(Math.log10(rough));
  const times = [5, 2, 1].find(t => t * power <= rough * 1.0001) ?? 1;
  return times * power;
}

/** What a world and its changes give a parameter. */
export const assumed = (world, row) => world.set[row.name] ?? worldOf(world.name).set[row.name] ?? row.central;

class AssumptionRow {
  constructor(store, row) {
    this.store = store;
    this.row = {...row, grain: grain(row)};
    const id = 'assume-' + row.name;
    this.setting = new Setting(this.row, row.label, {
      move: v => store.move(s => { this.put(s.world, v); }),
      commit: () => store.commit(), say: store.say,
      words: v => T.world.valueText(plain(v), row.unit === '1' ? '' : row.unit, plain(row.central)),
    });
    this.more = h('div.lever-more', {id, hidden: true}, h('p', {}, row.formal === row.label ? '' : h('b', {}, row.formal + '. '), row.doc),
      h('p', {}, T.world.range(plain(row.low), plain(row.documented), plain(row.central), plain(row.high), row.unit === '1' ? T.lever.pure : row.unit)),
      h('p', {}, T.world.source(row.source, T.world.confidence[row.confidence] ?? row.confidence)), row.because ? h('p', {}, row.because) : null, evidenceList(row));
    this.disclose = h('button.disclose', {type: 'button', 'aria-expanded': 'false', 'aria-controls': id, onclick: () => {
      this.more.hidden = !this.more.hidden;
      set(this.disclose, {'aria-expanded': String(!this.more.hidden)});
    }}, row.label);
    this.resetButton = h('button.reset', {type: 'button', 'aria-label': T.lever.resetLabel(row.label), title: T.world.resetTitle,
      onclick: () => store.commit(s => { delete s.world.set[row.name]; })}, '↺');
    this.element = h('li.lever', {'data-parameter': row.name}, h('div.lever-top', {}, this.disclose, h('span.words', {}, row.unit === '1' ? '' : row.unit), this.resetButton),
      h('div.lever-bottom', {}, this.setting.track, this.setting.number), this.more);
    this.text = (row.label + ' ' + row.formal + ' ' + row.name + ' ' + row.doc).toLowerCase();
  }

  put(world, v) {
    const own = worldOf(world.name).set[this.row.name] ?? this.row.central;
    if (v === own) delete world.set[this.row.name];
    else world.set[this.row.name] = v;
  }

  show() {
    const {world} = this.store.state;
    const changed = world.set[this.row.name] !== undefined;
    this.setting.show(assumed(world, this.row), worldOf(world.name).set[this.row.name] ?? this.row.central, this.row.central);
    this.resetButton.hidden = !changed;
    this.element.classList.toggle('moved', changed || worldOf(world.name).set[this.row.name] !== undefined);
  }
}

export class WorldPanel {
  constructor(store) {
    this.store = store;
    this.worlds = tables.worlds.map(w => {
      const input = h('input', {type: 'radio', name: 'world', value: w.name, onchange: () => this.choose(w.name)});
      return {name: w.name, input, element: h('label.world-row', {}, input, h('span', {}, h('b', {}, w.label), h('small', {}, w.formal === w.label ? '' : w.formal + '. ', w.doc)))};
    });
    this.rows = tables.parameters.filter(p => p.kind !== 'constant').map(p => new AssumptionRow(store, p));
    this.search = h('input.search', {type: 'search', placeholder: T.world.search, 'aria-label': T.world.search, oninput: () => this.filter()});
    this.list = h('ul.levers', {}, this.rows.map(r => r.element));
    this.count = h('p.count', {});
    this.resetAll = h('button.small', {type: 'button', onclick: () => this.store.commit(s => { s.world.set = {}; })}, T.world.resetAll);
    this.element = h('div.panel-body', {}, h('p.intro', {}, T.world.intro),
      h('fieldset.worlds', {}, h('legend', {}, T.world.legend), this.worlds.map(w => w.element)),
      h('div.from', {}, h('h2', {}, T.world.single), this.resetAll), this.search, this.count, this.list);
  }

  choose(name) {
    this.store.commit(s => { s.world = {name, set: {}}; });
    speak(T.world.chosen(worldOf(name).label));
  }

  filter() {
    const wanted = this.search.value.trim().toLowerCase();
    let n = 0;
    for (const r of this.rows) {
      r.element.hidden = !!wanted && !r.text.includes(wanted);
      if (!r.element.hidden) n++;
    }
    this.count.textContent = wanted ? T.world.found(n) : '';
  }

  show() {
    const {world} = this.store.state;
    for (const w of this.worlds) w.input.checked = w.name === world.name;
    this.resetAll.disabled = !changedAssumptions(world);
    for (const r of this.rows) r.show();
  }
}
