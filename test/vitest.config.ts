import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

function source(file: string): string {
  return fileURLToPath(new URL(`../src/${file}`, import.meta.url));
}

export default defineConfig({
  resolve: {
    alias: {
      'native-dropout/tfjs': source('tfjs/index.ts'),
      'native-dropout': source('index.ts'),
      '#native': source('engine/native.ts'),
      '#tfjs': source('tfjs/peers.ts'),
    },
  },
  test: {
    root: fileURLToPath(new URL('.', import.meta.url)),
    include: ['**/*.test.ts'],
    testTimeout: 60_000,
    // Forks, as the thread count and the instruction set are settings of the whole process.
    pool: 'forks',
  },
});
