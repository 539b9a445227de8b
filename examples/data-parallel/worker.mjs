// Starts the program of a task by tsImport(), because tsx does not load TypeScript in worker threads of Node.js 20 by itself.
import { workerData } from 'node:worker_threads';
import { tsImport } from 'tsx/esm/api';

await tsImport(`./${workerData.program}`, import.meta.url);
