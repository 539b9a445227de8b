// The defaults of `npm run train`, and those of its --quick and of `npm start`.

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
