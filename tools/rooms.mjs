// Checks that imports and includes go down through the rooms of docs/architecture.md and run in no circle. The page lists
// the rooms from top to bottom; its picture is drawn here, and `--write` renews it.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import ts from 'typescript';
import { readOptions } from './command-line.mjs';
import { flag } from './options.mjs';
import { root } from './process.mjs';

const { write } = readOptions({
  usage: 'node tools/rooms.mjs',
  does: 'Checks the imports between rooms.',
  options: { write: flag('draws the picture of docs/architecture.md again') },
});

const PAGE = join(root, 'docs/architecture.md');
const page = readFileSync(PAGE, 'utf8');
const rooms = Array.from(page.matchAll(/^\| `([\w/]+)\/` \|/gm), ([, room]) => room);
const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
});
const known = new Set(
  listed.split('\n').filter((file) => /^\w+\/.*\.(ts|mjs|cc|h|inl)$/.test(file) && existsSync(join(root, file))),
);

/** The files of the repository that a file imports or includes. */
function importsOf(file) {
  const text = readFileSync(join(root, file), 'utf8');
  if (/\.(cc|h|inl)$/.test(file)) {
    const names = Array.from(text.matchAll(/^#include "(.+)"/gm), ([, name]) => name);
    return names.flatMap((name) => [join('native', name), join(dirname(file), name)]).filter((path) => known.has(path));
  }
  const names = ts.preProcessFile(text).importedFiles.map(({ fileName }) => fileName);
  const paths = names.filter((name) => name.startsWith('.')).map((name) => join(dirname(file), name));
  return paths.map((path) => (known.has(path) ? path : path.replace(/js$/, 'ts'))).filter((path) => known.has(path));
}

const imports = new Map(Array.from(known, (file) => [file, importsOf(file)]));

/** The room of a file is its folder; undefined outside src and native. */
function roomOf(file) {
  return rooms.find((room) => room === dirname(file));
}

function upwards() {
  const faults = [];
  for (const [file, targets] of imports) {
    for (const target of targets) {
      if (rooms.indexOf(roomOf(file)) > rooms.indexOf(roomOf(target)))
        faults.push(`${file} imports ${target}, upwards`);
    }
  }
  return faults;
}

/** Files that import each other, each circle once. */
function circles() {
  const done = new Set();
  const faults = [];
  function visit(file, path) {
    if (path.includes(file)) faults.push(`a circle: ${[...path.slice(path.indexOf(file)), file].join(' -> ')}`);
    if (done.has(file) || path.includes(file)) return;
    for (const target of imports.get(file)) visit(target, [...path, file]);
    done.add(file);
  }
  for (const file of known) visit(file, []);
  return faults;
}

/** The arrows between rooms, without those that a longer path repeats. */
function arrows() {
  const below = rooms.map((room) => {
    const targets = [...known].filter((file) => roomOf(file) === room).flatMap((file) => imports.get(file));
    return new Set(targets.map(roomOf).filter((to) => rooms.indexOf(to) > rooms.indexOf(room)));
  });
  const reaches = (from, to) => [...below[rooms.indexOf(from)]].some((next) => next === to || reaches(next, to));
  return rooms.flatMap((from, floor) => {
    const direct = (to) => ![...below[floor]].some((next) => next !== to && reaches(next, to));
    return [...below[floor]].filter(direct).map((to) => [from, to]);
  });
}

function picture() {
  const node = (room) => room.replaceAll('/', '_');
  const lines = [
    ...rooms.map((room) => `${node(room)}["${room}/"]`),
    ...arrows().map((pair) => pair.map(node).join(' --> ')),
  ];
  return ['```mermaid', 'flowchart TD', ...lines.map((line) => `  ${line}`), '```'].join('\n');
}

const faults = [...upwards(), ...circles()];
const drawn = page.replace(/```mermaid\n[\s\S]*?```/, picture);
if (write) writeFileSync(PAGE, drawn);
else if (drawn !== page)
  faults.push('docs/architecture.md: its picture is old; node tools/rooms.mjs --write renews it');
const homeless = [...known].filter((file) => /^(src|native)\//.test(file) && roomOf(file) === undefined);
faults.push(...homeless.map((file) => `${file} is in no room of docs/architecture.md`));
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
