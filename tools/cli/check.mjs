import { engine } from 'native-dropout';
import { choice } from '../options.mjs';
import { ENGINES, inUse, isaSetting } from './machine.mjs';

/** What to do about a reason that engine() gives. */
const REMEDIES = [
  [/NATIVE_DROPOUT_ENGINE=/, 'Remove this variable from the environment.'],
  [/NATIVE_DROPOUT_ADDON/, ''], // it says what to do
  [/damaged|was built from version/, 'Delete node_modules/native-dropout and install it again.'],
  [/AVX2/, 'Run on a different processor, or check by --engine wasm.'],
];

const OTHER = 'docs/troubleshooting.md in the package explains messages.';

/** What to do if the native engine does not run. */
function remedyOf(why) {
  if (process.env.NATIVE_DROPOUT_ADDON?.trim() && !/^NATIVE_DROPOUT_ENGINE|AVX2/.test(why))
    return `NATIVE_DROPOUT_ADDON names no addon for ${process.platform}-${process.arch}: correct or remove it.`;
  return REMEDIES.find(([text]) => text.test(why))?.[1] ?? OTHER;
}

export const check = {
  does: 'Exits with 1 if a different engine runs, and says why; for example in Docker.',
  options: { engine: choice('the engine that must run', ENGINES, 'native') },
  run({ engine: wanted }) {
    const { name, reason } = engine();
    if (name === wanted) return void console.log([`${inUse()}: as wanted`, isaSetting()].filter(Boolean).join(', by '));
    const why = (reason ?? 'it is the fastest that there is').replace(`${wanted}: `, '');
    const remedy = wanted === 'native' ? remedyOf(why) : '';
    throw new Error(`The ${name} engine runs, not ${wanted}: ${why}. ${remedy}`.trim());
  },
};
