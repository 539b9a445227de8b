// Copies a program, and the files that file tracing finds for it, to out/.
import { cpSync } from 'node:fs';
import { nodeFileTrace } from '@vercel/nft';

const { fileList, warnings } = await nodeFileTrace([process.argv[2]]);
for (const file of fileList) cpSync(file, `out/${file}`);
for (const { message } of warnings) console.log(`warning: ${message}`);
