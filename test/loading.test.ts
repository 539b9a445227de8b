/** Which engine a process gets, and that none of them can keep it from starting, running or ending. */

import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import type { EngineInfo } from '../src/index.js';
import { native } from './runners.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const addon = 'build/Release/native_dropout.node';
const scratch = mkdtempSync(join(tmpdir(), 'native-dropout-'));
afterAll(() => rmSync(scratch, { recursive: true }));

type Environment = Record<string, string>;

/** Runs a module's text in a process of its own, as a user of the package in `directory` would. */
function run(code: string, { env = {}, flags = [] as string[], directory = root }: Options = {}) {
  const { NATIVE_DROPOUT_ENGINE: _, NATIVE_DROPOUT_ISA: __, ...rest } = process.env;
  const args = [...flags, '--input-type=module', '-e', code];
  return spawnSync(process.execPath, args, {
    cwd: directory,
    encoding: 'utf8',
    env: { ...rest, ...env },
    timeout: 60_000,
  });
}

interface Options {
  env?: Environment;
  flags?: string[];
  directory?: string;
}

const tell = `import { engine, dropout } from 'native-dropout';
dropout(new Float32Array(100));
console.log(JSON.stringify(engine()));`;

function engineOf(options?: Options): EngineInfo {
  const { stdout, stderr } = run(tell, options);
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

/** A copy of the package with `file` as its addon, or none. */
function packageWith(file?: Buffer): string {
  const directory = mkdtempSync(join(scratch, 'package-'));
  cpSync(join(root, 'dist'), join(directory, 'dist'), { recursive: true });
  cpSync(join(root, 'package.json'), join(directory, 'package.json'));
  if (file !== undefined) {
    mkdirSync(join(directory, 'build/Release'), { recursive: true });
    writeFileSync(join(directory, addon), file);
  }
  return directory;
}

describe('the engine is forced by NATIVE_DROPOUT_ENGINE', () => {
  test.each(['wasm', 'js'])('%s', (name) => {
    const info = engineOf({ env: { NATIVE_DROPOUT_ENGINE: name } });
    expect(info).toMatchObject({ name, threads: 1, reason: `NATIVE_DROPOUT_ENGINE=${name}` });
  });

  test('an unknown one throws', () => {
    const { stderr, status } = run(tell, { env: { NATIVE_DROPOUT_ENGINE: 'gpu' } });
    expect(stderr).toContain("RangeError: NATIVE_DROPOUT_ENGINE: expected one of 'native', 'wasm', 'js', got \"gpu\"");
    expect(status).not.toBe(0);
  });

  test('one that cannot run throws', () => {
    const { stderr, status } = run(tell, { env: { NATIVE_DROPOUT_ENGINE: 'native' }, directory: packageWith() });
    expect(stderr).toContain('NATIVE_DROPOUT_ENGINE: the native engine cannot run: ');
    expect(status).not.toBe(0);
  });

  test('wasm forced where there is none throws, and js runs there', () => {
    const withoutWasm = `delete globalThis.WebAssembly; ${tell.replace('import {', 'const {').replace("from 'native-dropout'", '')}`;
    const code = withoutWasm.replace('dropout }', "dropout } = await import('native-dropout')");
    const directory = packageWith();
    expect(run(code, { env: { NATIVE_DROPOUT_ENGINE: 'wasm' }, directory }).stderr).toContain(
      'the wasm engine cannot run',
    );
    expect(JSON.parse(run(code, { directory }).stdout)).toMatchObject({ name: 'js', isa: 'scalar' });
  });
});

test('where WebAssembly gets no memory js runs', () => {
  const code = `WebAssembly.Instance = function () { throw new RangeError('Out of memory'); };
    const { engine, dropout } = await import('native-dropout');
    dropout(new Float32Array(100));
    console.log(JSON.stringify(engine()));`;
  const info = JSON.parse(run(code, { directory: packageWith() }).stdout);
  expect(info).toMatchObject({ name: 'js', reason: expect.stringContaining('wasm: Out of memory') });
});

describe('without a fitting addon wasm runs, and tells why', () => {
  test('none there', () => {
    expect(engineOf({ directory: packageWith() })).toMatchObject({
      name: 'wasm',
      isa: 'simd128',
      reason: expect.stringMatching(/^native: Cannot find module/),
    });
  });

  test('a file that is no library', () => {
    const info = engineOf({ directory: packageWith(Buffer.from('not a library')) });
    expect(info).toMatchObject({ name: 'wasm', reason: expect.stringMatching(/^native: ./) });
  });

  test('addons switched off', () => {
    expect(engineOf({ flags: ['--no-addons'] })).toMatchObject({
      name: 'wasm',
      reason: expect.stringMatching(/^native: /),
    });
  });
});

test('require() gives the same module', () => {
  const code =
    "const a = require('native-dropout'); import('native-dropout').then((b) => console.log(a.dropout === b.dropout))";
  const stdout = execFileSync(process.execPath, ['--no-warnings', '-e', code], { cwd: root, encoding: 'utf8' });
  expect(stdout).toBe('true\n');
});

describe.runIf(native !== undefined)('native', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

  test('is what runs when nothing is said', () => {
    const info = engineOf();
    expect(info).toEqual({ name: 'native', isa: native?.isas[0], threads: expect.any(Number) });
    expect(existsSync(join(root, addon))).toBe(true);
  });

  test.each(native?.isas ?? [])('NATIVE_DROPOUT_ISA=%s', (isa) => {
    expect(engineOf({ env: { NATIVE_DROPOUT_ISA: isa } })).toMatchObject({ name: 'native', isa });
  });

  test('NATIVE_DROPOUT_THREADS', () => {
    expect(engineOf({ env: { NATIVE_DROPOUT_THREADS: '3' } })).toMatchObject({ name: 'native', threads: 3 });
  });

  test.each([
    ['NATIVE_DROPOUT_THREADS', 'many', /NATIVE_DROPOUT_THREADS: expected an integer in \[1, 256\], got "many"/],
    ['NATIVE_DROPOUT_ISA', 'mmx', /NATIVE_DROPOUT_ISA: expected one of .*scalar, got "mmx"/],
  ])('%s=%s is refused, not ignored', (variable, value, message) => {
    const { stderr } = run(tell, { env: { [variable]: value } });
    expect(stderr).toMatch(message);
  });

  test('an addon of another version is not trusted', () => {
    const directory = packageWith(readFileSync(join(root, addon)));
    const metadata = { name: 'native-dropout', type: 'module', exports: './dist/index.js', version: '0.0.1' };
    writeFileSync(join(directory, 'package.json'), JSON.stringify(metadata));
    expect(engineOf({ directory }).reason).toBe(`native: the addon was built from version ${version}, not 0.0.1`);
  });
});

describe('worker threads', () => {
  const worker = JSON.stringify(join(root, 'test/fixtures/worker.mjs'));
  const start = `import { Worker } from 'node:worker_threads';
    const start = (seed, n, rounds) => new Promise((resolve, reject) => {
      const worker = new Worker(${worker}, { execArgv: [], workerData: { seed, n, rounds } });
      let message;
      worker.on('message', (m) => { message = m; }).on('error', reject).on('exit', () => resolve(message));
    });`;

  test('several at once get the right bits', () => {
    const code = `${start} import { Mask } from 'native-dropout';
      const workers = [1, 2, 3, 4].map((seed) => start(seed, 200_003, 40));
      const x = new Float32Array(300_000);
      for (let i = 0; i < 40; ++i) new Mask({ seed: 9, draw: i, p: 0.1 }).apply(x);
      console.log(JSON.stringify(await Promise.all(workers)));`;
    const { stdout, stderr, status } = run(code);
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    const results: { wrong: number }[] = JSON.parse(stdout);
    expect(results.map(({ wrong }) => wrong)).toEqual([0, 0, 0, 0]);
  });

  test.runIf(native !== undefined)('one that alone loaded the addon may end while its threads are parked', () => {
    const code = `${start} import { readFileSync } from 'node:fs';
      for (let i = 0; i < 3; ++i) {
        const { wrong } = await start(i, 500_000, 3);
        if (wrong > 0) throw new Error('wrong bits');
        // The threads stand in the addon's code, so it must stay where it is.
        const mapped = process.platform !== 'linux' || readFileSync('/proc/self/maps').includes('native_dropout.node');
        if (!mapped) throw new Error('the addon is gone');
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      const { Mask } = await import('native-dropout');
      new Mask({ seed: 1, draw: 0, p: 0.5 }).apply(new Float32Array(500_000));
      console.log('done');`;
    expect(run(code)).toMatchObject({ stdout: 'done\n', stderr: '', status: 0 });
  });

  test.runIf(native !== undefined)('leave the number of threads as it was set', () => {
    const code = `${start} import { engine, setThreads } from 'native-dropout';
      setThreads(3);
      await start(1, 100, 1);
      console.log(engine().threads);`;
    expect(run(code)).toMatchObject({ stdout: '3\n', stderr: '', status: 0 });
  });

  test('process.exit() and terminate() in the middle of work end the process', () => {
    const code = `import { Worker } from 'node:worker_threads';
      const body = "const { Mask } = require('native-dropout');" +
        "const x = new Float32Array(1e6); for (let i = 0; ; ++i) new Mask({ seed: 1, draw: i, p: 0.1 }).apply(x, { out: x });";
      const options = { eval: true, execArgv: ['--no-warnings'] };
      const workers = [new Worker(body, options), new Worker(body, options)];
      setTimeout(() => workers[0].terminate(), 200);
      setTimeout(() => process.exit(7), 400);`;
    expect(run(code)).toMatchObject({ stderr: '', status: 7 });
  });
});
