// Starts worker.ts: tsx has no hand in the threads of Node.js 20.
import { tsImport } from 'tsx/esm/api';

await tsImport('./worker.ts', import.meta.url);
