/** Encodes strings in UTF-8, also in jsdom, which has no TextEncoder. */

const LONE_SURROGATE = /[\ud800-\udfff]/gu;

export function utf8(text: string): Uint8Array {
  if (typeof TextEncoder !== 'undefined') return new TextEncoder().encode(text);
  const escaped = encodeURIComponent(text.replace(LONE_SURROGATE, '\ufffd'));
  const bytes = Array.from(escaped.matchAll(/%(..)|./g), ([character, hex]) =>
    hex === undefined ? character.charCodeAt(0) : Number.parseInt(hex, 16),
  );
  return Uint8Array.from(bytes);
}
