// `npm start`: installs what is missing, then hands over to src/start.ts on Node 24.
import { join } from 'node:path';
import { ensurePackages, root, runOnNode24 } from './bootstrap.mjs';

console.log('Suizheng 随证 · starting the whole product on this machine. Ctrl-C stops everything.');
await ensurePackages();
await runOnNode24(join(root, 'packages', 'launch', 'src', 'start.ts'), process.argv.slice(2));
