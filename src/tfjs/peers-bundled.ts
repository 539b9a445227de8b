/** Replaces peers.ts in bundles and outside Node.js, by the conditions in package.json. */

import { peersBy } from './load-peers.js';

export const peers = peersBy();
