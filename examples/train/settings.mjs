// The defaults of `npm run train`, those of its --quick, --paper and --choose, and the settings of `npm start`.

export const BACKENDS = /** @type {const} */ (['wasm', 'cpu']);
export const ENGINES = /** @type {const} */ (['native', 'wasm', 'js']);

export const FULL = {
  epochs: 60,
  rate: 0.5,
  seeds: 5,
  images: 1000,
  passes: 30,
  backend: BACKENDS[0],
  out: 'report.html',
};

export const QUICK = { ...FULL, epochs: 30, seeds: 3, passes: 10 };

export const START = { ...FULL, epochs: 16, seeds: 1, passes: 8 };

/** The network with dropout trains for twice as many epochs. */
export const PAPER = { epochs: 20, images: 60_000, out: 'build/paper.json' };

export const CHOICE = { epochs: 6, images: 25_000, out: 'build/paper-choice.json' };
