// Starts worker.ts by tsImport(), because tsx does not load TypeScript in worker threads of Node.js 20 by itself.
import { tsImport } from 'tsx/esm/api';

await tsImport('./worker.ts', import.meta.url);
