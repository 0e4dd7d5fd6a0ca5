// `npm test` and `npm run check`: installs what is missing, then hands over to src/test.ts on Node 24.
import { join } from 'node:path';
import { ensurePackages, root, runOnNode24 } from './bootstrap.mjs';

await ensurePackages();
await runOnNode24(join(root, 'packages', 'launch', 'src', 'test.ts'), process.argv.slice(2));
