/** The known answers in known-answers.txt are those in docs/mask.md and in the conformance checks. */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Engine } from '../../src/engine/engine.js';
import { js } from '../../src/engine/js/engine.js';
import { checkAnswer } from '../../src/engine/load/known-answer.js';
import { known, parse } from '../conformance/known-answers.js';
import { bitsOf } from '../support/operations.js';
import { readKnownAnswers } from './known-answers.js';

const answers = readKnownAnswers();

test('the checks that run everywhere have all rows of the file', () => {
  expect(answers.philox).toHaveLength(3);
  expect(known).toEqual(answers);
});

test('the example rows of docs/mask.md, and the block in its text, are those of the file', () => {
  const page = readFileSync(new URL('../../docs/mask.md', import.meta.url), 'utf8');
  const masks = Array.from(page.matchAll(/^\|(.*) ([01]{32}) ([01]{32}) \|$/gm), ([, row, first, second]) => {
    return `mask ${row.replaceAll('|', ' ').trim()} ${first}${second}`;
  });
  expect(parse(masks).masks).toEqual(answers.masks);
  const others = page.match(/^\| (?:uniform32|uniform64|normal|permutation|name) .*\|$/gm) ?? [];
  const { numbers, permutations, names } = parse(others.map((row) => row.replaceAll('|', ' ').trim()));
  expect(numbers).toEqual(expect.arrayContaining(answers.numbers));
  expect([numbers.length, permutations, names]).toEqual([answers.numbers.length, answers.permutations, answers.names]);
  const block = /counter 0, key 0 gives\s+([0-9a-f ]{35})\./.exec(page)?.[1];
  expect(block?.split(' ').map((word) => Number.parseInt(word, 16))).toEqual(answers.philox[0].block);
});

describe('the answer that an addon must give is a row of the file', () => {
  /** An engine that gives the file's answer, with one wrong element if asked. */
  function engineThatKnows(wrong?: number): Engine {
    return {
      ...js,
      run(_operation, bits, _rule, p, { length, x, y = new Float32Array(length) }) {
        const row = answers.masks.find((one) => {
          return JSON.stringify(bitsOf(one, one.offset)) === JSON.stringify(bits) && one.p === p;
        });
        for (let i = 0; i < y.length; ++i) {
          const kept = (row?.kept[i] === '1') !== (i === wrong);
          y[i] = kept ? x[i] * Math.fround(1 / (1 - p)) : 0;
        }
        return y;
      },
    };
  }

  test('an engine that gives the answer is trusted', () => expect(() => checkAnswer(engineThatKnows())).not.toThrow());

  test.each([0, 31, 63])('an engine that is wrong at element %d is not trusted', (wrong) => {
    expect(() => checkAnswer(engineThatKnows(wrong))).toThrow('the addon gives a wrong answer');
  });
});
