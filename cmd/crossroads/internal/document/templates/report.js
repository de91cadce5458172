// SPDX-License-Identifier: Apache-2.0
"use strict";
// The page is whole without this script. With it: a chart that answers to
// pointer and arrow keys, paths on and off, and buttons that copy.
(() => {
  const data = JSON.parse(document.getElementById("chart").textContent);
  const box = document.getElementById("explore");
  const height = 430, left = 66, right = 14, top = 14, bottom = 34;
  let width = 920; // that of the page, so that words keep their size on a small screen
  const years = data.paths[0].values[0].length;
  const last = data.first + years - 1;
  const state = { outcome: 0, year: null, bands: false, shown: new Set(data.paths.filter(p => p.shown).map(p => p.name)) };

  const make = (name, attributes = {}, text = "") => {
    const e = document.createElement(name);
    for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, v);
    e.textContent = text;
    return e;
  };
  const draw = (name, attributes = {}, text = "") => {
    const e = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, v);
    e.textContent = text;
    return e;
  };

  // Two significant digits, thin spaces, a true minus; an index has two decimals.
  const words = (v, unit) => {
    if (unit === "1") return v.toFixed(2);
    if (v === 0) return "0";
    const scale = 10 ** (Math.floor(Math.log10(Math.abs(v))) - 1);
    const r = Math.round(v / scale) * scale;
    const text = Math.abs(r) < 10 ? r.toPrecision(2) : String(Math.round(r)).replace(/\B(?=(\d{3})+$)/g, ",");
    return text.replace("-", "−");
  };
  const ticks = high => {
    const raw = high / 5, unit = 10 ** Math.floor(Math.log10(raw));
    const step = [1, 2, 2.5, 5, 10].map(k => k * unit).find(s => s >= raw);
    return Array.from({ length: Math.ceil(high / step) + 1 }, (_, i) => i * step);
  };
  const x = year => left + (year - data.first) / (last - data.first) * (width - left - right);
  const shown = () => data.paths.filter(p => state.shown.has(p.name));
  // Bands are drawn for two paths at most: more would hide each other.
  const banded = () => state.bands ? shown().filter(p => p.bands[state.outcome]?.length).slice(0, 2) : [];

  const chart = draw("svg", { class: "chart", role: "img", tabindex: "0", "font-family": "Liberation Sans, Arial, Helvetica, sans-serif" });
  const reading = make("p", { class: "reading", "aria-live": "polite" });

  const paint = () => {
    const o = data.outcomes[state.outcome];
    const values = shown().flatMap(p => p.values[state.outcome]);
    for (const p of banded()) values.push(...p.bands[state.outcome].map(b => b[1]));
    const levels = ticks(Math.max(...values, o.unit === "1" ? 0.2 : 1) * 1.02);
    const high = levels[levels.length - 1];
    const y = v => height - bottom - v / high * (height - top - bottom);
    chart.replaceChildren();
    chart.setAttribute("viewBox", `0 0 ${width} ${height}`);
    const ends = shown().map(p => `${p.label} ${words(p.values[state.outcome][years - 1], o.unit)}`).join(", ");
    chart.append(draw("title", {}, `${o.label}, ${data.first} to ${last}. Illustrative, not a forecast. In ${last}: ${ends}. Left and Right arrow keys read single years.`));
    const fork = x(data.fork - 1);
    chart.append(draw("rect", { x: fork, y: top, width: width - right - fork, height: height - top - bottom, fill: "#faf7f0" }));
    for (const v of levels) {
      chart.append(draw("line", { x1: left, x2: width - right, y1: y(v), y2: y(v), stroke: "#e4e4e4" }));
      chart.append(draw("text", { x: left - 8, y: y(v) + 5, "text-anchor": "end", "font-size": 14, fill: "#595959" }, o.unit === "1" ? v.toFixed(2) : words(v, o.unit)));
    }
    for (let year = data.first; year <= last; year++) {
      if (year % (width < 600 ? 10 : 5) && year !== data.first) continue;
      chart.append(draw("text", { x: x(year), y: height - 10, "text-anchor": year === last ? "end" : "middle", "font-size": 14, fill: "#595959" }, year));
    }
    chart.append(draw("line", { x1: fork, x2: fork, y1: top, y2: height - bottom, stroke: "#1a1a1a", "stroke-dasharray": "2 4" }));
    chart.append(draw("text", { x: fork + 8, y: height - bottom - 8, "font-size": 13, "font-style": "italic", fill: "#595959" }, "Model ► illustrative"));
    for (const p of banded()) {
      const b = p.bands[state.outcome], from = years - b.length;
      for (const [low, high, opacity] of [[0, 1, 0.12], [2, 3, 0.2]]) {
        const up = b.map((v, i) => `${x(data.first + from + i)},${y(v[high])}`);
        const down = b.map((v, i) => `${x(data.first + from + i)},${y(v[low])}`).reverse();
        chart.append(draw("polygon", { points: [...up, ...down].join(" "), fill: p.look.color, "fill-opacity": opacity }));
      }
    }
    for (const p of shown()) {
      const d = p.values[state.outcome].map((v, i) => `${i ? "L" : "M"}${x(data.first + i).toFixed(1)},${y(v).toFixed(1)}`).join("");
      chart.append(draw("path", { d, fill: "none", stroke: p.look.color, "stroke-width": p.look.width, "stroke-dasharray": (p.look.dash || []).join(" ") || "none" }));
    }
    if (state.year !== null) {
      chart.append(draw("line", { x1: x(state.year), x2: x(state.year), y1: top, y2: height - bottom, stroke: "#1a1a1a" }));
      for (const p of shown()) chart.append(draw("circle", { cx: x(state.year), cy: y(p.values[state.outcome][state.year - data.first]), r: 4.5, fill: p.look.color, stroke: "#fff" }));
    }
    read(o);
  };

  const read = o => {
    const plural = o.unit === "death" ? "people" : o.unit === "USD million" ? o.unit : o.unit.replace("/year", "") + "s";
    const unit = o.unit === "1" ? "index from 0 to 1, never measured" : plural + (o.end ? " at the end of the year" : " within the year");
    if (state.year === null) {
      reading.textContent = `${o.label} [${unit}]. Point at the chart, or focus it and use the Left and Right arrow keys.` +
        (banded().length ? ` Lines: the world chosen. Bands, over the draws: half of the sets of assumptions tried fall in the dark band, eight of ten in the light one (${banded().map(p => p.label).join(", ")}).` : "");
      return;
    }
    const line = shown().map(p => `${p.label} ${words(p.values[state.outcome][state.year - data.first], o.unit)}`);
    reading.textContent = `${state.year}${state.year < data.fork ? " (history, one for all)" : ""} · ${o.label} [${unit}] · ${line.join(" · ")}`;
  };

  const at = event => {
    const r = chart.getBoundingClientRect();
    const share = ((event.clientX - r.left) / r.width * width - left) / (width - left - right);
    return Math.min(last, Math.max(data.first, Math.round(data.first + share * (last - data.first))));
  };
  chart.addEventListener("pointermove", e => { state.year = at(e); paint(); });
  chart.addEventListener("pointerleave", () => { state.year = null; paint(); });
  chart.addEventListener("keydown", e => {
    const from = state.year ?? data.fork - 1;
    const to = { ArrowLeft: from - 1, ArrowRight: from + 1, Home: data.first, End: last, Escape: null }[e.key];
    if (to === undefined) return;
    e.preventDefault();
    state.year = to === null ? null : Math.min(last, Math.max(data.first, to));
    paint();
  });

  const tools = make("div", { class: "tools" });
  const choose = make("select", { "aria-label": "Outcome" });
  data.outcomes.forEach((o, i) => choose.append(make("option", { value: i }, o.label)));
  choose.addEventListener("change", () => { state.outcome = Number(choose.value); paint(); });
  tools.append(choose);
  if (data.paths.some(p => p.bands.some(b => b.length))) {
    const label = make("label"), check = make("input", { type: "checkbox" });
    check.addEventListener("change", () => { state.bands = check.checked; paint(); });
    label.append(check, "bands (first two paths)");
    tools.append(label);
  }
  const paths = make("div", { class: "tools", role: "group", "aria-label": "Paths shown" });
  for (const p of data.paths) {
    const label = make("label"), check = make("input", { type: "checkbox" });
    check.checked = state.shown.has(p.name);
    check.addEventListener("change", () => {
      if (check.checked) state.shown.add(p.name); else state.shown.delete(p.name);
      if (!state.shown.size) { state.shown.add(p.name); check.checked = true; }
      paint();
    });
    const sample = draw("svg", { width: 34, height: 12, "aria-hidden": "true" });
    sample.append(draw("line", { x1: 0, x2: 34, y1: 6, y2: 6, stroke: p.look.color, "stroke-width": p.look.width, "stroke-dasharray": (p.look.dash || []).join(" ") || "none" }));
    label.append(check, sample, p.label);
    paths.append(label);
  }
  box.append(tools, paths, chart, reading);
  box.hidden = false;
  const fit = () => {
    width = Math.max(300, Math.min(920, Math.round(chart.clientWidth || 920)));
    paint();
  };
  addEventListener("resize", fit);
  fit();

  const copy = (text, after) => {
    const button = make("button", { type: "button", class: "screen" }, "Copy");
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text);
        button.textContent = "Copied";
      } catch {
        getSelection().selectAllChildren(after);
        button.textContent = "Selected: press Ctrl+C";
      }
    });
    after.after(button);
  };
  // Opens what is folded, or folds it again: for looking through, and for printing whole.
  const parts = document.querySelectorAll("main > section > details");
  const whole = make("button", { type: "button", class: "screen" }, "Open every part");
  const unfold = open => {
    for (const d of parts) d.open = open;
    whole.textContent = open ? "Fold the parts again" : "Open every part";
  };
  whole.addEventListener("click", () => unfold(!parts[0].open));
  document.querySelector("header").append(whole);
  if (location.hash === "#whole") unfold(true);

  copy(document.getElementById("command").textContent, document.getElementById("command"));
  for (const pre of document.querySelectorAll("pre[data-name]")) copy(pre.textContent, pre);
})();
