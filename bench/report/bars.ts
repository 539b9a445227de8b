/** Bars and numbers as HTML. Every bar is linear and begins at zero. */

export interface Bar {
  name: string;
  value: number;
  /** The text beside the bar. */
  text: string;
  colour: Colour;
}

/** Custom properties of page.ts. */
export type Colour = 'native' | 'one' | 'other' | 'copy' | 'mask';

/** Draws a bar per row; the longest one fills the width. */
export function bars(title: string, all: readonly Bar[]): string {
  const most = Math.max(...all.map(({ value }) => value));
  const rows = all.map(({ name, value, text, colour }) => {
    const width = ((100 * value) / most).toFixed(2);
    return `<tr><th scope="row">${name}</th><td class="bar"><i style="width:${width}%;background:var(--${colour})"></i></td>
<td>${text}</td></tr>`;
  });
  return `<figure><figcaption>${title}</figcaption><table>${rows.join('\n')}</table></figure>`;
}

export function threadsName(threads: number): string {
  return threads === 1 ? '1 thread' : `${threads} threads`;
}

/** Three digits, and no exponent: 0.0123, 12.3, 1,230. */
export function digits(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 3 });
}

/** A time, in the unit that fits. */
export function duration(nanoseconds: number): string {
  if (nanoseconds < 1e3) return `${digits(nanoseconds)} ns`;
  if (nanoseconds < 1e6) return `${digits(nanoseconds / 1e3)} µs`;
  return nanoseconds < 1e9 ? `${digits(nanoseconds / 1e6)} ms` : `${digits(nanoseconds / 1e9)} s`;
}

interface Spread {
  nanoseconds: number;
  quartiles: number[];
}

export function spreadOf({ nanoseconds, quartiles: [first, third] }: Spread): number {
  return (third - first) / nanoseconds;
}

export function percent(share: number): string {
  return `±${(50 * share).toFixed(0)} %`;
}
