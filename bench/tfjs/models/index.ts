import { lstm } from './lstm.js';
import { mlp } from './mlp.js';
import type { Model } from './model.js';
import { transformer } from './transformer.js';

export const MODELS = { mlp, transformer, lstm } satisfies Record<string, Model>;
export type ModelName = keyof typeof MODELS;
