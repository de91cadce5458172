// SPDX-License-Identifier: Apache-2.0
// @ts-check
// How each path is drawn: colour, dash and marker together say which it is.

/** @typedef {{colour: string, dash: string, width: number, marker: string, hollow?: boolean, tint?: string}} Style */

/** Slots in their fixed order; a variant takes the slot of the path it varies, with a hollow marker. */
const slots = {
  'current-course': {colour: 'p1', dash: '2 4', width: 2.5, marker: 'circle'},
  'kinetic': {colour: 'p2', dash: '', width: 2.5, marker: 'square'},
  'investment': {colour: 'p3', dash: '14 5', width: 2.5, marker: 'up'},
  'three-pillar': {colour: 'p4', dash: '6 4', width: 2.5, marker: 'diamond'},
  'intervention': {colour: 'p5', dash: '12 4 2 4', width: 2.5, marker: 'down'},
};
const variants = {
  'kinetic-precise': 'kinetic',
  'investment-stalled': 'investment',
  'three-pillar-2029': 'three-pillar',
  'three-pillar-2025': 'three-pillar',
  'nobody-acts': 'current-course',
};

/** @param {string} name @returns {Style} */
export function styleOf(name) {
  if (name === 'you') return {colour: 'you', dash: '', width: 3.5, marker: 'star'};
  if (name.startsWith('pin')) return {colour: 'you', dash: ['1 3', '9 3', '4 2'][+name.slice(3) % 3], width: 1.6, marker: ['circle', 'square', 'diamond'][+name.slice(3) % 3], hollow: true};
  if (slots[name]) return slots[name];
  return {...slots[variants[name] ?? 'current-course'], width: 2, hollow: true};
}

/** Outlines of the markers around (0, 0), about 9 px across. */
const outlines = {
  circle: 'M-4.5,0A4.5,4.5 0 1 0 4.5,0A4.5,4.5 0 1 0 -4.5,0Z',
  square: 'M-4.2,-4.2H4.2V4.2H-4.2Z',
  up: 'M0,-5.4L5.2,4.2H-5.2Z',
  down: 'M0,5.4L5.2,-4.2H-5.2Z',
  diamond: 'M0,-5.8L5.2,0L0,5.8L-5.2,0Z',
  star: 'M0,-7L1.8,-2.3L6.7,-2.2L2.9,0.9L4.1,5.7L0,3L-4.1,5.7L-2.9,0.9L-6.7,-2.2L-1.8,-2.3Z',
};
/** @param {string} marker */
export const outline = marker => outlines[marker];
