// Runs a bundle where there is nothing but the language: no process, no crypto, no require.
const { readFileSync } = require('node:fs');
const { runInNewContext } = require('node:vm');

runInNewContext(readFileSync(process.argv[2], 'utf8'), { console });
