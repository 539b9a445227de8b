import nativeDropout = require('native-dropout');

const { Dropout, engine, Mask, manualSeed } = nativeDropout;

manualSeed(42);
const layer: nativeDropout.Dropout = new Dropout(0.1);
const values: Float32Array = layer.forward(Float32Array.of(5, 7, 9));
const mask: nativeDropout.Mask = new Mask({ seed: 16045690984503111693n, draw: 7, p: 0.25 });
const row: Float32Array = mask.apply(new Float32Array(64).fill(1), { offset: 100 });
const info: nativeDropout.EngineInfo = engine();
console.log(JSON.stringify({ engine: info, values: [...values], row: [...row] }));

/** Never called: if types were lost and became `any`, none of this would be refused. */
function refused(): void {
  // @ts-expect-error: p is a number
  new Dropout('0.1');
  // @ts-expect-error: a Float32Array gives a Float32Array
  const doubles: Float64Array = layer.forward(new Float32Array(1));
  // @ts-expect-error: no such engine
  mask.apply(doubles, { engine: 'gpu' });
  // @ts-expect-error: no such field
  info.speed;
}

export = refused;
