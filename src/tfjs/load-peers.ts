/** The parts of TensorFlow.js that the user has installed. */

export type Core = typeof import('@tensorflow/tfjs-core');
export type Layers = typeof import('@tensorflow/tfjs-layers');

type Require = (name: string) => unknown;

export interface Peers {
  /** @throws {Error} if there is none. */
  core(): Core;
  /** @throws {Error} if there is none. */
  layers(): Layers;
}

/** Packages that hold everything, which package managers may keep their parts from others in. */
const WHOLE = ['@tensorflow/tfjs', '@tensorflow/tfjs-node'];

const isMissing = (error: unknown): boolean => (error as { code?: unknown } | null)?.code === 'MODULE_NOT_FOUND';

/** The first of the packages that can be found. */
function load(part: string, require: Require): unknown {
  for (const name of [part, ...WHOLE]) {
    try {
      return require(name);
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
  throw new Error(
    `native-dropout/tfjs: TensorFlow.js 4 is not installed: npm install @tensorflow/tfjs (or ${part}, beside this package)`,
  );
}

/** Loads each when it is first asked for, so that an import has no effect. */
export function peersBy(require: Require): Peers {
  let core: Core | undefined;
  let layers: Layers | undefined;
  return {
    core() {
      core ??= load('@tensorflow/tfjs-core', require) as Core;
      return core;
    },
    layers() {
      layers ??= load('@tensorflow/tfjs-layers', require) as Layers;
      return layers;
    },
  };
}
