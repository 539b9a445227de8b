/** The release workflow names its own repository, or fails, and publishes only what it has tested. */

import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { checkIntegrity } from '../../tools/npm-package.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
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
    author: { name: 'someone', url: 'https://example.org/someone' },
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

test('the changelog begins with the version of the package', () => {
  const [, version] = readFileSync(join(root, 'CHANGELOG.md'), 'utf8').match(/^## (\S+)$/m) ?? [];
  expect(version).toBe(JSON.parse(before).version);
});

describe('what is published is what was tested', () => {
  const text = readFileSync(join(root, '.github/workflows/release.yml'), 'utf8');
  const [, ...parts] = text.slice(text.indexOf('\njobs:\n')).split(/^ {2}(\w+):$/m);
  const jobs = new Map(parts.flatMap((part, i) => (i % 2 === 0 ? [[part, parts[i + 1]] as const] : [])));
  const having = (what: RegExp) => [...jobs].filter(([, job]) => what.test(job)).map(([name]) => name);

  test('one job makes the tarball, and runs nothing that it is not made of', () => {
    expect(having(/npm pack|upload-artifact/)).toEqual(['build']);
    const runs = [...(jobs.get('build') ?? '').matchAll(/ run: (.*)/g)].map(([, run]) => run);
    expect(runs.slice(2)).toEqual(['npm ci --ignore-scripts', 'npm run binaries', 'npm pack']);
  });

  test('all others take this tarball, and it is published after all of them', () => {
    expect(having(/download-artifact/)).toEqual(['use', 'verify', 'publish']);
    expect(jobs.get('use')).toContain('npm run test:pack -- --all --tarball native-dropout-*.tgz');
    expect(jobs.get('publish')).toContain('needs: [ci, use, verify]');
  });

  test('the job that may publish runs nothing else', () => {
    expect(having(/id-token: write/)).toEqual(['publish']);
    const runs = [...(jobs.get('publish') ?? '').matchAll(/ (?:run|uses): (\S+ \S+)/g)].map(([, run]) => run);
    expect(runs).toEqual([
      expect.stringMatching(/^actions\/setup-node@/),
      expect.stringMatching(/^actions\/download-artifact@/),
      'npm publish',
    ]);
  });

  test('a compiler of another hash is refused', () => {
    const file = join(folder, 'compiler.tgz');
    writeFileSync(file, 'abc');
    const integrity = 'sha512-3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw==';
    checkIntegrity(file, integrity);
    writeFileSync(file, 'abd');
    expect(() => checkIntegrity(file, integrity)).toThrow(`expected ${integrity}, got sha512-`);
  });
});
