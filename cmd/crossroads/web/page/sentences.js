// SPDX-License-Identifier: Apache-2.0
// @ts-check
// The sentences of Start, made from the numbers it shows: every number is rounded
// to two digits first, and order, ties and differences are those of the rounded
// numbers.

import {plain, twoDigits} from './numbers.js';
import {T} from './strings.js';

/** @typedef {{key: string, name: string, total: number, last: number}} Total what a path comes to: killed in all years, and in the last */

/** Within this factor of the fewest, numbers are about the same. */
const tie = 1.05;

/** `a`, `a and b`, `a, b and c`. */
export const list = words => words.length < 2 ? words.join('') : words.slice(0, -1).join(', ') + T.start.and + words.at(-1);

const capital = words => words.slice(0, 1).toUpperCase() + words.slice(1);

/** Rounded and in order, the fewest first. @param {Total[]} totals */
export const ranked = totals => totals.map(t => ({...t, total: twoDigits(t.total)})).sort((a, b) => a.total - b.total);

/** Names in the middle of a sentence begin small. */
const small = name => name.slice(0, 1).toLowerCase() + name.slice(1);

/** The paths with the fewest: the lowest and those about the same. @param {Total[]} totals */
export function fewest(totals) {
  const order = ranked(totals);
  return order.filter(t => t.total <= order[0].total * tie);
}

/** What is found, in about ten words. @param {Total[]} totals @param {'cs'|'all'} count */
export function headline(totals, count) {
  const names = fewest(totals).map(t => small(t.name));
  if (names.length === totals.length) return T.start.title.all[count];
  return names.length > 1 ? T.start.title.some[count](capital(list(names))) : T.start.title.one[count](capital(names[0]));
}

/** Every total, the fewest first; those within 5% of one another say so. @param {Total[]} totals */
export function sentence(totals) {
  const groups = [];
  for (const t of ranked(totals)) {
    const group = groups.at(-1);
    if (group && t.total <= group[0].total * tie) group.push(t); else groups.push([t]);
  }
  return groups.map(g => list(g.map(t => T.start.with(plain(t.total), small(t.name)))) + (g.length > 1 ? T.start.same : '')).join('; ') + '.';
}

/** Says so where another path has the fewest in the last year than in all of them. @param {Total[]} totals */
export function lastYear(totals, year) {
  const end = [...totals].sort((a, b) => a.last - b.last)[0];
  return fewest(totals).some(t => t.key === end.key) ? '' : T.start.lastYear(year, small(end.name));
}

/** What became of the pick. @param {Total[]} totals */
export function pick(totals, key) {
  const first = fewest(totals), order = ranked(totals), mine = order.find(t => t.key === key), name = small(mine.name);
  if (first.some(t => t.key === key)) return first.length > 1 ? T.start.pick.among(name) : T.start.pick.first(name);
  return T.start.pick.more(name, plain(mine.total - order[0].total));
}

/** In how many of the worlds seen the pick has the fewest, by both counts. @param {{cs: Total[], all: Total[]}[]} worlds */
export function tally(worlds, key, all) {
  const of = count => worlds.filter(w => fewest(w[count]).some(t => t.key === key)).length;
  const name = small(worlds[0].cs.find(t => t.key === key).name);
  return T.start.tally(name, of('cs'), of('all'), worlds.length, worlds.length === all);
}

/** What all worlds together show. @param {{cs: Total[], all: Total[]}[]} worlds */
export function conclusion(worlds) {
  const always = count => worlds[0][count].filter(t => worlds.every(w => fewest(w[count]).some(f => f.key === t.key)));
  const both = always('cs').filter(t => always('all').some(a => a.key === t.key));
  return both.length ? T.start.always(small(both[0].name), worlds.length) : T.start.depends(worlds.length);
}
