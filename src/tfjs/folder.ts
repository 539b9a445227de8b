/** A folder of checkpoints. Each has a subfolder with the files that TensorFlow.js writes. */

import type { io } from '@tensorflow/tfjs-core';
import { broken } from '../checkpoint/encode.js';
import { fileSystem, writeFlushed } from '../checkpoint/files.js';
import { utf8 } from '../random/utf8.js';
import { describe, fromArtifacts, type Parts, type Store } from './artifacts.js';

const MODEL = 'model.json';
const WEIGHTS = 'weights.bin';
const DIGITS = 6;

/** The text of model.json. */
function textOf({ weightData: _, weightSpecs: weights, ...model }: io.ModelArtifacts): string {
  return JSON.stringify({ ...model, weightsManifest: [{ paths: [WEIGHTS], weights }] });
}

/** Whole checkpoints by their numbers, oldest first. */
function numbersIn(folder: string): string[] {
  const { existsSync, readdirSync } = fileSystem();
  return existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => /^\d{6,}$/.test(name))
        .sort(byNumber)
    : [];
}

const byNumber = (a: string, b: string): number => Number(a) - Number(b);

/** Saves to the next number and removes all but the last `keep`; loads the last. */
export function folderStore(folder: string, keep: number): Store {
  return {
    async save(parts) {
      const { mkdirSync, renameSync, rmSync } = fileSystem();
      const before = numbersIn(folder);
      const number = Number(before.at(-1) ?? 0) + 1;
      const whole = `${folder}/${String(number).padStart(DIGITS, '0')}`;
      const unfinished = `${whole}.new`;
      mkdirSync(unfinished, { recursive: true });
      writeFiles(unfinished, parts);
      renameSync(unfinished, whole);
      const old = before.slice(0, Math.max(before.length + 1 - keep, 0));
      for (const name of old) rmSync(`${folder}/${name}`, { recursive: true, force: true });
    },
    async load() {
      const last = numbersIn(folder).at(-1);
      return last === undefined ? undefined : read(`${folder}/${last}`);
    },
  };
}

function writeFiles(folder: string, parts: Parts): void {
  let text = '';
  writeFlushed(`${folder}/${WEIGHTS}`, parts.data, () => {
    text = textOf(describe(parts));
    return new Uint8Array();
  });
  writeFlushed(`${folder}/${MODEL}`, [utf8(text)]);
}

/** @throws {CheckpointError} if a file is missing, or not as it was written. */
function read(folder: string): io.ModelArtifacts {
  const { text, artifacts } = parse(folder);
  const { data, ...parts } = fromArtifacts(artifacts);
  if (textOf(describe({ ...parts, data: [data] })) === text) return artifacts;
  throw broken(`${MODEL} in ${folder} as it was written`, 'a different one');
}

function parse(folder: string): { text: string; artifacts: io.ModelArtifacts } {
  const { readFileSync } = fileSystem();
  try {
    const text = readFileSync(`${folder}/${MODEL}`, 'utf8');
    const { weightsManifest, ...model } = JSON.parse(text) as { weightsManifest: io.WeightsManifestConfig };
    const weightData = Uint8Array.from(readFileSync(`${folder}/${WEIGHTS}`)).buffer;
    return { text, artifacts: { ...model, weightSpecs: weightsManifest[0].weights, weightData } };
  } catch (error) {
    throw broken(`${MODEL} and ${WEIGHTS} in ${folder}`, (error as Error).message);
  }
}
