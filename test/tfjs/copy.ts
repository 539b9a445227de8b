/**
 * The one copy of TensorFlow.js that tests run: that of this package, or with NATIVE_DROPOUT_TFJS_NODE=1 that which
 * `.ci/tfjs-node` has built, as two copies in a process register everything twice.
 */

import { createRequire } from 'node:module';
import { join } from 'node:path';
import util from 'node:util';
import { root } from '../support/child.js';

export const onNode = process.env.NATIVE_DROPOUT_TFJS_NODE === '1';

// Which tfjs-node calls, and Node.js has not any more since its version 23.
Object.assign(util, { isNullOrUndefined: (value: unknown) => value == null, isArray: Array.isArray });

export const require = createRequire(join(root, onNode ? 'build/tools/tfjs-node/' : '', 'index.js'));
