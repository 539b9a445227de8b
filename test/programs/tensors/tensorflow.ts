/** The copy of TensorFlow.js that this package finds, with its wasm backend. */

import { createRequire } from 'node:module';
import type * as TensorFlow from '@tensorflow/tfjs';

const require = createRequire(import.meta.url);

export const tf: typeof TensorFlow = require('@tensorflow/tfjs');
tf.env().set('PROD', true); // without advice on which backend to install
require('@tensorflow/tfjs-backend-wasm');
