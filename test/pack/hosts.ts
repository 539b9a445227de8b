/** Where else the package runs: bundled, traced, in other runtimes, in test runners. One row is one way to use it. */

import { NODE_VERSIONS, nodeProgram } from '../support/nodes.js';
import { dependency, tool } from './tools.js';

/** The program and its arguments; a script runs in Node.js. */
export type Command = string[];

export interface Host {
  name: string;
  /** Commands that build it; none may print a warning. */
  build?: Command[];
  /** Only `out/` is run, moved to another folder without node_modules. */
  alone?: boolean;
  run: Command;
  /** NATIVE_DROPOUT_ADDON names the binary. */
  named?: boolean;
  /** The engine that runs. */
  engine: 'native' | 'wasm' | 'js';
  /** engine().reason matches it. */
  reason?: RegExp;
  /** Every file in `out/` matches it. */
  out?: RegExp;
  /** No file in `out/` contains a match. */
  lacks?: RegExp;
}

const deno = tool('@deno/linux-x64-glibc/deno');
const bun = tool('@oven/bun-linux-x64/bin/bun');
const esbuild = [tool('esbuild/bin/esbuild'), '--bundle', '--log-level=warning', '--outdir=out'];
const webpack = [tool('webpack-cli/bin/cli.js'), '--env'];
const plain = ['--no-optimization-minimize', '--no-performance']; // faster, and no warning about the size
const vite = dependency('vite/bin/vite.js');
const ncc = [tool('@vercel/ncc/dist/ncc/cli.js'), 'build', '--quiet', '--out', 'out'];
const makeRequire =
  "--banner:js=import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
const lost = /keep native-dropout out of bundles, or name the file in NATIVE_DROPOUT_ADDON/;
const noAddons = /only Node.js, Bun and Deno load addons/;

const bundled: Host[] = ['mjs', 'cjs'].flatMap((kind): Host[] => [
  {
    name: `webpack, .${kind}`,
    build: [[...webpack, `entry=./consumer.${kind}`]],
    alone: true,
    run: ['main.js'],
    engine: 'native',
    out: /^main\.js$|^[0-9a-f]{20}\.node$/,
  },
  {
    name: `nft, .${kind}`,
    build: [['nft.mjs', `consumer.${kind}`]],
    alone: true,
    run: [`consumer.${kind}`],
    engine: 'native',
    out: /^consumer\.[mc]js$|^package\.json$|^node_modules\/native-dropout\/(package.json$|dist\/.*\.js(on)?$|prebuilds\/.*\.node$)/,
  },
  {
    name: `ncc, .${kind}`,
    build: [[...ncc, `consumer.${kind}`]],
    alone: true,
    run: [`index.${kind}`],
    engine: 'native',
    out: /^index\.[mc]js$|^package\.json$|^prebuilds\/.*\.node$/,
  },
]);

const esbuilt = [...esbuild, '--platform=node', '--out-extension:.js=.cjs', 'consumer.cjs'];
const bunBuilt = [bun, 'build', '--target=node', '--outdir=out', '--entry-naming=[name].mjs', 'consumer.mjs'];

const kept: Host[] = [
  { name: 'esbuild', build: [esbuilt], alone: true, run: ['consumer.cjs'], engine: 'wasm', reason: lost },
  { name: 'esbuild, addon named', build: [esbuilt], alone: true, run: ['consumer.cjs'], named: true, engine: 'native' },
  {
    name: 'esbuild, external',
    build: [[...esbuilt, '--external:native-dropout']],
    run: ['out/consumer.cjs'],
    engine: 'native',
  },
  { name: 'Bun build', build: [bunBuilt], alone: true, run: ['consumer.mjs'], engine: 'wasm', reason: lost },
  {
    name: 'Bun build, addon named',
    build: [bunBuilt],
    alone: true,
    run: ['consumer.mjs'],
    named: true,
    engine: 'native',
  },
  {
    name: 'Bun build, external',
    build: [[...bunBuilt, '--external', 'native-dropout']],
    run: ['out/consumer.mjs'],
    engine: 'native',
  },
];

/** `tfjs.mjs` and `tfjs.cjs` in bundles that contain TensorFlow.js. */
const withTensorFlow: Host[] = ['mjs', 'cjs'].flatMap((kind): Host[] => [
  {
    name: `TensorFlow.js, Node.js, .${kind}`,
    run: [`tfjs.${kind}`],
    engine: 'native',
  },
  {
    name: `TensorFlow.js, esbuild, .${kind} as CommonJS`,
    build: [[...esbuild, '--platform=node', '--out-extension:.js=.cjs', `tfjs.${kind}`]],
    alone: true,
    run: ['tfjs.cjs'],
    engine: 'wasm',
    reason: lost,
  },
  {
    name: `TensorFlow.js, esbuild, .${kind} as an ES module, addon named`,
    build: [[...esbuild, '--platform=node', '--format=esm', makeRequire, '--out-extension:.js=.mjs', `tfjs.${kind}`]],
    alone: true,
    run: ['tfjs.mjs'],
    named: true,
    engine: 'native',
  },
  {
    name: `TensorFlow.js, rolldown, .${kind}`,
    build: [[dependency('rolldown/bin/cli.mjs'), `tfjs.${kind}`, '--platform=node', '--dir=out']],
    alone: true,
    run: ['tfjs.js'],
    engine: 'wasm',
    reason: lost,
  },
  {
    name: `TensorFlow.js, Vite SSR, .${kind}`,
    build: [[vite, 'build', '--config=vite.config.mjs', `--ssr=tfjs.${kind}`]],
    alone: true,
    run: ['tfjs.mjs'],
    engine: 'wasm',
    reason: lost,
  },
  {
    name: `TensorFlow.js, Bun build, .${kind}`,
    build: [[bun, 'build', '--target=node', '--outdir=out', '--entry-naming=[name].mjs', `tfjs.${kind}`]],
    alone: true,
    run: ['tfjs.mjs'],
    engine: 'wasm',
    reason: lost,
  },
]);

/** The rows of bundlers that take long. */
const slow: Host[] = [
  {
    name: 'TensorFlow.js, webpack',
    build: [[...webpack, 'entry=./tfjs.mjs', ...plain]],
    alone: true,
    run: ['main.js'],
    engine: 'native',
  },
  {
    name: 'TensorFlow.js, ncc',
    build: [[...ncc, 'tfjs.cjs']],
    alone: true,
    run: ['index.cjs'],
    engine: 'native',
  },
];

/** Pages with the core of TensorFlow.js alone. */
const pages = [
  {
    name: 'core of TensorFlow.js, esbuild',
    build: [[...esbuild, 'page.mjs']],
    run: ['window.cjs', 'out/page.js'],
  },
  {
    name: 'core of TensorFlow.js, webpack',
    build: [[...webpack, 'entry=./page.mjs', 'target=web', '--no-performance']], // minimizing removes what is not used
    run: ['window.cjs', 'out/main.js'],
  },
  {
    name: 'core of TensorFlow.js, Vite',
    build: [[vite, 'build', '--config=vite.config.mjs']],
    run: ['window.cjs', 'out/page.iife.js'],
  },
].map((page): Host => ({ ...page, engine: 'wasm', reason: noAddons, lacks: /inboundNodes|createRequire|getBuiltin/ }));

const runtimes: Host[] = [
  {
    name: 'Deno, no permission',
    run: [deno, 'run', '--no-prompt', 'consumer.mjs'],
    engine: 'wasm',
    reason: /^native: ./,
  },
  {
    name: 'Deno, read and ffi',
    run: [deno, 'run', '--no-prompt', '--allow-read', '--allow-ffi', 'consumer.mjs'],
    engine: 'native',
  },
  { name: 'Deno, CommonJS', run: [deno, 'run', '--allow-all', 'consumer.cjs'], engine: 'native' },
  { name: 'Bun', run: [bun, 'consumer.mjs'], engine: 'native' },
  { name: 'Bun, CommonJS', run: [bun, 'consumer.cjs'], engine: 'native' },
  {
    name: 'workerd',
    build: [[...esbuild, '--format=esm', '--conditions=workerd,worker,browser', 'worker.mjs']],
    run: [tool('@cloudflare/workerd-linux-64/bin/workerd'), 'test', 'workerd.capnp'],
    engine: 'js', // workerd compiles WebAssembly only from separate modules
    reason: noAddons,
  },
  {
    name: 'React Native (Metro), in a bare realm',
    build: [['metro.cjs']],
    run: ['bare.cjs', 'out/bundle.js'],
    engine: 'js',
    reason: noAddons,
  },
  { name: 'Bun, TensorFlow.js', run: [bun, 'tfjs.mjs'], engine: 'native' },
  { name: 'Deno, TensorFlow.js', run: [deno, 'run', '--allow-all', 'tfjs.mjs'], engine: 'native' },
  {
    name: 'Jest 27, which reads no "exports"',
    run: [tool('jest-27/bin/jest.js'), '--runInBand', 'tfjs'],
    engine: 'native',
  },
  { name: 'three copies in a process', run: ['copies.mjs'], engine: 'native' },
];

/** The rows that differ by the version of Node.js. */
const versions: Host[] = NODE_VERSIONS.flatMap((version): Host[] => {
  const node = nodeProgram('linux-x64', version);
  const snapshot = [...esbuild, '--platform=node', '--out-extension:.js=.cjs', 'snapshot.cjs'];
  const inject = [tool('postject/dist/cli.js'), 'program', 'NODE_SEA_BLOB', 'sea.blob'];
  const fuse = ['--sentinel-fuse', 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2'];
  return [
    {
      name: `Jest, Node.js ${version}`,
      run: [node, tool('jest/bin/jest.js'), '--runInBand', 'consumer'],
      engine: 'native',
    },
    {
      name: `startup snapshot, Node.js ${version}`,
      build: [snapshot, [node, '--snapshot-blob', 'blob', '--build-snapshot', 'out/snapshot.cjs']],
      run: [node, '--snapshot-blob', 'blob'],
      engine: 'wasm',
      reason: lost,
    },
    {
      name: `single executable, addon named, Node.js ${version}`,
      build: [
        esbuilt,
        [node, '--experimental-sea-config', 'sea.json'],
        ['/bin/cp', node, 'program'],
        [...inject, ...fuse],
      ],
      run: ['./program'],
      named: true,
      engine: 'native',
    },
  ];
});

export const hosts: readonly Host[] = [
  ...bundled,
  ...kept,
  ...withTensorFlow,
  ...slow,
  ...pages,
  ...runtimes,
  ...versions,
];
