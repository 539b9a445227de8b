/** Replaces peers.ts in the CommonJS build, where modules have no URL. */

import { peersBy } from './load-peers.js';

export const peers = peersBy(() => require);
