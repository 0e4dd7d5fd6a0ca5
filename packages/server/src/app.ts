import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { OpenContext } from './app/open-context.ts';
import type { Config } from './config.ts';
import type { Context } from './context.ts';
import { isDatabaseAway } from './db/database-away.ts';
import { readSession } from './flows/accounts/session.ts';
import { SIGN_IN_POLICY, UNLIMITED_SIGN_IN } from './flows/accounts/sign-in-policy.ts';
import { SEQUENCER_LOCK } from './flows/audit/run-sequencer.ts';
import { answerOnce } from './flows/idempotency/answer-once.ts';
import { recordReceipt } from './flows/notifications/record-receipt.ts';
import { callCounts } from './flows/parties/count-call.ts';
import { readStaffSession } from './flows/staff/staff-session.ts';
import { readStaffToken } from './flows/staff/staff-token.ts';
import type { VerificationDesk } from './flows/verification/desk.ts';
import type { Binding } from './http/bind.ts';
import { addDeskMetrics } from './http/desk-metrics.ts';
import { addHealth, type Part, type Readiness } from './http/health.ts';
import { addMetrics, type Metrics } from './http/metrics.ts';
import { addOAuth } from './http/oauth.ts';
import { openApi } from './http/openapi.ts';
import { addRateLimitHeaders } from './http/rate-limit-headers.ts';
import { accountRoutes } from './http/routes/accounts.ts';
import { applicationRoutes } from './http/routes/applications.ts';
import { checkRoutes } from './http/routes/checks.ts';
import { clientRoutes } from './http/routes/clients.ts';
import { counterRoutes } from './http/routes/counter.ts';
import { counterPartyRoutes } from './http/routes/counter-parties.ts';
import { credentialRoutes } from './http/routes/credentials.ts';
import { deviceRoutes } from './http/routes/devices.ts';
import { documentRoutes } from './http/routes/documents.ts';
import { ladderRoutes } from './http/routes/ladder.ts';
import { linkCheckRoutes } from './http/routes/link-checks.ts';
import { lookRoutes } from './http/routes/looks.ts';
import { notificationRoutes } from './http/routes/notifications.ts';
import { organisationRoutes } from './http/routes/organisations.ts';
import { partyRoutes } from './http/routes/parties.ts';
import { partyDeviceRoutes } from './http/routes/party-devices.ts';
import { peopleRoutes } from './http/routes/people.ts';
import { placeRoutes } from './http/routes/places.ts';
import { reportedLookRoutes } from './http/routes/reported-looks.ts';
import { reviewRoutes } from './http/routes/review.ts';
import { rightsRoutes } from './http/routes/rights.ts';
import { serviceRoutes } from './http/routes/services.ts';
import { siteRoutes } from './http/routes/site.ts';
import { smsReceiptRoutes } from './http/routes/sms-receipts.ts';
import { staffRoutes } from './http/routes/staff.ts';
import { verificationRoutes } from './http/routes/verification.ts';
import { webhookRoutes } from './http/routes/webhooks.ts';
import { createHttpServer, type HttpOptions } from './http/server.ts';
import { addStaticFiles } from './http/static-files.ts';

/** The version that /openapi.json names. */
export const VERSION = '0.1.0';

/** What the HTTP application is made of besides the flows' context. */
export type AppParts = {
  readonly context: Context;
  readonly desk: VerificationDesk;
  readonly site: { readonly mode: Config['mode']; readonly smsInbox: string | null };
  readonly http: Pick<HttpOptions, 'log' | 'origins' | 'trustProxy' | 'limits' | 'secure' | 'telemetry'>;
  readonly readiness: Readiness;
  readonly metrics: Metrics;
  /** Folder of the built web apps; null serves the API alone. */
  readonly webDir: string | null;
};

/** Every route of the API, bound to its flow. */
export function allRoutes({ context, desk, site }: Pick<AppParts, 'context' | 'desk' | 'site'>): Binding[] {
  const signInPolicy = context.limits ? SIGN_IN_POLICY : UNLIMITED_SIGN_IN;
  return [
    ...siteRoutes(context, site),
    ...accountRoutes({ ...context, signInPolicy }),
    ...deviceRoutes({ ...context, signInPolicy }),
    ...applicationRoutes(context),
    ...ladderRoutes(context),
    ...checkRoutes(context),
    ...documentRoutes(context),
    ...credentialRoutes(context),
    ...lookRoutes(context),
    ...linkCheckRoutes(context),
    ...notificationRoutes(context),
    ...rightsRoutes(context),
    ...smsReceiptRoutes(context, (receipt) => recordReceipt(context, receipt)),
    ...placeRoutes(context),
    ...verificationRoutes(context, desk),
    ...counterRoutes(context),
    ...staffRoutes({ ...context, signInPolicy }),
    ...peopleRoutes(context),
    ...organisationRoutes(context),
    ...partyRoutes(context),
    ...counterPartyRoutes(context),
    ...reportedLookRoutes(context),
    ...clientRoutes(context, () => desk.directory),
    ...partyDeviceRoutes(context),
    ...reviewRoutes(context),
    ...serviceRoutes(context, desk),
    ...webhookRoutes(context),
  ];
}

/** The HTTP application: routes, health, metrics, description, web apps. */
export async function createApp(parts: AppParts) {
  const { context, desk, http, readiness, metrics, webDir } = parts;
  const app = await createHttpServer({
    ...http,
    bindings: allRoutes(parts),
    more: async (scope) => {
      addRateLimitHeaders(scope);
      await addOAuth(scope, context, { limits: http.limits, isAway: isDatabaseAway });
    },
    clock: context.clock,
    random: context.random,
    isAway: isDatabaseAway,
    answerOnce: (attempt, work) => answerOnce(context, attempt, work),
    authenticators: {
      account: (token, now) => readSession(context, token, now),
      staff: (token, proof, traceId, now) => readStaffSession(context, token, proof, { traceId, now }),
      staffToken: context.mode.sandbox ? (token) => readStaffToken(context, token) : null,
      reader: (token) => desk.authenticateReader(token),
      client: desk.authenticateClient,
    },
  });
  // What was counted in memory is told before the database connection ends.
  app.addHook('onClose', () =>
    callCounts(context.db)
      .flush()
      .catch(() => {}),
  );
  addHealth(app, readiness);
  addMetrics(app, metrics);
  addDeskMetrics(metrics.registry, desk);
  const description = JSON.stringify(openApi(VERSION));
  app.get('/openapi.json', (_request, reply) => reply.type('application/json').send(description));
  if (webDir !== null) addStaticFiles(app, webDir);
  return app;
}

/** Looks at database, keys, face models and circuits; open circuits are told, but another copy of us would not help. */
export function readinessOf({ context, circuits, visionState }: OpenContext): Readiness {
  return async () => ({
    database: part(await alive(() => sql`select 1`.execute(context.db))),
    keys: part(await alive(async () => context.keys.credentialSigner())),
    vision: part(visionState()),
    // The worker holds the lock of the audit log's sequencer: without one, people are served all the same.
    worker: { state: await alive(() => sequencerAtWork(context)), needed: false },
    ...Object.fromEntries(
      Object.entries(circuits()).map(([target, state]) => [target, { state, needed: false }]),
    ),
  });
}

async function sequencerAtWork({ db }: Pick<Context, 'db'>): Promise<void> {
  const { rows } = await sql`
    select 1 from pg_locks where locktype = 'advisory' and classid = 0 and objid = ${SEQUENCER_LOCK}`.execute(
    db,
  );
  if (rows.length === 0) throw new Error('no worker');
}

function part(state: string): Part {
  return { state, needed: true };
}

/** A part that does not answer within 2 s is as good as away to whoever asks. */
async function alive(look: () => Promise<unknown>): Promise<string> {
  const patience = new AbortController();
  const late = sleep(2_000, 'slow', { signal: patience.signal }).catch(() => 'slow');
  const answer = look().then(
    () => 'ok',
    () => 'unavailable',
  );
  return Promise.race([answer, late]).finally(() => patience.abort());
}
