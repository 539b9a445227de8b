/** Replaces src/tfjs/peers.ts if NATIVE_DROPOUT_TFJS_NODE is 1. */

import { peersBy } from '../../src/tfjs/load-peers.js';
import { require } from './copy.js';

export const peers = peersBy(() => require);
