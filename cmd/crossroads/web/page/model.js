// SPDX-License-Identifier: Apache-2.0
// @ts-check
// Asking the model: one worker for runs that must follow a moving hand, one for
// draws and sweeps that take longer.

import {byId} from './dom.js';

/** A worker that answers one question at a time; of those waiting under one name only the newest is asked. */
export class Line {
  constructor() {
    const source = byId('worker').textContent;
    this.worker = new Worker(URL.createObjectURL(new Blob([source], {type: 'text/javascript'})));
    this.count = 0;
    /** @type {Map<string, {question: any, resolve: (v: any) => void, reject: (e: any) => void}>} */
    this.waiting = new Map();
    /** @type {any} */ this.asked = null;
    /** How many questions were under way at once at most: a test reads it. */
    this.flights = 0;
    this.ready = new Promise((resolve, reject) => {
      this.worker.onmessage = ({data}) => {
        if (data.ready) { this.isReady = true; resolve(data.module); this.next(); return; }
        if (data.number === undefined) { reject(new Error(data.fault)); return; }
        this.answered(data);
      };
      this.worker.onerror = e => reject(new Error(e.message));
    });
    this.isReady = false;
  }

  /** Hands the worker the packed model or, once another has it, the compiled one. */
  start(model) { this.worker.postMessage(model); return this.ready; }

  /**
   * Asks a question. A question still waiting under the same name is dropped:
   * its promise resolves to null.
   * @param {string} name
   * @param {any} question
   * @returns {Promise<any>}
   */
  ask(name, question) {
    this.waiting.get(name)?.resolve(null);
    return new Promise((resolve, reject) => {
      this.waiting.delete(name);
      this.waiting.set(name, {question, resolve, reject});
      this.next();
    });
  }

  next() {
    if (this.asked || !this.isReady) return;
    const [first] = this.waiting;
    if (!first) return;
    this.waiting.delete(first[0]);
    this.asked = first[1];
    this.asked.number = ++this.count;
    this.flights = Math.max(this.flights, 1);
    this.worker.postMessage({number: this.count, text: JSON.stringify(this.asked.question)});
  }

  answered({number, text, fault}) {
    const asked = this.asked;
    if (!asked || asked.number !== number) return;
    this.asked = null;
    if (fault) asked.reject(new Error(fault));
    else {
      const answer = JSON.parse(text);
      if (answer.error !== undefined) asked.reject(Object.assign(new Error(answer.error), {mistakes: answer.mistakes}));
      else asked.resolve(answer);
    }
    this.next();
  }
}
