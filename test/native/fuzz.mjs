/**
 * No call of the addon reads or writes past an array: in a build with sanitizers (.ci/native) that would end the process.
 * The fields of the call, and the types, lengths, memory and overlaps of its arrays, are random.
 *
 *     node test/native/fuzz.mjs ADDON [seconds] [seed]
 */

const [, , file, seconds = '120', seed = String(Date.now() % 2 ** 32)] = process.argv;
console.log(`seed ${seed}`);

function load() {
  const module = { exports: {} };
  process.dlopen(module, file);
  return module.exports;
}

let binding = load();

let state = Number(seed);
/** An integer in [0, n), by splitmix32. */
function below(n) {
  state = (state + 0x9e3779b9) | 0;
  let z = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return Math.floor((((z ^ (z >>> 15)) >>> 0) / 2 ** 32) * n);
}
const oneOf = (values) => values[below(values.length)];
const word = () => oneOf([0, 1, 2, 255, 256, 257, 2 ** 31, 2 ** 32 - 1, below(2 ** 32)]);

const bits = new DataView(new ArrayBuffer(8));
function anyDouble() {
  bits.setUint32(0, below(2 ** 32));
  bits.setUint32(4, below(2 ** 32));
  return bits.getFloat64(0);
}
const ODD = [-1, -0, 0.5, NaN, Infinity, -Infinity, 2 ** 32, 2 ** 53, 2 ** 53 + 2, 2 ** 63, 2 ** 64 - 2048, 2 ** 64];
const double = () => oneOf([oneOf(ODD), anyDouble(), below(100), below(2 ** 32) * 2 ** below(22)]);

const KINDS = [Float32Array, Float64Array, Uint16Array, Uint32Array, Int8Array, BigInt64Array, DataView];
const BYTES = [4, 8, 2, 2];
const OPERATIONS = 12;

/** Memory that begins and ends with an allocation, so that a sanitizer sees both ends; shared or resizable memory; the call. */
const MEMORY = [
  (bytes) => new ArrayBuffer(bytes),
  (bytes) => new ArrayBuffer(bytes),
  (bytes) => new SharedArrayBuffer(bytes),
  (bytes) => new ArrayBuffer(bytes, { maxByteLength: 2 * bytes + 8 }),
  () => binding.call,
];

let last = new Float32Array(1);

/** An array of about so many bytes, mostly just so many. */
function array(bytes) {
  const size = below(10) > 0 ? bytes : oneOf([bytes + below(64), below(bytes + 1), 0]);
  const choice = below(64);
  if (choice === 0) return oneOf([undefined, null, 7, {}, [1, 2], 'text', new ArrayBuffer(size)]);
  if (choice < 8) return last;
  const memory = choice < 48 ? new ArrayBuffer(size) : oneOf(MEMORY)(size);
  const Kind = oneOf(KINDS);
  const step = Kind.BYTES_PER_ELEMENT ?? 1;
  const room = Math.floor(memory.byteLength / step);
  const from = oneOf([0, 0, 0, below(room + 1)]);
  const view = new Kind(memory, from * step, room - from);
  if (choice === 8 && memory instanceof ArrayBuffer) structuredClone(memory, { transfer: [memory] });
  if (choice === 9 && memory.resizable) memory.resize(below(size + 1));
  if (choice === 10) Object.setPrototypeOf(view, oneOf([Float32Array.prototype, null, Array.prototype]));
  last = view;
  return view;
}

/** The share of fields with arbitrary values, in percent. */
const WILD = [0, 0, 1, 5, 30, 100];

function writeCall(n) {
  const wild = oneOf(WILD);
  const call = new DataView(binding.call);
  const put = (type, at, right, any) => call[`set${type}`](at, below(100) < wild ? any() : right, true);
  const dtype = below(4);
  const drawn = below(2);
  const tile = oneOf([below(n + 1), 32, 33, 64, 1024]);
  const [shared, inner] = drawn === 1 || below(2) === 0 ? [1, 1] : [1 + below(2000), 1 + below(40)];
  const float64 = (at, right) => put('Float64', at, right, double);
  const uint32 = (at, right) => put('Uint32', at, right, word);
  float64(0, oneOf([0, 0.1, 0.5, 1]));
  float64(8, below(200));
  float64(16, n);
  for (let at = 24; at < 40; at += 4) uint32(at, below(2 ** 32));
  uint32(40, below(257));
  uint32(44, oneOf([0, below(2 ** 32)]));
  uint32(48, dtype);
  uint32(52, below(OPERATIONS));
  uint32(56, below(4));
  uint32(60, drawn);
  float64(64, shared);
  float64(72, inner);
  float64(80, tile);
  float64(88, tile * (1 + below(4)));
  for (let at = 96; at < 120; at += 8) float64(at, anyDouble());
  uint32(120, below(32));
  uint32(124, below(2));
  return { bytes: n * BYTES[dtype], tile };
}

/** Calls that ran. */
const done = { dropout: 0, apply: 0, random: 0, draw: 0, words: 0, threefry: 0, boxMuller: 0, pcg64: 0, numbers: 0 };
let calls = 0;

function once() {
  const n = oneOf([below(4), below(100), below(3000), below(3000), below(20_000), below(1000) === 0 ? 2 ** 20 : 32]);
  if (binding.call.byteLength === 0) binding = load(); // it was transferred
  const { bytes, tile } = writeCall(n);
  const name = oneOf(['apply', 'apply', ...Object.keys(done)]);
  const arrays =
    name === 'apply'
      ? [array(n / 8 + 32), array(bytes), array(bytes), array(bytes), array(8 * (tile + 32)), array(8 * (tile + n))]
      : name === 'pcg64'
        ? [array(16), array(16), array(8 * n)]
        : [array(bytes), array(bytes)];
  if (below(50) === 0) arrays[below(2)] = arrays[1 + below(arrays.length - 1)];
  try {
    if (binding[name](...arrays) === undefined) done[name] += 1;
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
  }
  calls += 1;
}

for (const end = Date.now() + 1000 * Number(seconds); Date.now() < end; ) {
  if (calls % 1000 === 0) {
    binding.setIsa(oneOf(binding.isas()));
    binding.setThreads(word());
    binding.setThreads(1 + below(4));
  }
  binding.expectWrites(below(100) === 0 ? array(2 ** 22) : undefined);
  once();
}
console.log(`${calls} calls, of which ran: ${JSON.stringify(done)}`);
if (Object.values(done).some((n) => n === 0)) throw new Error('a function never ran');
