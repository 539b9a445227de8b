const { writeSync } = require('node:fs');

test('native-dropout/tfjs runs in the default mode of Jest', async () => {
  jest.spyOn(console, 'log').mockImplementation((line) => writeSync(1, line));
  jest.spyOn(console, 'warn').mockImplementation(() => {}); // TensorFlow.js greets
  await require('./tfjs.cjs');
});
