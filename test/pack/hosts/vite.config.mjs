// Everything in one file: a server of tfjs.mjs or tfjs.cjs with `--ssr`, or else page.mjs.
export default ({ isSsrBuild }) => ({
  logLevel: 'warn',
  ssr: { noExternal: true },
  build: {
    outDir: 'out',
    ...(!isSsrBuild && { lib: { entry: 'page.mjs', name: 'page', fileName: 'page', formats: ['iife'] } }),
  },
});
