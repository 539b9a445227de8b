/** The forms that the playground shows, all called in one way. */

import {
  alphaDropout,
  dropBlock2d,
  dropout,
  dropout1d,
  dropout2d,
  dropPath,
  featureAlphaDropout,
  type Generator,
  gaussianDropout,
  gaussianNoise,
  lockedDropout,
} from 'native-dropout';

export interface CallOptions {
  generator: Generator;
  shape: readonly number[];
  offset?: number;
}

export interface FormRow {
  name: string;
  /** What it does to x. */
  text: string;
  shape: string;
  run(x: Float32Array<ArrayBuffer>, p: number, options: CallOptions): Float32Array<ArrayBuffer>;
  /** The options of a call as code. */
  options(shape: readonly number[]): string[];
  /** The mask elements of a sample; undefined if a worker needs more than an offset. */
  perSample?(shape: readonly number[]): number;
  /** The mask elements of x; undefined if elements are not dropped independently. */
  elements?(shape: readonly number[]): number;
  /** The values of x: ones, or normal numbers, whose mean and variance the form keeps. */
  input: 'ones' | 'normals';
  /** The standard deviation of y, if its values are normal. */
  deviation?(p: number): number;
}

export const product = (all: readonly number[]): number => all.reduce((a, b) => a * b, 1);

const withShape = (shape: readonly number[]) => [`shape: [${shape.join(', ')}]`];
const none = () => [];
const features = (shape: readonly number[]) => product(shape.slice(1));
const channels = (shape: readonly number[]) => shape[1];
const images = (shape: readonly number[]) => shape[0] * shape[1];

export const FORMS: FormRow[] = [
  {
    name: 'dropout',
    text: 'drops elements',
    shape: '32, 32',
    run: (x, p, { shape: _, ...options }) => dropout(x, p, options),
    options: none,
    perSample: features,
    elements: product,
    input: 'ones',
  },
  {
    name: 'dropout1d',
    text: 'drops channels of [N, C, L]',
    shape: '4, 16, 12',
    run: dropout1d,
    options: withShape,
    perSample: channels,
    elements: images,
    input: 'ones',
  },
  {
    name: 'dropout2d',
    text: 'drops channels of [N, C, H, W]',
    shape: '4, 8, 8, 8',
    run: dropout2d,
    options: withShape,
    perSample: channels,
    elements: images,
    input: 'ones',
  },
  {
    name: 'dropBlock2d',
    text: 'drops blocks of 3 × 3 in [N, C, H, W]',
    shape: '4, 4, 16, 16',
    run: (x, p, options) => dropBlock2d(x, p, { ...options, blockSize: 3 }),
    options: (shape) => [...withShape(shape), 'blockSize: 3'],
    input: 'ones',
  },
  {
    name: 'dropPath',
    text: 'drops samples of [N, …]',
    shape: '32, 32',
    run: dropPath,
    options: withShape,
    perSample: () => 1,
    elements: ([n]) => n,
    input: 'ones',
  },
  {
    name: 'lockedDropout',
    text: 'drops features of [T, B, C] in all T steps',
    shape: '6, 16, 16',
    run: lockedDropout,
    options: withShape,
    elements: (shape) => shape[1] * shape[2],
    input: 'ones',
  },
  {
    name: 'alphaDropout',
    text: 'sets elements to a constant and keeps mean 0, variance 1',
    shape: '32, 32',
    run: (x, p, { shape: _, ...options }) => alphaDropout(x, p, options),
    options: none,
    perSample: features,
    elements: product,
    input: 'normals',
  },
  {
    name: 'featureAlphaDropout',
    text: 'the same for channels of [N, C, …]',
    shape: '4, 8, 8, 8',
    run: featureAlphaDropout,
    options: withShape,
    perSample: channels,
    elements: images,
    input: 'normals',
  },
  {
    name: 'gaussianDropout',
    text: 'multiplies by normal numbers of mean 1',
    shape: '32, 32',
    run: (x, p, { shape: _, ...options }) => gaussianDropout(x, p, options),
    options: none,
    perSample: features,
    input: 'ones',
    deviation: (p) => Math.sqrt(p / (1 - p)),
  },
  {
    name: 'gaussianNoise',
    text: 'adds normal numbers of mean 0; p is their standard deviation',
    shape: '32, 32',
    run: (x, p, { shape: _, ...options }) => gaussianNoise(x, p, options),
    options: none,
    perSample: features,
    input: 'ones',
    deviation: (p) => p,
  },
];
