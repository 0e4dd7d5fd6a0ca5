// The HTTP server of the product: API, health, metrics and the built web apps on one port.

import { refuseSandboxLeftovers, writeDemoOfficer } from './app/demo-officer.ts';
import { figuresOf } from './app/figures.ts';
import { openContext } from './app/open-context.ts';
import { createApp, readinessOf } from './app.ts';
import { readConfig } from './config.ts';
import { createVerificationDesk, keepDeskReady } from './flows/verification/desk.ts';
import { HTTP_LIMITS, TIMES_MS } from './http/limits.ts';
import { createMetrics, type Metrics } from './http/metrics.ts';
import { createLog, traceOfError } from './log.ts';

const config = settings();
const log = createLog(config.logLevel);
let metrics: Metrics | undefined;
const open = openContext(config, log, {
  vision: 'at-once',
  onCall: ({ target, operation, outcome, elapsedMs }) =>
    metrics?.called(target, operation, outcome, elapsedMs / 1_000),
});
metrics = createMetrics(figuresOf(open));
const desk = createVerificationDesk(open.context);
const app = await createApp({
  context: open.context,
  desk,
  site: { mode: config.mode, smsInbox: config.smsInbox },
  http: {
    log,
    origins: config.origins,
    trustProxy: config.trustProxy,
    limits: config.limits ? HTTP_LIMITS : null,
    secure: !config.sandbox,
    telemetry: config.otel,
  },
  readiness: readinessOf(open),
  metrics,
  webDir: config.webDir,
});

const closeDesk = keepDeskReady(desk, open.context);
let stopping = false;
/** Takes no new connection, lets those at work finish, at most 10 s; then ends. */
const stop = async (): Promise<void> => {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(1), TIMES_MS.drain).unref();
  await app.close();
  await closeDesk();
  await open.close();
};
process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());

// A broken expectation that nobody caught: told without its words, which may quote data; a supervisor starts us anew.
process.on('uncaughtException', (error) => {
  log.fatal(traceOfError(error), 'uncaught');
  process.exit(1);
});

try {
  if (config.sandbox) await writeDemoOfficer(open.context, config.dataDir);
  await app.listen({ port: config.port, host: config.host });
  log.info({ port: config.port, mode: config.mode }, 'listening');
} catch (error) {
  log.fatal(traceOfError(error), 'the server could not start');
  process.exit(1);
}

function settings() {
  try {
    const read = readConfig(process.env);
    if (!read.sandbox) refuseSandboxLeftovers(read.dataDir);
    return read;
  } catch (error) {
    console.error((error as Error).message);
    process.exit(2);
  }
}
