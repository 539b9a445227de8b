import { Dropout, type EngineInfo, engine, Mask, manualSeed } from 'native-dropout';
import { TorchGenerator, torchLinear } from 'native-dropout/replay';

manualSeed(42);
const layer: Dropout = new Dropout(0.1);
const values: Float32Array = layer.forward(Float32Array.of(5, 7, 9));
const mask: Mask = new Mask({ seed: 16045690984503111693n, draw: 7, p: 0.25 });
const row: Float32Array = mask.apply(new Float32Array(64).fill(1), { offset: 100 });
const bits: Uint16Array = mask.apply(Uint16Array.of(0x3c00), { dtype: 'float16' });
const info: EngineInfo = engine();
console.log(JSON.stringify({ engine: info, values: [...values], row: [...row], bits: [...bits] }));

/** Never called. */
export function replayed(): Float32Array {
  const generator = new TorchGenerator(42);
  const weight: Float32Array = torchLinear(generator, 3, 4).weight;
  const doubles: Float64Array = generator.rand(3, { dtype: 'float64' });
  // @ts-expect-error: float64 gives a Float64Array
  const floats: Float32Array = generator.rand(3, { dtype: 'float64' });
  console.log(doubles, floats);
  return new Dropout(0.1, { generator }).forward(weight);
}

/** Never called: if types were lost and became `any`, none of this would be refused. */
export function refused(): void {
  // @ts-expect-error: p is a number
  new Dropout('0.1');
  // @ts-expect-error: a Float32Array gives a Float32Array
  const doubles: Float64Array = layer.forward(new Float32Array(1));
  // @ts-expect-error: a Uint16Array gives a Uint16Array
  const wide: Float32Array = mask.apply(bits, { dtype: 'float16' });
  // @ts-expect-error: no such engine
  mask.apply(doubles, { engine: 'gpu' });
  // @ts-expect-error: no such dtype
  mask.apply(wide, { dtype: 'half' });
  // @ts-expect-error: no such field
  info.speed;
}
