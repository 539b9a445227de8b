// Checks that imports and includes go down through the rooms of docs/architecture.md and run in no circle. The page lists
// the rooms from top to bottom; its picture is drawn here, and `--write` renews it.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import ts from 'typescript';
import { readOptions } from './command-line.mjs';
import { flag } from './options.mjs';
import { filesOfGit, root } from './process.mjs';

const { write } = readOptions({
  usage: 'node tools/rooms.mjs',
  does: 'Checks the imports between rooms.',
  options: { write: flag('draws the picture of docs/architecture.md again') },
});

const PAGE = join(root, 'docs/architecture.md');
const page = readFileSync(PAGE, 'utf8');
const rooms = Array.from(page.matchAll(/^\| `([\w/]+)\/` \|/gm), ([, room]) => room);
const known = new Set(filesOfGit().filter((file) => /^\w+\/.*\.(ts|mjs|cc|h|inl)$/.test(file)));

/** The files of the repository that a file imports or includes. */
function importsOf(file) {
  const text = readFileSync(join(root, file), 'utf8');
  const names = /\.(cc|h|inl)$/.test(file)
    ? Array.from(text.matchAll(/^#include "(.+)"/gm), ([, name]) => name)
    : ts.preProcessFile(text).importedFiles.map(({ fileName }) => fileName.replace(/\.js$/, '.ts'));
  return names.flatMap((name) => [join('native', name), join(dirname(file), name)]).filter((path) => known.has(path));
}

const imports = new Map(Array.from(known, (file) => [file, importsOf(file)]));

/** The floor of a file is that of its folder, counted from the top; -1 outside src and native. */
const floorOf = (file) => rooms.indexOf(dirname(file));

const edges = Array.from(imports).flatMap(([file, targets]) =>
  targets.map((target) => ({ file, target, from: floorOf(file), to: floorOf(target) })),
);

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
  const below = rooms.map((_, floor) => {
    const targets = edges.filter(({ from, to }) => from === floor && to > floor).map(({ to }) => to);
    return Array.from(new Set(targets));
  });
  const reaches = (from, to) => below[from].some((next) => next === to || reaches(next, to));
  return below.flatMap((targets, from) =>
    targets.filter((to) => !targets.some((next) => next !== to && reaches(next, to))).map((to) => [from, to]),
  );
}

function picture() {
  const names = rooms.map((room) => room.replaceAll('/', '_'));
  const lines = [
    ...rooms.map((room, floor) => `${names[floor]}["${room}/"]`),
    ...arrows().map(([from, to]) => `${names[from]} --> ${names[to]}`),
  ];
  return ['```mermaid', 'flowchart TD', ...lines.map((line) => `  ${line}`), '```'].join('\n');
}

const upwards = edges.filter(({ from, to }) => from > to);
const homeless = Array.from(known).filter((file) => /^(src|native)\//.test(file) && floorOf(file) < 0);
const faults = [
  ...upwards.map(({ file, target }) => `${file} imports ${target}, upwards`),
  ...circles(),
  ...homeless.map((file) => `${file} is in no room of docs/architecture.md`),
];
const drawn = page.replace(/```mermaid\n[\s\S]*?```/, picture);
if (write) writeFileSync(PAGE, drawn);
else if (drawn !== page)
  faults.push('docs/architecture.md: its picture is old; node tools/rooms.mjs --write renews it');
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
