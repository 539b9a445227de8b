/** backward applies the mask of the last forward to the gradient. */

import { Dropout, Generator } from 'native-dropout';
import { heading, line, number, yes } from '../shared/terminal.js';

const N = 1_000_000;

export function showBackward(): void {
  const layer = new Dropout(0.1, { generator: new Generator(42) });
  const y = layer.forward(new Float32Array(N).fill(3));
  const dx = layer.backward(new Float32Array(N).fill(1));

  let dropped = 0;
  let same = true;
  const scale = Math.fround(1 / (1 - layer.p));
  for (let i = 0; i < N; ++i) {
    if (y[i] === 0) ++dropped;
    same &&= dx[i] === (y[i] === 0 ? 0 : scale);
  }
  heading('5  Forward and backward');
  line(`forward dropped ${number(dropped)} of ${number(N)} elements (p = ${layer.p})`);
  line(`gradient: 0 at dropped elements, 1/(1 - p) at all others: ${yes(same)}`);
}
