import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { measuringPolicy } from '@suizheng/domain/policy/measuring.ts';
import { createVisionPool, type VisionPool } from '@suizheng/vision/pool.ts';
import type { Config } from '../config.ts';
import type { Context } from '../context.ts';
import { openKeyStore } from '../crypto/key-store.ts';
import { connect } from '../db/connect.ts';
import { boundVision } from '../gateways/bounded-vision.ts';
import { type CallEvent, type CircuitStatus, registerCallPolicy } from '../gateways/call-policy.ts';
import { createGeocoder } from '../gateways/geocoder.ts';
import { createOrganisationRegister } from '../gateways/organisation-register.ts';
import { createPermitRegister } from '../gateways/permit-register.ts';
import { createPopulationRegister } from '../gateways/population-register.ts';
import { createSmsGateway } from '../gateways/sms-gateway.ts';
import { createVouchProvider } from '../gateways/vouch-provider.ts';
import { createWebhookReceiver } from '../gateways/webhook-receiver.ts';

/** The context with what only the composition root may touch: states of its parts, and its end. */
export type OpenContext = {
  readonly context: Context;
  readonly circuits: () => Readonly<Record<string, CircuitStatus>>;
  /** `starting` while models load, then `ok` or the code of what is wrong. */
  readonly visionState: () => string;
  readonly close: () => Promise<void>;
};

/** Connects the parts. Nothing is awaited that may be slow: the database and the models are ready when first asked. */
export function openContext(
  config: Config,
  log: Context['log'],
  options: {
    readonly onCall?: (event: CallEvent) => void;
    /** `at-once` loads the face models now; `when-asked` at the first measurement. */
    readonly vision: 'at-once' | 'when-asked';
  },
): OpenContext {
  const { onCall = () => {} } = options;
  const connection = connect({
    url: config.databaseUrl,
    poolSize: config.databasePool,
    onError: () => log.warn({}, 'an idle database connection broke'),
  });
  const outside = {
    policy: registerCallPolicy,
    effects: { random: Math.random, newId: () => randomUUID(), now: () => performance.now() },
    onCall,
    onCircuit: (target: string, status: CircuitStatus) => log.warn({ target, status }, 'circuit'),
  };
  const gateways = {
    population: createPopulationRegister({ ...outside, ...reach(config.population) }),
    permits: createPermitRegister({ ...outside, ...reach(config.permits) }),
    organisations: createOrganisationRegister({ ...outside, ...reach(config.organisations) }),
    sms: createSmsGateway({ ...outside, ...config.sms }),
    geocoder: createGeocoder({ ...outside, ...reach(config.geocoder) }),
  };
  const vision = lazyVision(config, log);
  if (options.vision === 'at-once') vision.start();
  return {
    context: {
      db: connection.db,
      pool: connection.pool,
      clock: () => new Date(),
      random: (length) => randomBytes(length),
      mode: { sandbox: config.sandbox },
      limits: config.limits,
      keys: openKeyStore({ dir: join(config.dataDir, 'keys'), clock: () => new Date() }),
      issuer: config.issuer,
      webauthn: config.webauthn,
      ...gateways,
      smsPush: gateways.sms,
      webhooks: createWebhookReceiver({ sandbox: config.sandbox }),
      vouch:
        config.vouch && createVouchProvider({ ...config.vouch, ...vouchReach(config) }, { now: Date.now }),
      vision: boundVision(vision.pool, { withinMs: measuringPolicy.withinMs, onCall, log }),
      log,
    },
    circuits: () => ({
      'population-register': gateways.population.circuit(),
      'permit-register': gateways.permits.circuit(),
      'organisation-register': gateways.organisations.circuit(),
      'sms-gateway': gateways.sms.circuit(),
      geocoder: gateways.geocoder.circuit(),
    }),
    visionState: vision.state,
    async close() {
      await vision.close();
      await Promise.all(Object.values(gateways).map((gateway) => gateway.close()));
      await connection.close();
    },
  };
}

function vouchReach({ sandbox }: Config) {
  return { timeoutMs: registerCallPolicy.timeoutMs, insecure: sandbox };
}

function reach({ baseUrl, bearer }: { baseUrl: string; bearer: string | undefined }) {
  return { baseUrl, ...(bearer === undefined ? {} : { bearer }) };
}

/** The pool behind a promise: the server listens while the models load; the first check waits for them. */
function lazyVision(config: Config, log: Context['log']) {
  let state = 'idle';
  let pool: Promise<VisionPool> | null = null;
  const start = (): Promise<VisionPool> => {
    if (pool !== null) return pool;
    state = 'starting';
    const starting = createVisionPool({
      modelsDir: config.modelsDir,
      size: config.visionWorkers,
      jobMs: measuringPolicy.jobMs,
    });
    starting.then(
      () => {
        state = 'ok';
      },
      (error) => {
        state = String((error as { code?: unknown }).code ?? 'failed');
        log.error({ code: state }, 'the face models did not load');
      },
    );
    pool = starting;
    return starting;
  };
  return {
    start,
    state: () => state,
    pool: {
      measurePortrait: async (...args) => (await start()).measurePortrait(...args),
      measureCheck: async (...args) => (await start()).measureCheck(...args),
      measureDocument: async (...args) => (await start()).measureDocument(...args),
    } satisfies Context['vision'],
    close: async () => {
      await pool?.then((open) => open.close()).catch(() => {});
    },
  };
}
