const { writeSync } = require('node:fs');

test('it runs in the default mode of Jest', () => {
  jest.spyOn(console, 'log').mockImplementation((line) => writeSync(1, line));
  require('./consumer.cjs');
});
