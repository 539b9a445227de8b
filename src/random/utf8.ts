/** Encodes strings in UTF-8 like TextEncoder, which jsdom does not have. */

const LONE_SURROGATE = /[\ud800-\udfff]/gu;

export function utf8(text: string): Uint8Array {
  const escaped = encodeURIComponent(text.replace(LONE_SURROGATE, '\ufffd'));
  const bytes = Array.from(escaped.matchAll(/%(..)|./g), ([character, hex]) =>
    hex === undefined ? character.charCodeAt(0) : Number.parseInt(hex, 16),
  );
  return Uint8Array.from(bytes);
}
