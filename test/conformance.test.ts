import { describe, test } from 'vitest';
import { checks } from './conformance/index.js';

describe('conformance', () => {
  for (const { name, run } of checks) test(name, run);
});
