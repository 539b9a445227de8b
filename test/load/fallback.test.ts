/** Every process gets an engine, and no failure to load one keeps it from starting, running or ending. */

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import type { Addons } from '../../src/engine/load/load-addon.js';
import { addons } from '../../src/engine/load/native.js';
import type { EngineInfo } from '../../src/index.js';
import { builtAddon } from '../../tools/process.mjs';
import { binaryPath, targets } from '../../tools/targets.mjs';
import { type Options, root, run } from '../support/child.js';
import { native } from '../support/runners.js';

/** The platform and processor of this machine. */
const here = `${process.platform}-${process.arch}`;
const missing =
  `native: no addon for ${here} is beside this code: ` +
  'keep native-dropout out of bundles, or name the file in NATIVE_DROPOUT_ADDON';
const scratch = mkdtempSync(join(tmpdir(), 'native-dropout-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const tell = `import { engine, dropout } from 'native-dropout';
dropout(new Float32Array(100));
console.log(JSON.stringify(engine()));`;

/** The same by a dynamic import, because a static one would run before the code above it. */
const tellLater = `const { engine, dropout } = await import('native-dropout');
dropout(new Float32Array(100));
console.log(JSON.stringify(engine()));`;

function engineOf(options?: Options): EngineInfo {
  const { stdout, stderr } = run(tell, options);
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

/** Changes a module of dist/engine/load/ in a copy of the package. */
function rewrite(directory: string, module: string, change: (text: string) => string): void {
  const file = join(directory, 'dist/engine/load', module);
  writeFileSync(file, change(readFileSync(file, 'utf8')));
}

/** A copy of the package. `files` are its addons by target, with the checksums of `whole`; `built` is a clone's addon. */
function packageWith(files: Record<string, Buffer> = {}, whole = files, built?: string): string {
  const directory = mkdtempSync(join(scratch, 'package-'));
  cpSync(join(root, 'dist'), join(directory, 'dist'), { recursive: true });
  cpSync(join(root, 'package.json'), join(directory, 'package.json'));
  for (const [target, file] of Object.entries(files)) {
    const path = join(directory, binaryPath(targets([target])[0]));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, file);
  }
  const sums = Object.entries(whole).map(([target, file]) => [target, createHash('sha256').update(file).digest('hex')]);
  const values = `SHA256 = ${JSON.stringify(Object.fromEntries(sums))}, BUILT = ${JSON.stringify(built)}`;
  rewrite(directory, 'built.js', () => `export const ${values};`);
  return directory;
}

/** An addon for this machine that is no library. */
const empty = { [here]: Buffer.from('') };

/** Paths of addons that are given as URLs or as paths. */
function pathsOf(files: Addons): Record<string, string> {
  const path = (file: URL | string) => resolve(typeof file === 'string' ? file : fileURLToPath(file));
  return Object.fromEntries(Object.entries(files).map(([name, file]) => [name, path(file)]));
}

test('both builds of the package know the addon of every target', () => {
  const { addons: inCommonJs } = createRequire(import.meta.url)('../../dist/cjs/engine/load/native-commonjs.js');
  const all = Object.fromEntries(targets([]).map((target) => [target.name, join(root, binaryPath(target))]));
  expect(pathsOf(addons())).toEqual(all);
  expect(pathsOf(inCommonJs())).toEqual(all);
});

describe('the engine is forced by NATIVE_DROPOUT_ENGINE', () => {
  test.each(['wasm', 'js'])('%s', (name) => {
    const info = engineOf({ env: { NATIVE_DROPOUT_ENGINE: name } });
    expect(info).toMatchObject({ name, threads: 1, reason: `NATIVE_DROPOUT_ENGINE=${name}` });
  });

  test('an unknown engine throws', () => {
    const { stderr, status } = run(tell, { env: { NATIVE_DROPOUT_ENGINE: 'gpu' } });
    expect(stderr).toContain("RangeError: NATIVE_DROPOUT_ENGINE: expected one of 'native', 'wasm', 'js', got \"gpu\"");
    expect(status).not.toBe(0);
  });

  test('an engine that cannot run throws', () => {
    const { stderr, status } = run(tell, { env: { NATIVE_DROPOUT_ENGINE: 'native' }, directory: packageWith() });
    expect(stderr).toContain('NATIVE_DROPOUT_ENGINE: the native engine cannot run: ');
    expect(status).not.toBe(0);
  });

  test('without WebAssembly, forcing wasm throws and js runs by default', () => {
    const code = `delete globalThis.WebAssembly; ${tellLater}`;
    const directory = packageWith();
    expect(run(code, { env: { NATIVE_DROPOUT_ENGINE: 'wasm' }, directory }).stderr).toContain(
      'the wasm engine cannot run',
    );
    expect(JSON.parse(run(code, { directory }).stdout)).toMatchObject({ name: 'js', isa: 'scalar' });
  });
});

test('if WebAssembly gets no memory, js runs', () => {
  const code = `WebAssembly.Instance = function () { throw new RangeError('Out of memory'); }; ${tellLater}`;
  const info = JSON.parse(run(code, { directory: packageWith() }).stdout);
  expect(info).toMatchObject({ name: 'js', reason: expect.stringContaining('wasm: Out of memory') });
});

describe('without a fitting addon wasm runs, and tells why', () => {
  test('no addon', () => {
    expect(engineOf({ directory: packageWith() })).toMatchObject({
      name: 'wasm',
      isa: 'simd128',
      reason: missing,
    });
  });

  test('a file that is no library', () => {
    const info = engineOf({ directory: packageWith({ [here]: Buffer.from('not a library') }) });
    expect(info).toMatchObject({ name: 'wasm', reason: expect.stringMatching(/^native: ./) });
  });

  test('addons switched off', () => {
    expect(engineOf({ flags: ['--no-addons'], directory: packageWith(empty) })).toMatchObject({
      name: 'wasm',
      reason: expect.stringMatching(/^native: .*disabled$/i),
    });
  });

  test('the permission model', () => {
    const [major] = process.versions.node.split('.').map(Number);
    const flags = [major < 24 ? '--experimental-permission' : '--permission', '--allow-fs-read=*', '--no-warnings'];
    expect(engineOf({ flags, directory: packageWith(empty) })).toMatchObject({
      name: 'wasm',
      reason: expect.stringMatching(/^native: .*disabled/i),
    });
  });

  test('a binding that gives a wrong answer', () => {
    const code = `import { createRequire } from 'node:module';
      const { version } = createRequire(process.cwd() + '/')('./package.json');
      const nothing = () => {};
      process.dlopen = (module) => {
        module.exports = { version, call: new ArrayBuffer(128), isas: () => ['avx2'], dropout: nothing };
      };
      ${tellLater}`;
    const { stdout, stderr } = run(code, { directory: packageWith(empty) });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({ name: 'wasm', reason: 'native: the addon gives a wrong answer' });
  });
});

test('an addon of a surrounding clone is not used', () => {
  const above = mkdtempSync(join(scratch, 'above-'));
  const directory = join(above, 'package');
  cpSync(packageWith(), directory, { recursive: true });
  for (const place of [directory, above, scratch]) {
    const planted = join(place, 'build/Release/native_dropout.node');
    mkdirSync(dirname(planted), { recursive: true });
    writeFileSync(planted, 'no addon');
  }
  expect(engineOf({ directory })).toMatchObject({ name: 'wasm', reason: missing });
});

test('an addon that a bundle cannot load says what to do', () => {
  const directory = packageWith();
  rewrite(directory, 'native.js', (text) => text.replaceAll('import.meta.url', 'undefined'));
  expect(engineOf({ directory })).toMatchObject({ name: 'wasm', reason: missing });
});

describe.runIf(native !== undefined)('native', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

  test('runs by default', () => {
    const info = engineOf();
    expect(info).toEqual({ name: 'native', isa: native?.isas[0], threads: expect.any(Number) });
    expect(existsSync(builtAddon)).toBe(true);
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

  const built = (): Buffer => readFileSync(builtAddon); // a function, because the file may be missing

  test('the addon of an installed package', () => {
    expect(engineOf({ directory: packageWith({ [here]: built() }) })).toMatchObject({ name: 'native' });
  });

  test('an addon built here comes first', () => {
    const files = { [here]: Buffer.from('not a library') };
    expect(engineOf({ directory: packageWith(files, files, builtAddon) })).toMatchObject({ name: 'native' });
  });

  test.each([
    ['cut off', (file: Buffer) => file.subarray(0, file.length / 2)],
    ['changed in one bit', (file: Buffer) => Buffer.from(file).fill(file[5000] ^ 1, 5000, 5001)],
  ])('an addon that is %s', (_, damage) => {
    const info = engineOf({ directory: packageWith({ [here]: damage(built()) }, { [here]: built() }) });
    expect(info).toMatchObject({
      name: 'wasm',
      reason: `native: the addon for ${here} was not built together with this JavaScript, or is damaged`,
    });
  });

  test('an addon for another processor', () => {
    const file = built().fill(0xff, 16, 20); // the type and the machine of an ELF file
    const info = engineOf({ directory: packageWith({ [here]: file }) });
    expect(info).toMatchObject({ name: 'wasm', reason: expect.stringMatching(/^native: ./) });
  });

  test.runIf(existsSync('/usr/bin/qemu-x86_64') && process.arch === 'x64')('a processor without AVX2', () => {
    const args = ['-cpu', 'Nehalem', process.execPath, '--input-type=module', '-e', tell];
    const { NATIVE_DROPOUT_ENGINE: _, ...env } = process.env;
    const { stdout } = spawnSync('qemu-x86_64', args, { cwd: root, encoding: 'utf8', env });
    const reason = 'native: the processor has no AVX2 with FMA';
    expect(JSON.parse(stdout)).toMatchObject({ name: 'wasm', reason });
  });

  test('an addon of another version is not trusted', () => {
    const directory = packageWith({ [here]: built() });
    rewrite(directory, 'native.js', (text) => text.replace(`'${version}'`, "'0.0.1'"));
    expect(engineOf({ directory }).reason).toBe(`native: the addon was built from version ${version}, not 0.0.1`);
  });

  test('NATIVE_DROPOUT_ADDON goes before all other files', () => {
    const directory = packageWith(empty);
    writeFileSync(join(directory, 'addon.node'), built());
    expect(engineOf({ directory, env: { NATIVE_DROPOUT_ADDON: 'addon.node' } })).toMatchObject({ name: 'native' });
  });

  test('NATIVE_DROPOUT_ADDON may be a URL', () => {
    const env = { NATIVE_DROPOUT_ADDON: String(pathToFileURL(builtAddon)) };
    expect(engineOf({ directory: packageWith(), env })).toMatchObject({ name: 'native' });
  });

  test('NATIVE_DROPOUT_ADDON names a missing file', () => {
    const info = engineOf({ env: { NATIVE_DROPOUT_ADDON: 'nowhere.node' } });
    expect(info).toMatchObject({ name: 'wasm', reason: expect.stringMatching(/^native: .*nowhere.node/) });
  });

  test('NATIVE_DROPOUT_ADDON names an addon of another version', () => {
    const directory = packageWith();
    rewrite(directory, 'native.js', (text) => text.replace(`'${version}'`, "'0.0.1'"));
    const { reason } = engineOf({ directory, env: { NATIVE_DROPOUT_ADDON: builtAddon } });
    expect(reason).toBe(`native: the addon was built from version ${version}, not 0.0.1`);
  });
});
