// SPDX-License-Identifier: Apache-2.0
// @ts-check
// Files: charts as pictures with their label inside, numbers as CSV, paths as YAML.

import {h, svg} from './dom.js';
import {tables, outcomeOf} from './state.js';
import {T} from './strings.js';

/** What a picture needs to look the same outside the page. */
const properties = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linecap', 'stroke-linejoin', 'stroke-opacity', 'fill-opacity', 'opacity', 'font-size', 'font-weight', 'font-style', 'text-anchor', 'paint-order', 'display'];

/** Offers a file for saving. */
export function save(name, blob) {
  const a = h('a', {href: URL.createObjectURL(blob), download: name});
  document.body.append(a);
  a.click();
  a.remove();
  setTimeout(() => URL.revokeObjectURL(a.href), 1000);
}

/** A chart as the text of an SVG file, with title, label and source, in light colours. */
export function pictureFile(source, title, sub, foot) {
  const {theme} = document.documentElement.dataset;
  document.documentElement.dataset.theme = 'light';
  const width = source.clientWidth || +source.getAttribute('width'), height = source.clientHeight || +source.getAttribute('height');
  const inside = source.cloneNode(true);
  const from = [source, ...source.querySelectorAll('*')], to = [inside, ...inside.querySelectorAll('*')];
  from.forEach((e, i) => {
    const style = getComputedStyle(e);
    for (const a of ['class', 'tabindex', 'style']) to[i].removeAttribute(a);
    if (style.display === 'none') { to[i].setAttribute('display', 'none'); return; }
    for (const p of properties) {
      const v = style.getPropertyValue(p);
      if (v && v !== 'normal' && p !== 'display') to[i].setAttribute(p, v);
    }
  });
  if (theme) document.documentElement.dataset.theme = theme; else delete document.documentElement.dataset.theme;
  inside.setAttribute('x', '16');
  inside.setAttribute('y', '74');
  inside.setAttribute('width', String(width));
  inside.setAttribute('height', String(height));
  const wide = Math.max(width + 32, 560), badge = T.label;
  const whole = svg('svg', {xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${wide} ${height + 132}`, width: wide, height: height + 132, 'font-family': 'Liberation Sans, Arial, Helvetica, sans-serif', role: 'img'},
    svg('title', {}, title + '. ' + badge), svg('rect', {width: '100%', height: '100%', fill: '#fff'}),
    svg('text', {x: 16, y: 28, 'font-size': 18, 'font-weight': 700, fill: '#1a1a1a'}, title),
    svg('text', {x: 16, y: 50, 'font-size': 13, fill: '#595959'}, sub),
    inside,
    svg('rect', {x: 16, y: height + 82, width: 232, height: 22, rx: 4, fill: '#fff4d6', stroke: '#8a5a00', 'stroke-width': 1.5}),
    svg('text', {x: 26, y: height + 97, 'font-size': 13, 'font-weight': 700, fill: '#6b4500'}, badge),
    svg('text', {x: 16, y: height + 122, 'font-size': 11, fill: '#595959'}, foot));
  return new XMLSerializer().serializeToString(whole);
}

/** Saves an SVG text as a PNG of twice the size. */
export function savePNG(name, text) {
  const image = new Image();
  image.onload = () => {
    const canvas = h('canvas', {width: image.width * 2, height: image.height * 2});
    const to = canvas.getContext('2d');
    to.scale(2, 2);
    to.drawImage(image, 0, 0);
    canvas.toBlob(blob => save(name, blob));
  };
  image.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(text);
}

/** A field of a CSV file. */
const field = v => /[",\n]/.test(String(v)) ? '"' + String(v).replace(/"/g, '""') + '"' : String(v);

/** Every year and outcome of the runs shown, tidy and in full precision. */
export function csv(runs, world) {
  const lines = ['path,world,year,variable,value,unit,label'];
  for (const r of runs) {
    for (const o of tables.outcomes) {
      r.years[o.name].forEach((v, i) => lines.push([r.key === 'you' ? 'your-path' : r.key, world, tables.first + i, o.name, v, outcomeOf(o.name).unit, T.label].map(field).join(',')));
    }
  }
  return lines.join('\n') + '\n';
}
