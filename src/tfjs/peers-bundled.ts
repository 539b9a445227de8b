/** In place of peers.ts where there is no Node.js: bundlers put TensorFlow.js beside this. */

import * as core from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import type { Peers } from './load-peers.js';

export const peers: Peers = { core: () => core, layers: () => layers };
