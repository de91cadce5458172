// SPDX-License-Identifier: Apache-2.0
// @ts-check
// Building and updating elements.

const svgSpace = 'http://www.w3.org/2000/svg';

/**
 * Makes an element: `h('p.note', {id: 'x', onclick: f}, 'text', child)`.
 * Text is always set as text, so nothing a user typed can become markup.
 * @param {string} tag name and classes
 * @param {Record<string, any>} [attributes] `on…` adds a listener, `style` sets custom properties
 * @param {...any} children elements, texts, lists of them; null and false are left out
 * @returns {any}
 */
export function h(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split('.');
  const element = document.createElement(name || 'div');
  return dress(element, classes, attributes, children);
}

/**
 * Makes an SVG element, in the manner of h.
 * @param {string} tag
 * @param {Record<string, any>} [attributes]
 * @param {...any} children
 * @returns {any}
 */
export function svg(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split('.');
  return dress(document.createElementNS(svgSpace, name), classes, attributes, children);
}

function dress(element, classes, attributes, children) {
  if (classes.length) element.setAttribute('class', classes.join(' '));
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (key === 'style') for (const [p, v] of Object.entries(value)) element.style.setProperty(p, v);
    else if (key === 'value' || key === 'checked' || key === 'selected' || key === 'disabled') element[key] = value;
    else element.setAttribute(key, value === true ? '' : value);
  }
  fill(element, children);
  return element;
}

/** Appends children to an element. */
function fill(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : String(child));
  }
}

/**
 * Replaces what an element holds.
 * @param {any} element
 * @param {...any} children
 */
export function put(element, ...children) {
  element.replaceChildren();
  fill(element, children);
}

/**
 * Sets attributes that changed.
 * @param {any} element
 * @param {Record<string, any>} attributes
 */
export function set(element, attributes) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) element.removeAttribute(key);
    else if (element.getAttribute(key) !== String(value)) element.setAttribute(key, value === true ? '' : value);
  }
}

/** @param {string} id @returns {any} */
export const byId = id => document.getElementById(id);

/** A select with options `[value, text]`, one of them chosen. */
export function choice(attributes, options, chosen) {
  return h('select', attributes, options.map(([value, text, more]) =>
    h('option', {value, selected: value === chosen, ...more}, text)));
}

/** Speaks a sentence through the one live region, once things have settled. */
export const speak = (() => {
  let timer = 0;
  return (/** @type {string} */ sentence, wait = 400) => {
    clearTimeout(timer);
    timer = window.setTimeout(() => { byId('live').textContent = sentence; }, wait);
  };
})();
