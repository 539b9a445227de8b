/** In place of peers.ts in bundles, and where there is no Node.js: conditions in package.json tell. */

import { peersBy } from './load-peers.js';

export const peers = peersBy();
