// Makes a CommonJS module of an ES module. Both have almost the same text, so that gzip packs it once.

/** The properties of an object of these names; each is a pair: the key, and the variable. */
const fields = (pairs) => pairs.map(([key, variable]) => (key === variable ? key : `${key}: ${variable}`)).join(', ');

function importOf({ specifiers, source }) {
  const names = specifiers.map(({ imported, local }) => [imported.name, local.name]);
  return names.length > 0 ? `const { ${fields(names)} } = require(${source.raw});` : '';
}

/** Node.js finds both kinds when an ES module imports the file. */
function exportsOf({ specifiers, source }) {
  const names = specifiers.map(({ exported, local }) => [exported.name, local.name]);
  if (source === null) return `module.exports = { ${fields(names)} };`;
  return names.map(([key, name]) => `exports.${key} = require(${source.raw}).${name};`).join('\n');
}

const STATEMENTS = { ImportDeclaration: importOf, ExportNamedDeclaration: exportsOf };

/**
 * A plugin's hook `renderChunk`. In the code of Rollup every import and export has a name. Here no file exports both what
 * it declares and what it imports, and no files import each other in a circle.
 * @this {import('rollup').PluginContext}
 * @param {string} code
 */
export function toCommonJs(code) {
  const statements = this.parse(code).body.filter(({ type }) => type in STATEMENTS);
  const text = statements.reduceRight((rest, statement) => {
    const { type, start, end } = statement;
    return rest.slice(0, start) + STATEMENTS[type](statement) + rest.slice(end);
  }, code);
  return `'use strict';\n${text}`;
}
