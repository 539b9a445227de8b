import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

function source(file: string): string {
  return fileURLToPath(new URL(`../src/${file}`, import.meta.url));
}

/** Tests run on tfjs-node (test/tfjs/copy.ts). */
const onNode = process.env.NATIVE_DROPOUT_TFJS_NODE === '1';

export default defineConfig({
  resolve: {
    alias: {
      'native-dropout/tfjs': source('tfjs/index.ts'),
      'native-dropout/replay': source('replay/index.ts'),
      'native-dropout': source('index.ts'),
      '#native': source('engine/load/native.ts'),
      '#tfjs': onNode ? fileURLToPath(new URL('tfjs/peers.ts', import.meta.url)) : source('tfjs/peers.ts'),
      './built.js': fileURLToPath(new URL('../dist/engine/load/built.js', import.meta.url)), // with the addon's path
    },
  },
  test: {
    root: fileURLToPath(new URL('.', import.meta.url)),
    include: ['**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // The thread count and the instruction set are settings of the whole process, so files run in forks.
    pool: 'forks',
    maxWorkers: '100%', // vitest leaves one processor out, which is half of two
  },
});
