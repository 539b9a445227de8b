/** `npx native-dropout` tells what runs here, on every engine, and refuses bad input in one line. */

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EngineName, engine, Mask } from 'native-dropout';
import { afterAll, describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { root, runProgram } from '../support/child.js';

const engines: EngineName[] = engine().name === 'native' ? ['native', 'wasm', 'js'] : ['wasm', 'js'];

function cli(args: readonly string[], NATIVE_DROPOUT_ENGINE?: string, directory = root) {
  const env = NATIVE_DROPOUT_ENGINE === undefined ? {} : { NATIVE_DROPOUT_ENGINE };
  return runProgram([join(root, 'tools/cli.mjs'), ...args], { env, directory });
}

function printed(...args: Parameters<typeof cli>): string {
  const { stdout, stderr, status } = cli(...args);
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return stdout;
}

const folder = mkdtempSync(join(tmpdir(), 'native-dropout-'));
afterAll(() => rmSync(folder, { recursive: true }));

const bits = new Mask({ seed: 42, draw: 0, p: 0.1 }).toBits(2 ** 20);
const hash = createHash('sha256').update(bits).digest('hex').slice(0, 16);

describe.each(engines)('on %s', (name) => {
  test('it reports the engine, equal bits, speed and TensorFlow.js, in 80 columns and without colours', () => {
    const text = printed([], name);
    expect(text).toMatch(RegExp(`^  engine {7}${name}, `, 'm'));
    expect(text).toContain(`NATIVE_DROPOUT_ENGINE=${name}`);
    expect(text).toContain(`${engines.join(', ')} give the same mask: ${hash}`);
    expect(text).toMatch(/a loop with Math\.random\(\) [\d.e+]+ ms/);
    expect(text).toContain('@tensorflow/tfjs 4.22.0');
    expect(text).not.toContain('\x1b');
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test('a check for it passes, and one for another engine fails with reason and remedy', () => {
    expect(printed(['check', '--engine', name], name)).toMatch(RegExp(`^${name}, .*\n$`));
    const other = name === 'js' ? 'wasm' : 'js';
    expect(cli(['check', '--engine', other], name)).toMatchObject({ status: 1, stdout: '' });
    if (name !== 'native') {
      expect(cli(['check'], name).stderr).toBe(
        `The ${name} engine runs, not native: NATIVE_DROPOUT_ENGINE=${name}. Remove this variable from the environment.\n`,
      );
    }
  });

  test('it prints a mask, and writes one', () => {
    const mask = new Mask({ seed: 42, draw: 7, p: 0.1 });
    const args = ['mask', '--seed', '42', '--draw', '7', '--p', '0.1', '--n', '100'];
    const elements = mask.toUint8Array(100).join('');
    expect(printed(args, name)).toBe(`${elements.slice(0, 64)}\n${elements.slice(64)}\n`);
    const out = join(folder, `${name}.bin`);
    expect(printed([...args, '--out', out], name)).toBe('');
    expect([...readFileSync(out)]).toEqual([...new Uint8Array(mask.toBits(100).buffer, 0, 13)]);
  });
});

/** The first elements that each framework keeps from seed 42, at p = 0.3. test/replay/ compares more with the frameworks. */
const THEIRS = {
  torch: '11111100111100111011',
  jax: '11111110101000100110',
  tensorflow: '11110111001101110110',
  keras: '01100110001010111010',
  onnxruntime: '01101011100111000101',
  tfjs: '11101101111101100111',
  numpy: '11110111011111101011',
};

test.each(Object.entries(THEIRS))("it prints %s's mask, and writes it", (name, elements) => {
  const args = ['replay', name, '--seed', '42', '--p', '0.3', '--n', '20'];
  expect(printed(args)).toBe(`${elements}\n`);
  const out = join(folder, `${name}.bin`);
  expect(printed([...args, '--out', out])).toBe('');
  const bytes = [...readFileSync(out)].map((byte) => byte.toString(2).padStart(8, '0'));
  expect(bytes.reverse().join('').slice(-20)).toBe([...elements].reverse().join(''));
});

const FRAMEWORKS = Object.keys(THEIRS).join(', ').replace('torch', 'torch (PyTorch)');

test('a seed may be large, negative or a text, if the framework takes it', () => {
  const first = (name: string, seed: string) => printed(['replay', name, `--seed=${seed}`, '--n', '20']);
  expect(first('torch', '-1')).toBe(first('torch', '18446744073709551615'));
  expect(printed(['replay', 'torch', '--seed', '-1', '--n', '20'])).toBe(first('torch', '-1'));
  expect(first('jax', '9007199254740993')).not.toBe(first('jax', '9007199254740992'));
  expect(first('tfjs', 'abc')).toMatch(/^[01]{20}\n$/);
});

test('it tells its version, and help has two names', () => {
  expect(printed(['--version'])).toBe(`${manifest.version}\n`);
  expect(printed(['help'])).toBe(printed(['--help']));
  expect(printed(['help', 'mask'])).toBe(printed(['mask', '--help']));
});

test.runIf(engine().name === 'native')('it names the setting of the instruction set', () => {
  const of = (...args: string[]) =>
    runProgram([join(root, 'tools/cli.mjs'), ...args], { env: { NATIVE_DROPOUT_ISA: 'scalar' } }).stdout;
  expect(of()).toMatch(/^ {2}engine {7}native, scalar, .*\n {15}NATIVE_DROPOUT_ISA=scalar$/m);
  expect(of('check')).toMatch(/^native, scalar, .*: as wanted, by NATIVE_DROPOUT_ISA=scalar\n$/);
});

test('a check names a wrong NATIVE_DROPOUT_ADDON, and says native once', () => {
  const env = { NATIVE_DROPOUT_ADDON: 'nowhere.node' };
  const { stderr, status } = runProgram([join(root, 'tools/cli.mjs'), 'check'], { env });
  expect(status).toBe(1);
  expect(stderr).toMatch(/^The wasm engine runs, not native: (?!native)/);
  expect(stderr).toContain(
    `NATIVE_DROPOUT_ADDON names no addon for ${process.platform}-${process.arch}: correct or remove it.\n`,
  );
});

test('where there is no TensorFlow.js it says so', () => {
  expect(printed([], 'js', folder)).toContain('not found from this folder');
});

test('a long reason takes several lines', () => {
  const env = { NATIVE_DROPOUT_ADDON: join(folder, 'a-file-with-a-long-name-that-is-not-there.node') };
  const { stdout, status } = runProgram([join(root, 'tools/cli.mjs')], { env });
  expect(status).toBe(0);
  expect(stdout).toMatch(/^ {2}engine {7}wasm, simd128, 1 thread\n {15}native:/m);
  expect(stdout.replace(/\s+/g, ' ')).toContain('wasm, js give the same mask');
});

test.each([
  [['--nonsense'], "Unknown option '--nonsense'; --help lists the options"],
  [['chek'], "no command 'chek'; commands: check, bench, mask, replay"],
  [['check', 'it'], "Unexpected argument 'it'; --help lists the options"],
  [['check', '--engine', 'gpu'], '--engine: expected one of native, wasm, js, got "gpu"'],
  [['mask', '--p', '2'], '--p: expected a number from 0 to 1, got "2"'],
  [['mask', '--p', ''], '--p: expected a number from 0 to 1, got ""'],
  [['mask', '--seed', 'x'], '--seed: expected an integer from 0 to 2^64 - 1, got "x"'],
  [['mask', '--seed', '-1'], '--seed: expected an integer from 0 to 2^64 - 1, got "-1"'],
  [
    ['mask', '--seed', '18446744073709551616'],
    '--seed: expected an integer from 0 to 2^64 - 1, got "18446744073709551616"',
  ],
  [['mask', '--n', '0'], '--n: expected an integer from 1 to 4,294,967,295, got "0"'],
  [['mask', '--out', 'src'], '--out: expected a file that can be written, got "src"'],
  [['mask', '--n', '16777217'], '--n: expected at most 16,777,216 without --out, got 16777217'],
  [['replay'], `source: expected one of ${FRAMEWORKS}`],
  [['replay', 'pytorch'], `source: expected one of ${FRAMEWORKS}, got "pytorch"`],
  [['replay', 'torch', '42'], "Unexpected argument '42' (--seed 42); --help lists the options"],
  [['replay', 'torch', 'jax'], "Unexpected argument 'jax'; --help lists the options"],
  [['replay', 'torch', '--draw', '1'], "Unknown option '--draw'; --help lists the options"],
  [['replay', 'torch', '--seed', 'x'], 'seed: expected a safe integer or a bigint in [-2^63, 2^64 - 1], got "x"'],
  [['replay', 'keras', '--seed=-1'], 'seed: expected an integer in [0, 2^32 - 1], got -1'],
  [['replay', 'tensorflow', '--p', '1'], 'p: expected a rate below 1, as TensorFlow does, got 1'],
  [['replay', 'torch', '--p', 'x'], '--p: expected a number from 0 to 1, got "x"'],
  [['replay', 'torch', '--n', '16777217'], '--n: expected at most 16,777,216 without --out, got 16777217'],
  [['replay', 'torch', '--out', 'src'], '--out: expected a file that can be written, got "src"'],
  [['bench', '--json', 'src'], '--json: expected a file that can be written, got "src"'],
])('%j is refused', (args, message) => {
  expect(cli(args)).toEqual({ status: 1, stdout: '', stderr: `${message}\n` });
});

test.runIf(process.platform === 'linux').each([
  ['bench', '--json'],
  ['mask', '--out'],
])('%s names the file that it cannot write, before it works', (name, option) => {
  const { stdout, stderr, status } = cli([name, option, '/proc/none.json']);
  expect({ stdout, status }).toEqual({ stdout: '', status: 1 });
  expect(stderr).toMatch(RegExp(`^${option}: cannot write /proc/none\\.json \\(E[A-Z]+\\)\n$`));
});

/** util-linux's script runs a command in a pseudo-terminal; that of macOS takes other arguments. */
const hasTerminal = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') === true;
const SHOWN = [
  [[]],
  [['--help']],
  [['check', '--engine', 'js']],
  [['mask', '--n', '1000']],
  [['replay', 'torch', '--n', '1000']],
];

/** Its output in a terminal of 80 columns. */
function shown(args: readonly string[]): string {
  const command = ['stty', 'cols', '80;', process.execPath, join(root, 'tools/cli.mjs'), ...args].join(' ');
  const env = { ...process.env, NATIVE_DROPOUT_ENGINE: 'js', TERM: 'xterm-256color' };
  return spawnSync('script', ['-qec', command, '/dev/null'], { encoding: 'utf8', env, input: '' }).stdout;
}

/** Texts without times, which differ from run to run. */
const timeless = (text: string) => text.replaceAll('\r', '').replace(/[\d.e+-]+ ms/g, 'ms');

test.skipIf(!hasTerminal).each(SHOWN)('%j prints to a terminal what it prints to a pipe, in 80 columns', (args) => {
  const text = timeless(shown(args));
  expect(text).toBe(timeless(printed(args, 'js')));
  expect(text).not.toContain('\x1b');
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
});

test('a reader of its output may leave early', () => {
  const read = 'process.stdin.once("data", (data) => { console.log(String(data).slice(0, 64)); process.exit(); })';
  const command = `"${process.execPath}" "${join(root, 'tools/cli.mjs')}" mask --n 1000000 | "${process.execPath}" -e '${read}'`;
  const env = { ...process.env, NATIVE_DROPOUT_ENGINE: 'js' };
  const { stdout, stderr } = spawnSync('sh', ['-c', command], { encoding: 'utf8', env });
  expect({ stdout, stderr }).toEqual({ stdout: expect.stringMatching(/^[01]{64}\n$/), stderr: '' });
});

test.each([[[]], [['check']], [['mask']], [['replay']], [['bench']]])('%j --help', (command) => {
  const text = printed([...command, '--help']);
  expect(text).toMatch(RegExp(`^npx native-dropout ${command.join('')}`));
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
});

test('bench writes what it measures', () => {
  const json = join(folder, 'bench.json');
  expect(printed(['bench', '--json', json], 'js')).toContain('milliseconds, medians');
  expect(existsSync(json)).toBe(true);
  const { rows } = JSON.parse(readFileSync(json, 'utf8'));
  expect(rows).toHaveLength(6);
  for (const row of rows)
    expect(row).toMatchObject({ elements: expect.any(Number), copy: expect.any(Number), js: expect.any(Number) });
});
