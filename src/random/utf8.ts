/** Encodes strings in UTF-8 like TextEncoder, which jsdom does not have. */

const LONE_SURROGATE = /[\ud800-\udfff]/u;

function bytesOf(character: string): number[] {
  const code = LONE_SURROGATE.test(character) ? 0xfffd : (character.codePointAt(0) as number);
  if (code < 0x80) return [code];
  const [lead, more] = code < 0x800 ? [0xc0, 1] : code < 0x1_0000 ? [0xe0, 2] : [0xf0, 3];
  const bits = (at: number): number => code >> (6 * (more - at));
  return [lead | bits(0), ...Array.from({ length: more }, (_, i) => 0x80 | (bits(i + 1) & 0x3f))];
}

export function utf8(text: string): Uint8Array {
  return Uint8Array.from([...text].flatMap(bytesOf));
}
