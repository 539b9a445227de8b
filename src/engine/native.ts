/** Finds the addon for this machine, and trusts it once it has given a known answer. */

import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Binding } from '../../binding.js';
import { addonEngine } from './addon.js';
import type { NativeEngine } from './engine.js';
import { checkKnownAnswer } from './known-answer.js';

/** @throws {Error} where there is no addon that this machine can load, or none that is right. */
export function loadNative(): NativeEngine {
  const require = createRequire(import.meta.url);
  const { version } = require('../../package.json') as { version: string };
  const binding = require(addonFile()) as Binding;
  if (binding.version !== version) {
    throw new Error(`the addon was built from version ${binding.version}, not ${version}`);
  }
  const engine = addonEngine(binding);
  checkKnownAnswer(engine);
  return engine;
}

/** One that was built here, or else the package's for this platform, under the name that prebuildify gives it. */
function addonFile(): string {
  const built = path('build/Release/native_dropout.node');
  if (existsSync(built)) return built;

  const tag = process.platform === 'linux' ? `.${libc()}` : '';
  const name = `${process.platform}-${process.arch}/native-dropout${tag}.node`;
  const file = path(`prebuilds/${name}`);
  if (!existsSync(file)) throw new Error(`the package has no prebuilds/${name}`);
  const sums = JSON.parse(readFileSync(path('prebuilds/sha256.json'), 'utf8')) as Record<string, string>;
  // Loading half a file ends the process, and no error tells.
  const sum = createHash('sha256').update(readFileSync(file)).digest('hex');
  if (sum !== sums[name]) throw new Error(`prebuilds/${name} is damaged`);
  return file;
}

/** Of a file of the package. */
function path(file: string): string {
  return fileURLToPath(new URL(`../../${file}`, import.meta.url));
}

/** The C library that Node.js itself runs on. */
function libc(): 'glibc' | 'musl' {
  const report = process.report as typeof process.report & { excludeNetwork: boolean };
  const before = report.excludeNetwork;
  report.excludeNetwork = true; // or it asks name servers about open connections
  const { header } = report.getReport() as { header: { glibcVersionRuntime?: string } };
  report.excludeNetwork = before;
  return header.glibcVersionRuntime === undefined ? 'musl' : 'glibc';
}
