// `node packages/launch/with-node.mjs FILE …`: installs what is missing, then runs FILE on Node 24.
import { resolve } from 'node:path';
import { ensurePackages, giveUp, runOnNode24 } from './bootstrap.mjs';

const [file, ...args] = process.argv.slice(2);
if (!file) giveUp('No file to run was named.', 'node packages/launch/with-node.mjs bench/main.ts');
await ensurePackages();
await runOnNode24(resolve(file), args);
