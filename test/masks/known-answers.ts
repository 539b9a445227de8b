/** The rows of known-answers.txt; the C++ tests also read them. */

import { readFileSync } from 'node:fs';
import { type KnownAnswers, parse } from '../conformance/known-answers.js';

export function readKnownAnswers(): KnownAnswers {
  const text = readFileSync(new URL('./known-answers.txt', import.meta.url), 'utf8');
  return parse(text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#')));
}
