// The defaults of `npm run train`, and those of its --quick, --paper and --choose, and of `npm start`.

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

export const PAPER = { epochs: 30, images: 60_000, out: 'build/paper.json' };

export const CHOICE = { epochs: 6, images: 25_000, out: 'build/paper-choice.json' };
