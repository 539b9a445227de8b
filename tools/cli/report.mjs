import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { dropout, engine, Mask } from 'native-dropout';
import { flag } from '../options.mjs';
import { inUse, isaSetting, manifest, milliseconds, onEachEngine, versions } from './machine.mjs';

const Mi = 2 ** 20;
const P = 0.1;

/** The hash of a mask's packed bits. */
function hashOf(name) {
  const bits = new Mask({ seed: 42, draw: 0, p: P }).toBits(Mi, { engine: name });
  return createHash('sha256').update(bits).digest('hex').slice(0, 16);
}

/** The engines' hashes, in one line if all are equal. */
function sameBits() {
  const hashes = onEachEngine(hashOf);
  const [[, first]] = hashes;
  if (hashes.some(([, hash]) => hash !== first)) return hashes.map(([name, hash]) => `${name} gives the mask ${hash}`);
  return [`${hashes.map(([name]) => name).join(', ')} give the same mask: ${first}`];
}

function speed() {
  const x = Float32Array.from({ length: Mi }, Math.random);
  const out = new Float32Array(Mi);
  const scale = 1 / (1 - P);
  const loop = () => {
    for (let i = 0; i < Mi; ++i) out[i] = Math.random() < P ? 0 : x[i] * scale;
  };
  const times = onEachEngine((name) => milliseconds(() => dropout(x, P, { out, engine: name }), 150));
  const text = (ms) => `${ms.toPrecision(3)} ms`;
  return [...times, ['a loop with Math.random()', milliseconds(loop, 150)]].map(([name, ms]) => `${name} ${text(ms)}`);
}

const PACKAGES = ['@tensorflow/tfjs-node', '@tensorflow/tfjs', '@tensorflow/tfjs-core'];

/** The packages of TensorFlow.js that the current folder can import. */
function tensorFlow() {
  const require = createRequire(join(process.cwd(), 'index.js'));
  const found = PACKAGES.flatMap((name) => {
    try {
      return [`${name} ${require(`${name}/package.json`).version}`];
    } catch {
      return [];
    }
  });
  return found.length === 0 ? ['not found from this folder'] : [...found, 'install(tf) of native-dropout/tfjs uses it'];
}

function threads() {
  const { name, threads: n } = engine();
  if (name !== 'native') return ['1: only the native engine has more'];
  const set = process.env.NATIVE_DROPOUT_THREADS?.trim();
  return [
    `${n}: ${set ? `NATIVE_DROPOUT_THREADS=${set}` : "the processors that the process's affinity and quota allow"}`,
  ];
}

/** Cuts a text between words, into lines of at most that many characters. */
function wrap(text, columns) {
  const lines = [''];
  for (const word of text.split(' ')) {
    const longer = `${lines[lines.length - 1]} ${word}`.trim();
    if (longer.length <= columns) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

export const report = {
  does: 'Tells which engine runs here and why, whether all agree, and how fast they are.',
  options: { version: flag('prints the version of the package') },
  run({ version }) {
    if (version) return void console.log(manifest.version);
    const rows = {
      engine: [inUse(), engine().reason ?? isaSetting() ?? 'the fastest that there is'],
      threads: threads(),
      'same bits': sameBits(),
      '1 Mi floats': speed(),
      TensorFlow: tensorFlow(),
      next: ['npx native-dropout --help lists more commands'],
    };
    console.log(versions());
    const width = Math.max(...Object.keys(rows).map((name) => name.length));
    for (const [name, texts] of Object.entries(rows)) {
      const lines = texts.flatMap((text) => wrap(text, 80 - width - 4));
      lines.forEach((line, i) => void console.log(`  ${(i === 0 ? name : '').padEnd(width)}  ${line}`));
    }
  },
};
