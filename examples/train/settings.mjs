// What `npm run train` does by default, and what its --quick and `npm start` do.

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
