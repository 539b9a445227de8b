// Copies a program, and what file tracing says that it needs, to out/.
import { cpSync } from 'node:fs';
import { nodeFileTrace } from '@vercel/nft';

const { fileList, warnings } = await nodeFileTrace([process.argv[2]]);
for (const file of fileList) cpSync(file, `out/${file}`);
for (const { message } of warnings) console.log(`warning: ${message}`);
