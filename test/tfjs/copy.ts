/**
 * The only copy of TensorFlow.js in a test process, because two would register everything twice. By default it is that of
 * this repository; with NATIVE_DROPOUT_TFJS_NODE=1 it is that which `.ci/tfjs-node` has built.
 */

import { createRequire } from 'node:module';
import { join } from 'node:path';
import util from 'node:util';
import { root } from '../support/child.js';

export const onNode = process.env.NATIVE_DROPOUT_TFJS_NODE === '1';

// tfjs-node calls these functions; Node.js 23 removed them.
Object.assign(util, { isNullOrUndefined: (value: unknown) => value == null, isArray: Array.isArray });

export const require = createRequire(join(root, onNode ? 'build/tools/tfjs-node/' : '', 'index.js'));
