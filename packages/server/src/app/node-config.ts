import { join, resolve } from 'node:path';
import { z } from 'zod';

const root = resolve(import.meta.dirname, '..', '..', '..', '..');
const list = z
  .string()
  .default('')
  .transform((text) => text.split(',').flatMap((part) => (part.trim() === '' ? [] : [part.trim()])));

const environment = z.object({
  SUIZHENG_MODE: z.enum(['sandbox', 'production']).default('production'),
  DATABASE_URL: z.url({
    protocol: /^postgres(ql)?$/,
    error: 'must be set, as postgres://user:password@host:port/database',
  }),
  DATABASE_POOL: z.coerce.number().int().min(2).max(50).default(4),
  PORT: z.coerce.number({ error: 'must be a port number' }).int().min(0).max(65_535).default(8090),
  HOST: z.string().min(1).default('localhost'),
  SUIZHENG_DATA: z.string().min(1).default(join(root, '.suizheng')),
  /** A folder of this node alone: looks not told yet, and what it knew. */
  SUIZHENG_NODE_DATA: z.string().min(1).optional(),
  /** A folder that `suizheng keys for-nodes` wrote, or a full server's own. */
  SUIZHENG_NODE_KEYS: z.string().min(1).optional(),
  SUIZHENG_LIMITS: z.enum(['on', 'off']).default('on'),
  TRUST_PROXY: list,
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('warn'),
});

/** The settings of one verification node, from its environment; throws an Error that names each wrong variable. */
export function readNodeConfig(env: NodeJS.ProcessEnv) {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(['The environment is not usable:', ...lines].join('\n  '));
  }
  const e = parsed.data;
  const sandbox = e.SUIZHENG_MODE === 'sandbox';
  if (!sandbox && e.SUIZHENG_LIMITS === 'off') {
    throw new Error('The environment is not usable:\n  SUIZHENG_LIMITS: off is for the sandbox only');
  }
  const dataDir = resolve(e.SUIZHENG_DATA);
  return {
    sandbox,
    databaseUrl: e.DATABASE_URL,
    databasePool: e.DATABASE_POOL,
    port: e.PORT,
    host: e.HOST,
    nodeDir: resolve(e.SUIZHENG_NODE_DATA ?? join(dataDir, 'nodes', String(e.PORT))),
    keysDir: resolve(e.SUIZHENG_NODE_KEYS ?? join(dataDir, 'keys')),
    limits: e.SUIZHENG_LIMITS === 'on',
    trustProxy: e.TRUST_PROXY,
    logLevel: e.LOG_LEVEL,
  };
}
