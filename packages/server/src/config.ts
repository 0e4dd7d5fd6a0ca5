import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const root = resolve(import.meta.dirname, '..', '..', '..');
const port = z.coerce
  .number({ error: 'must be a port number, 0 to 65535' })
  .int()
  .min(0, { error: 'must be a port number, 0 to 65535' })
  .max(65_535, { error: 'must be a port number, 0 to 65535' });
const address = z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' });
const list = z
  .string()
  .default('')
  .transform((text) => text.split(',').flatMap((part) => (part.trim() === '' ? [] : [part.trim()])));

const environment = z.object({
  SUIZHENG_MODE: z.enum(['sandbox', 'production']).default('sandbox'),
  DATABASE_URL: z.url({
    protocol: /^postgres(ql)?$/,
    error: 'must be set, as postgres://user:password@host:port/database',
  }),
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(12),
  PORT: port.default(8080),
  /** `localhost` answers this machine only; a reverse proxy with TLS stands before anything public. */
  HOST: z.string().min(1).default('localhost'),
  SANDBOX_PORT: port.optional(),
  SUIZHENG_DATA: z.string().min(1).default(join(root, '.suizheng')),
  SUIZHENG_MODELS: z
    .string()
    .min(1)
    .default(join(root, 'node_modules', '.cache', 'suizheng', 'models')),
  POPULATION_REGISTER_URL: address.optional(),
  SMS_GATEWAY_URL: address.optional(),
  GEOCODER_URL: address.optional(),
  REGISTER_API_KEY: z.string().min(1).optional(),
  SMS_API_KEY: z.string().min(1).optional(),
  GEOCODER_API_KEY: z.string().min(1).optional(),
  /** Name and unified social credit code of the authority, as every credential carries them. */
  ISSUER_NAME: z.string().min(1).max(80).default('随证演示签发机关'),
  ISSUER_USCC: z
    .string()
    .regex(/^[0-9A-HJ-NPQRTUW-Y]{18}$/)
    .default('11430000006122244L'),
  SUIZHENG_ORIGINS: list,
  TRUST_PROXY: list,
  SUIZHENG_LIMITS: z.enum(['on', 'off']).default('on'),
  SUIZHENG_OTEL: z.enum(['on', 'off']).default('off'),
  VISION_WORKERS: z.coerce
    .number()
    .int()
    .min(1)
    .max(64)
    .default(Math.max(1, Math.min(4, availableParallelism() - 1))),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});

/** The settings of one process, from its environment. */
export type Config = ReturnType<typeof readConfig>;

/** Parses the environment; throws an Error whose message names each wrong variable and what it must be. */
export function readConfig(env: NodeJS.ProcessEnv) {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    throw unusable(...parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  }
  const e = parsed.data;
  const sandbox = e.SUIZHENG_MODE === 'sandbox';
  const sandboxPort = e.SANDBOX_PORT ?? e.PORT + 1;
  const outside = (name: 'POPULATION_REGISTER_URL' | 'SMS_GATEWAY_URL' | 'GEOCODER_URL') => {
    const url = e[name] ?? (sandbox ? `http://127.0.0.1:${sandboxPort}` : undefined);
    if (url === undefined) throw unusable(`${name}: needed in production`);
    return url;
  };
  if (!sandbox && e.SUIZHENG_LIMITS === 'off') throw unusable('SUIZHENG_LIMITS: off is for the sandbox only');
  if (!sandbox && (given.ISSUER_NAME === undefined || given.ISSUER_USCC === undefined)) {
    throw unusable('ISSUER_NAME and ISSUER_USCC: needed in production');
  }
  return {
    mode: e.SUIZHENG_MODE,
    sandbox,
    databaseUrl: e.DATABASE_URL,
    databasePool: e.DATABASE_POOL,
    port: e.PORT,
    host: e.HOST,
    smsInbox: sandbox ? `http://localhost:${sandboxPort}/sms` : null,
    dataDir: resolve(e.SUIZHENG_DATA),
    modelsDir: resolve(e.SUIZHENG_MODELS),
    webDir: join(root, 'packages', 'web', 'dist'),
    population: { baseUrl: outside('POPULATION_REGISTER_URL'), bearer: e.REGISTER_API_KEY },
    sms: { baseUrl: outside('SMS_GATEWAY_URL'), bearer: e.SMS_API_KEY },
    // A key of its own, or none: a geocoder must not get what opens the register.
    geocoder: { baseUrl: outside('GEOCODER_URL'), bearer: e.GEOCODER_API_KEY },
    issuer: { name: e.ISSUER_NAME, uscc: e.ISSUER_USCC },
    origins: e.SUIZHENG_ORIGINS,
    trustProxy: e.TRUST_PROXY,
    limits: e.SUIZHENG_LIMITS === 'on',
    otel: e.SUIZHENG_OTEL === 'on',
    visionWorkers: e.VISION_WORKERS,
    logLevel: e.LOG_LEVEL,
  };
}

function unusable(...lines: string[]): Error {
  return new Error(['The environment is not usable:', ...lines].join('\n  '));
}
