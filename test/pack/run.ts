/** `npm run test:pack`: the packed package works as its users install and bundle it. */

import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import pMap from 'p-map';
import { progress, progressDone } from '../../bench/harness/progress.js';
import { readOptions } from '../../tools/command-line.mjs';
import { commandOf } from '../../tools/commands.mjs';
import { targetHere } from '../../tools/targets.mjs';
import { checkAllBinaries, checkBinaryOfMachine, missingTargets } from './binaries.js';
import { type Check, check } from './check.js';
import { checkFiles, checkManifest, checkOutside, checkScripts, checkSizes } from './contents.js';
import { checkPackHere } from './here.js';
import type { Host } from './hosts.js';
import { checkByAttw, checkByPublint, checkDeclarations } from './lint.js';
import { managers } from './managers.js';
import { nodes } from './nodes.js';
import { checkPeers } from './peers.js';
import { printOutcome, printSizes, printUses } from './report.js';
import { pack } from './tarball.js';
import { installTools } from './tools.js';
import { checkTypeScripts } from './typescript.js';
import { useHost } from './use-host.js';
import { useBy } from './uses.js';

const values = readOptions(commandOf('test:pack'));
if (values.rest.length > 0 && !values.hosts && !values.all) {
  console.error('host: expected --hosts or --all beside it');
  process.exit(1);
}

const scratch = mkdtempSync(join(tmpdir(), 'native-dropout-pack-'));
process.on('exit', () => rmSync(scratch, { recursive: true }));

progress('packing');
const tarball = await pack(scratch, { given: values.tarball, scripts: values.all });
progressDone();
printSizes(tarball);
const missing = missingTargets(tarball).map(({ name }) => name);
if (missing.length > 0 && !values.all) console.log(`note: no binary for ${missing.join(', ')}`);

const here = await check('there is a binary for this machine', () => checkBinaryOfMachine(tarball));
const checks = [
  here,
  ...(values.all
    ? [
        await check('there is a binary for every target', () => checkAllBinaries(tarball)),
        await check('it has no scripts', () => checkScripts(tarball)),
        await check('npm run pack:here makes one that runs natively', () => checkPackHere(scratch)),
      ]
    : []),
  await check('the files are those wanted', () => checkFiles(tarball)),
  await check('it is no larger than agreed', () => checkSizes(tarball)),
  await check('it loads nothing that lies outside of it', () => checkOutside(tarball)),
  await check('nothing runs or is fetched when it is installed', () => checkManifest(tarball)),
];

// Without the binary every use would fail for the same reason.
if (here.failure === undefined) {
  progress('fetching versions of Node.js that are not in build/tools yet');
  const versions = nodes();
  progress('installing and using it');
  const linted = Promise.all([
    check('publint', () => checkByPublint(tarball)),
    check('attw', () => checkByAttw(tarball)),
    check('every declaration file can be read and is needed', () => checkDeclarations(tarball)),
  ]);
  const used = managers.map((manager) => useBy(manager, tarball, versions, scratch));
  const projects = await Promise.all(used);
  const uses = projects.flatMap((project) => project.uses);
  checks.push(...(await linted), ...projects.flatMap((project) => project.checks), ...uses);
  progressDone();
  printUses(uses);
}

if ((values.all || values.hosts) && targetHere()?.name === 'linux-x64') {
  progress('fetching tools that are not in build/hosts yet');
  installTools();
  const { hosts } = await import('./hosts.js'); // fetches versions of Node.js
  const wanted = hosts.filter(
    ({ name }) => values.rest.length === 0 || values.rest.some((part) => name.includes(part)),
  );
  if (wanted.length === 0) throw new Error(`host: expected a part of a host's name, got ${values.rest.join(', ')}`);
  const useOne = (host: Host): Promise<Check> => {
    progress(host.name);
    return useHost(host, tarball);
  };
  checks.push(...(await pMap(wanted, useOne, { concurrency: availableParallelism() })));
  progress('other versions of TensorFlow.js');
  checks.push(...(await checkPeers(tarball, scratch)));
  progress('TypeScript');
  checks.push(...(await checkTypeScripts(tarball, join(scratch, 'typescript'))));
  progressDone();
}

printOutcome(checks);
