// Bundles src/ to dist/: ES modules, CommonJS in dist/cjs/, and the declarations, which both builds use.
import { dirname, join, relative } from 'node:path';
import { dts } from 'rollup-plugin-dts';
import ts from 'typescript';
import { root } from '../process.mjs';
import { chunksOf } from './chunks.mjs';
import { toCommonJs } from './commonjs.mjs';
import { markPure } from './pure.mjs';

const src = join(root, 'src');
const dist = join(root, 'dist');
const cjs = join(dist, 'cjs');
const declarations = join(root, 'build/declarations');

const source = (name) => join(src, `${name}.ts`);

/** The entry points. */
const PUBLIC = ['index', 'tfjs/index', 'replay/index'];

/** What each build takes for the names in `imports` of package.json, and the other modules that are files. */
const BUILDS = {
  es: {
    imports: { '#native': source('engine/load/native'), '#tfjs': source('tfjs/peers') },
    files: ['engine/load/no-native', 'tfjs/peers-bundled'],
  },
  cjs: {
    imports: { '#native': source('engine/load/native-commonjs'), '#tfjs': source('tfjs/peers-commonjs') },
    files: ['engine/wasm-module', 'replay/wasm-module'],
  },
};

/** Finds a module. */
function resolve(format, id, importer) {
  // Node.js resolves these names only inside the package. Bundlers take the ES modules, so CommonJS needs no choice.
  const chosen = BUILDS[format].imports[id];
  if (chosen !== undefined) return format === 'es' ? { id, external: true } : chosen;
  if (id.startsWith('node:')) return { id, external: true };
  const path = importer === undefined ? id : join(dirname(importer), id);
  // writeBuilt() of dist.mjs writes this module.
  if (id.endsWith('/built.js')) return { id: path, external: true };
  // The WebAssembly modules, in digits, are large: both builds use those of CommonJS, which ES modules can import.
  if (id.endsWith('/wasm-module.js') && format === 'es') {
    return { id: join(src, 'cjs', relative(src, path)), external: true };
  }
  return path.replace(/\.js$/, '.ts');
}

const compilerOptions = { target: 'ES2022', module: 'ESNext', verbatimModuleSyntax: true, removeComments: true };

/** TypeScript indents by four spaces; tabs make the package smaller. No template of src/ has more than one line. */
const toTabs = (code) => code.replaceAll(/^( {4})+/gm, (spaces) => '\t'.repeat(spaces.length / 4));

function fail(_level, { message }) {
  throw new Error(message);
}

function build(format) {
  const { imports, files } = BUILDS[format];
  const entries = PUBLIC.map(source);
  let chunks;
  return {
    input: [...entries, ...Object.values(imports), ...files.map(source)],
    plugins: [
      {
        name: 'src',
        resolveId: (id, importer) => resolve(format, id, importer),
        transform: (code) => toTabs(ts.transpileModule(code, { compilerOptions }).outputText),
        renderChunk: markPure,
      },
      format === 'cjs' && { name: 'commonjs', renderChunk: toCommonJs },
    ],
    output: {
      dir: format === 'es' ? dist : cjs,
      entryFileNames: ({ facadeModuleId }) => relative(src, facadeModuleId).replace(/\.ts$/, '.js'),
      chunkFileNames: '[name].js',
      manualChunks(id, meta) {
        chunks ??= chunksOf({ src, entries, imports }, meta);
        return chunks.get(id);
      },
      onlyExplicitManualChunks: true,
      hoistTransitiveImports: false,
      minifyInternalExports: false,
      externalLiveBindings: false,
      generatedCode: { constBindings: true, objectShorthand: true },
    },
    onLog: fail,
  };
}

export default [
  build('es'),
  build('cjs'),
  {
    input: Object.fromEntries(PUBLIC.map((name) => [name, join(declarations, `${name}.d.ts`)])),
    external: /^@tensorflow\//,
    plugins: [dts()],
    output: { dir: cjs, entryFileNames: '[name].d.ts', chunkFileNames: '[name].ts' },
    // Users need not name every type.
    onLog: (level, log) => log.message.includes('references private shared type exports') || fail(level, log),
  },
];
