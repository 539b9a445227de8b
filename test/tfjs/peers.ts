/** In place of src/tfjs/peers.ts with NATIVE_DROPOUT_TFJS_NODE=1. */

import { peersBy } from '../../src/tfjs/load-peers.js';
import { require } from './copy.js';

export const peers = peersBy(() => require);
