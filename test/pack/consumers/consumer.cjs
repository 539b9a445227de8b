const { Dropout, engine, Mask, manualSeed } = require('native-dropout');

manualSeed(42);
const values = new Dropout(0.1).forward(Float32Array.of(5, 7, 9));
const mask = new Mask({ seed: 16045690984503111693n, draw: 7, p: 0.25 });
const row = mask.apply(new Float32Array(64).fill(1), { offset: 100 });
console.log(JSON.stringify({ engine: engine(), values: [...values], row: [...row] }));
