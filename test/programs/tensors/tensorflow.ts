/** The copy of TensorFlow.js that this package finds, with its wasm backend; with NATIVE_DROPOUT_TFJS_NODE=1 tfjs-node. */

import { createRequire } from 'node:module';
import type * as TensorFlow from '@tensorflow/tfjs';
import { TFJS_NODE } from '../../../bench/tfjs/backends.js';

const require = createRequire(import.meta.url);

export const onNode = process.env.NATIVE_DROPOUT_TFJS_NODE === '1';
export const tf: typeof TensorFlow = require(onNode ? TFJS_NODE : '@tensorflow/tfjs');
tf.env().set('PROD', true); // without advice on which backend to install
require('@tensorflow/tfjs-backend-wasm');
