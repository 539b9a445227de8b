/** The release workflow names the repository that it runs in, or fails. */

import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'native-dropout-release-'));
afterAll(() => rmSync(folder, { recursive: true }));

function nameRepository(variables: Record<string, string>): { status: number | null; stderr: string; text: string } {
  const file = join(folder, 'package.json');
  copyFileSync(join(root, 'package.json'), file);
  const env = { PATH: process.env.PATH, ...variables };
  const { status, stderr } = spawnSync(process.execPath, ['.ci/repository.mjs', file], {
    cwd: root,
    env,
    encoding: 'utf8',
  });
  return { status, stderr, text: readFileSync(file, 'utf8') };
}

const before = readFileSync(join(root, 'package.json'), 'utf8');

test('the repository is named, and nothing else changes', () => {
  const variables = { GITHUB_SERVER_URL: 'https://example.org', GITHUB_REPOSITORY: 'someone/something' };
  const { status, text } = nameRepository(variables);
  expect(status).toBe(0);
  expect(JSON.parse(text)).toEqual({
    ...JSON.parse(before),
    homepage: 'https://example.org/someone/something#readme',
    repository: { type: 'git', url: 'git+https://example.org/someone/something.git' },
    bugs: { url: 'https://example.org/someone/something/issues' },
  });
});

test.each([{}, { GITHUB_SERVER_URL: 'https://example.org' }, { GITHUB_REPOSITORY: 'someone/something' }])(
  'without a repository it fails and changes nothing: %o',
  (variables) => {
    const { status, stderr, text } = nameRepository(variables);
    expect({ status, text }).toEqual({ status: 1, text: before });
    expect(stderr).toContain('no repository to name');
  },
);
