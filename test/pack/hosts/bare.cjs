// Runs a bundle in a realm that has only the language: no process, no crypto, no require, no WebAssembly (as Hermes).
const { readFileSync } = require('node:fs');
const { runInNewContext } = require('node:vm');

runInNewContext(readFileSync(process.argv[2], 'utf8'), { console, WebAssembly: undefined });
