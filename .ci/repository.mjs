// Writes the repository of this workflow and its owner into package.json, or into the file of the first argument. With
// provenance, npm publishes a package only if it names the repository that built it.
import { readFileSync, writeFileSync } from 'node:fs';

const { GITHUB_SERVER_URL, GITHUB_REPOSITORY } = process.env;
if (!GITHUB_SERVER_URL || !GITHUB_REPOSITORY) {
  console.error('native-dropout: no repository to name, as GITHUB_SERVER_URL or GITHUB_REPOSITORY is not set');
  process.exit(1);
}
const [owner] = GITHUB_REPOSITORY.split('/');
const url = `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}`;
const file = process.argv[2] ?? 'package.json';
const { name, version, description, ...rest } = JSON.parse(readFileSync(file, 'utf8'));
const named = {
  ...{ name, version, description },
  author: { name: owner, url: `${GITHUB_SERVER_URL}/${owner}` },
  homepage: `${url}#readme`,
  repository: { type: 'git', url: `git+${url}.git` },
  bugs: { url: `${url}/issues` },
  ...rest,
};
writeFileSync(file, `${JSON.stringify(named, null, 2)}\n`);
