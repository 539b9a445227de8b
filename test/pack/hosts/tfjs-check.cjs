// Uses the package as programs with TensorFlow.js do: functions, gradients, layers, install.
const assert = require('node:assert/strict');
require('./consumer.cjs');

module.exports = async (tf, { dropout, install, layers, layersFor, uninstall }, { Generator, dropout: ofArrays }) => {
  await tf.setBackend('cpu');
  const wanted = ofArrays(new Float32Array(100).fill(1), 0.5, { generator: new Generator(42) });
  const same = (y) => assert.deepEqual(y.dataSync(), wanted);
  same(dropout(tf.ones([100]), 0.5, null, 42));
  same(tf.grad((x) => dropout(x, 0.5, null, 42))(tf.ones([100])));

  const modelOf = (layer) =>
    tf.sequential({ layers: [tf.layers.activation({ activation: 'relu', inputShape: [100] }), layer] });
  const train = (layer) => same(modelOf(layer).apply(tf.ones([1, 100]), { training: true }));
  train(layersFor(tf).dropout({ rate: 0.5, seed: 42 }));
  install(tf);
  train(layers.dropout({ rate: 0.5, seed: 42 }));
  train(tf.layers.dropout({ rate: 0.5, seed: 42 }));
  const model = modelOf(tf.layers.dropout({ rate: 0.5 }));
  model.add(tf.layers.dense({ units: 1 }));
  model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  await model.fit(tf.ones([4, 100]), tf.ones([4, 1]), { epochs: 1, verbose: 0 });
  uninstall(tf);
};
