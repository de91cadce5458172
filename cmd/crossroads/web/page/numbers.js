// SPDX-License-Identifier: Apache-2.0
// @ts-check
// Writing numbers: two significant digits, commas between thousands, a true minus.

/** Rounds to two significant digits, halves away from zero. */
export function twoDigits(v) {
  if (v === 0 || !Number.isFinite(v)) return v;
  const power = Math.floor(Math.log10(Math.abs(v))) - 1;
  const unit = 10 ** Math.abs(power);
  const scaled = power > 0 ? Math.abs(v) / unit : Math.abs(v) * unit;
  const whole = Math.round(scaled);
  return Math.sign(v) * (power > 0 ? whole * unit : whole / unit);
}

/** Writes a number as it is, with commas between thousands and a true minus. */
export function plain(v) {
  if (v === null || v === undefined || Number.isNaN(v)) return '–';
  const [whole, part] = String(+Math.abs(v).toPrecision(12)).split('.');
  return (v < 0 ? '−' : '') + whole.replace(/\B(?=(\d{3})+$)/g, ',') + (part ? '.' + part : '');
}

/** Writes two significant digits. */
export const brief = v => plain(twoDigits(v));

/** Writes a difference with its sign. */
export const signed = v => {
  const r = twoDigits(v);
  return r === 0 ? '0' : (r > 0 ? '+' : '') + plain(r);
};

/** Writes a difference of an outcome with its sign; people, attacks and dollars are whole. */
export const signedIn = (v, unit) => signed(unit !== '1' && Math.abs(v) < 10 ? Math.round(v) : v);

/** Writes a value of an outcome with its unit, money in billions once it is large. */
export function withUnit(v, unit, write = brief) {
  switch (unit) {
    case 'USD million':
    case 'USD million/year':
      return Math.abs(v) >= 1000 ? write(v / 1000) + ' bn US$' : write(v) + ' m US$';
    case '1':
      return write(v);
    default:
      return write(v);
  }
}

/** The years 2026 and 2040 as 2026–40. */
export const span = (a, b) => a + '–' + (Math.floor(a / 100) === Math.floor(b / 100) ? String(b).slice(2) : b);

/** The value below which a share q of sorted values lies, interpolated. */
export function quantile(sorted, q) {
  if (!sorted.length) return NaN;
  const place = q * (sorted.length - 1), low = Math.floor(place);
  return sorted[low] + (place - low) * ((sorted[low + 1] ?? sorted[low]) - sorted[low]);
}
