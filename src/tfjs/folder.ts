/** A folder of checkpoints. Each has a subfolder with the files that TensorFlow.js writes. */

import type { io } from '@tensorflow/tfjs-core';
import { broken } from '../checkpoint/encode.js';
import { fileSystem, writeFlushed } from '../checkpoint/files.js';
import { utf8 } from '../random/utf8.js';
import { fromArtifacts, toArtifacts } from './artifacts.js';

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
export function folderHandler(folder: string, keep: number): Required<io.IOHandler> {
  return {
    async save(artifacts) {
      const { mkdirSync, renameSync, rmSync } = fileSystem();
      const before = numbersIn(folder);
      const number = Number(before.at(-1) ?? 0) + 1;
      const whole = `${folder}/${String(number).padStart(DIGITS, '0')}`;
      const unfinished = `${whole}.new`;
      mkdirSync(unfinished, { recursive: true });
      writeFlushed(`${unfinished}/${WEIGHTS}`, [new Uint8Array(artifacts.weightData as ArrayBuffer)]);
      writeFlushed(`${unfinished}/${MODEL}`, [utf8(textOf(artifacts))]);
      renameSync(unfinished, whole);
      const old = before.slice(0, Math.max(before.length + 1 - keep, 0));
      for (const name of old) rmSync(`${folder}/${name}`, { recursive: true, force: true });
      return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
    },
    async load() {
      const last = numbersIn(folder).at(-1);
      if (last === undefined) return undefined as never;
      return read(`${folder}/${last}`);
    },
  };
}

/** @throws {CheckpointError} if a file is missing, or not as it was written. */
function read(folder: string): io.ModelArtifacts {
  const { text, artifacts } = parse(folder);
  if (textOf(toArtifacts(fromArtifacts(artifacts))) === text) return artifacts;
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
