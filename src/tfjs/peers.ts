/** The TensorFlow.js that Node.js finds from here. */

import { createRequire } from 'node:module';
import { peersBy } from './load-peers.js';

export const peers = peersBy(() => createRequire(import.meta.url));
