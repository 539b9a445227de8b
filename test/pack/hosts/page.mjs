// A page that has the core of TensorFlow.js and no layers.
import { grad, ones, setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { dropout } from 'native-dropout/tfjs';
import './consumer.mjs';

setBackend('cpu').then(() => {
  const y = dropout(ones([100]), 0.5, null, 42).dataSync();
  const dx = grad((x) => dropout(x, 0.5, null, 42))(ones([100])).dataSync();
  if (!y.includes(0) || String(y) !== String(dx)) throw new Error(`${y} and ${dx}`);
});
