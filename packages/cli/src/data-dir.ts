import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The data directory of this installation: SUIZHENG_DATA, else .suizheng in the clone. */
export function dataDir(env: NodeJS.ProcessEnv): string {
  return env.SUIZHENG_DATA || fileURLToPath(new URL('../../../.suizheng', import.meta.url));
}

/** Where its keys lie. */
export function keysDir(env: NodeJS.ProcessEnv): string {
  return join(dataDir(env), 'keys');
}
