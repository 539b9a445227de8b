/** Each entry point loads only what it needs: `native-dropout` loads nothing of replay or TensorFlow.js. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as main from 'native-dropout';
import * as replay from 'native-dropout/replay';
import * as tfjs from 'native-dropout/tfjs';
import { describe, expect, test } from 'vitest';
import { root } from '../support/child.js';
import { reachableFiles } from '../support/reachable.js';

/** The classes of an entry point that `native-dropout` lacks. */
const classesOf = (exports: object) => Object.keys(exports).filter((name) => /^[A-Z]/.test(name) && !(name in main));

/** The entry points that an entry point must not load. */
const FOREIGN = {
  index: { tfjs, replay },
  'tfjs/index': { replay },
  'replay/index': { tfjs },
};

describe.each(['dist', 'dist/cjs'])('%s', (build) => {
  test.each(Object.entries(FOREIGN))('%s', (entry, foreign) => {
    const files = reachableFiles(root, [`${build}/${entry}.js`]);
    const code = files.map((file) => readFileSync(join(root, file), 'utf8')).join('\n');
    for (const [name, exports] of Object.entries(foreign)) {
      expect(files.filter((file) => file.includes(name))).toEqual([]);
      expect(classesOf(exports).filter((one) => code.includes(`class ${one} `))).toEqual([]);
    }
  });
});
