/** peers.ts in the CommonJS build, where modules have no URL; it is not in the other. */

import { peersBy } from './load-peers.js';

export const peers = peersBy(() => require);
