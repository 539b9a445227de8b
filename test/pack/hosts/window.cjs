// Runs a bundle as a page does: with a window and without the globals of Node.js.
const { readFileSync } = require('node:fs');
const { createContext, runInContext } = require('node:vm');

const window = createContext({ atob, console, crypto, performance, setTimeout, TextDecoder, TextEncoder });
window.window = window;
runInContext(readFileSync(process.argv[2], 'utf8'), window);
