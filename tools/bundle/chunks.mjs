// Distributes the modules of src/ to the files of dist/.
import { dirname, relative } from 'node:path';

/**
 * The most bytes of a chunk. npm packs it beside the chunk of the same name of the other build. gzip finds equal text only
 * in the last 32 KiB.
 */
const MOST = 28_000;

/**
 * The chunk of each module: its room, and a number if the room has several. Modules are taken in the order in which they
 * run, so that no chunk imports a later one of its room. `chosen` are the modules that `imports` of package.json names,
 * which are files. They, and the modules that only they use, have no chunk here.
 * @param {{ src: string, entries: string[], imports: Record<string, string> }} build
 * @param {import('rollup').ManualChunkMeta} meta
 * @returns {Map<string, string>}
 */
export function chunksOf({ src, entries, imports }, { getModuleInfo }) {
  const chosen = Object.values(imports);
  const chunks = new Map();
  const rooms = new Map();
  const seen = new Set();

  function isPrivate(id) {
    const { importers } = getModuleInfo(id);
    return chosen.includes(id) || (importers.length > 0 && importers.every(isPrivate));
  }

  function visit(id) {
    if (seen.has(id)) return;
    seen.add(id);
    const { importedIds, isExternal, isEntry, code } = getModuleInfo(id);
    for (const imported of importedIds) visit(imports[imported] ?? imported);
    if (isExternal) return;
    const name = relative(src, dirname(id)).replaceAll(/[\\/]/g, '-');
    const room = rooms.get(name) ?? { part: 1, size: 0 };
    rooms.set(name, room);
    const isAlone = isEntry || isPrivate(id);
    // A module that is chosen imports the chunk before it, and the chunk after it imports the module.
    if (room.size > 0 && (isAlone ? chosen.includes(id) : room.size + code.length > MOST)) {
      room.part += 1;
      room.size = 0;
    }
    if (isAlone) return;
    room.size += code.length;
    chunks.set(id, room.part === 1 ? name : `${name}-${room.part}`);
  }

  for (const entry of entries) visit(entry);
  return chunks;
}
