import { randomUUID } from 'node:crypto';
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
  /** Whoever forgets to say gets the stricter: nothing of the sandbox is ever open by default. `npm start` says sandbox. */
  SUIZHENG_MODE: z.enum(['sandbox', 'production']).default('production'),
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
  PERMIT_REGISTER_URL: address.optional(),
  ORGANISATION_REGISTER_URL: address.optional(),
  SMS_GATEWAY_URL: address.optional(),
  GEOCODER_URL: address.optional(),
  REGISTER_API_KEY: z.string().min(1).optional(),
  PERMIT_REGISTER_API_KEY: z.string().min(1).optional(),
  ORGANISATION_REGISTER_API_KEY: z.string().min(1).optional(),
  SMS_API_KEY: z.string().min(1).optional(),
  /** The key that SMS_API_KEY replaces: while the gateway changes over, its receipts are taken signed with either. */
  SMS_API_KEY_BEFORE: z.string().min(1).optional(),
  GEOCODER_API_KEY: z.string().min(1).optional(),
  /** The OpenID provider that vouches for mobiles (A3); without it in production that rung is closed. */
  VOUCH_ISSUER: address.optional(),
  VOUCH_CLIENT_ID: z.string().min(1).optional(),
  VOUCH_CLIENT_SECRET: z.string().min(1).optional(),
  /** Name and unified social credit code of the authority, as every credential carries them. */
  ISSUER_NAME: z.string().min(1).max(80).default('随证演示签发机关'),
  ISSUER_USCC: z
    .string()
    .regex(/^[0-9A-HJ-NPQRTUW-Y]{18}$/)
    .default('11430000006122244L'),
  /** Origin of the web apps, as browsers see it: passkeys belong to its host. */
  SUIZHENG_ORIGIN: address.optional(),
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
  const world = `http://127.0.0.1:${sandboxPort}`;
  if (!sandbox) refuseOpenDoors(e);
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
    population: { baseUrl: e.POPULATION_REGISTER_URL ?? world, bearer: e.REGISTER_API_KEY },
    // Keys of their own: no register gets what opens another. The sandbox is one process with one key.
    permits: {
      baseUrl: e.PERMIT_REGISTER_URL ?? world,
      bearer: e.PERMIT_REGISTER_API_KEY ?? (sandbox ? e.REGISTER_API_KEY : undefined),
    },
    organisations: {
      baseUrl: e.ORGANISATION_REGISTER_URL ?? world,
      bearer: e.ORGANISATION_REGISTER_API_KEY ?? (sandbox ? e.REGISTER_API_KEY : undefined),
    },
    // Never sent: what goes to the gateway, and its receipts, are signed with it.
    sms: {
      baseUrl: e.SMS_GATEWAY_URL ?? world,
      secret: e.SMS_API_KEY ?? randomUUID(),
      secretBefore: e.SMS_API_KEY_BEFORE,
    },
    geocoder: { baseUrl: e.GEOCODER_URL ?? world, bearer: e.GEOCODER_API_KEY },
    vouch: vouchOf(e, sandbox ? world : null),
    issuer: { name: e.ISSUER_NAME, uscc: e.ISSUER_USCC },
    origins: e.SUIZHENG_ORIGINS,
    webauthn: webauthnOf(
      e.SUIZHENG_ORIGIN ?? (sandbox ? `http://localhost:${e.PORT}` : undefined),
      e.SUIZHENG_ORIGINS,
    ),
    trustProxy: e.TRUST_PROXY,
    limits: e.SUIZHENG_LIMITS === 'on',
    otel: e.SUIZHENG_OTEL === 'on',
    visionWorkers: e.VISION_WORKERS,
    logLevel: e.LOG_LEVEL,
  };
}

type Environment = z.output<typeof environment>;

/** Bearer keys and secrets have at least 128 random bits: 22 characters of base64url. */
const KEY_LENGTH = 22;
const REACHED = [
  ['POPULATION_REGISTER_URL', 'REGISTER_API_KEY'],
  ['PERMIT_REGISTER_URL', 'PERMIT_REGISTER_API_KEY'],
  ['ORGANISATION_REGISTER_URL', 'ORGANISATION_REGISTER_API_KEY'],
  ['SMS_GATEWAY_URL', 'SMS_API_KEY'],
  ['GEOCODER_URL', null],
] as const;

/** Production never asks the sandbox, never sends a name over plain HTTP, and never calls a register without a key. */
function refuseOpenDoors(e: Environment): void {
  const faults: string[] = [];
  for (const [url, key] of REACHED) {
    if (e[url] === undefined) faults.push(`${url}: needed in production`);
    else if (!e[url].startsWith('https://')) faults.push(`${url}: must be an https:// address in production`);
    if (key === null) continue;
    if (e[key] === undefined) faults.push(`${key}: needed in production`);
    else if (e[key].length < KEY_LENGTH)
      faults.push(`${key}: too short; a key has ${KEY_LENGTH} characters or more in production`);
  }
  if (e.SMS_API_KEY_BEFORE !== undefined && e.SMS_API_KEY_BEFORE.length < KEY_LENGTH)
    faults.push(`SMS_API_KEY_BEFORE: too short; a key has ${KEY_LENGTH} characters or more in production`);
  if (e.VOUCH_ISSUER !== undefined) {
    if (!e.VOUCH_ISSUER.startsWith('https://'))
      faults.push('VOUCH_ISSUER: must be an https:// address in production');
    if (e.VOUCH_CLIENT_ID === undefined || e.VOUCH_CLIENT_SECRET === undefined)
      faults.push('VOUCH_CLIENT_ID and VOUCH_CLIENT_SECRET: needed with VOUCH_ISSUER');
  }
  if (faults.length > 0) throw unusable(...faults);
}

function vouchOf(e: Environment, world: string | null) {
  const issuer = e.VOUCH_ISSUER ?? (world === null ? null : `${world}/vouch`);
  if (issuer === null) return null;
  return {
    issuer,
    clientId: e.VOUCH_CLIENT_ID ?? 'suizheng',
    // The sandbox's provider knows its one client by the sandbox's one key.
    clientSecret: e.VOUCH_CLIENT_SECRET ?? e.REGISTER_API_KEY ?? '',
  };
}

/** Passkeys count for the host of the first origin and for pages of every origin of ours on it. */
function webauthnOf(origin: string | undefined, more: readonly string[]) {
  if (origin === undefined) throw unusable('SUIZHENG_ORIGIN: needed in production');
  const { hostname, origin: first } = new URL(origin);
  return { rpId: hostname, origins: [first, ...more] };
}

function unusable(...lines: string[]): Error {
  return new Error(['The environment is not usable:', ...lines].join('\n  '));
}
