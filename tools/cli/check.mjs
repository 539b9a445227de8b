import { engine } from 'native-dropout';
import { choice } from '../options.mjs';
import { inUse } from './machine.mjs';

/** What to do about a reason that engine() gives. */
const REMEDIES = [
  [/NATIVE_DROPOUT_ENGINE=/, 'Remove this variable from the environment.'],
  [
    /NATIVE_DROPOUT_ADDON/,
    'Install the package where the program runs, or set the variable to a file for this platform.',
  ],
  [/damaged|was built from version/, 'Delete node_modules/native-dropout and install it again.'],
  [/vector instructions/, 'Run on a processor with AVX2 or NEON, or check for wasm.'],
];

const OTHER = 'docs/building.md tells on which systems the addon runs.';

export const check = {
  does: 'Exits with 1 if another engine runs, and says why; for example in Docker.',
  options: { engine: choice('the engine that must run', ['native', 'wasm', 'js'], 'native') },
  run({ engine: wanted }) {
    const { name, reason } = engine();
    if (name === wanted) return void console.log(`${inUse()}: as wanted`);
    const why = reason ?? 'it is the fastest that there is';
    const remedy = wanted === 'native' ? ` ${REMEDIES.find(([text]) => text.test(why))?.[1] ?? OTHER}` : '';
    throw new Error(`The ${name} engine runs, not ${wanted}: ${why}.${remedy}`);
  },
};
