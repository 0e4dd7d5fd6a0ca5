import { faceDataPolicy } from '@suizheng/domain/policy/retention.ts';
import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Figures read when the metrics are read: name → label → value. */
export type Figures = {
  /** Waiting and failed jobs by queue. */
  readonly queues: () => Promise<ReadonlyMap<string, number>>;
  /** What happened since this process started, in all processes: the audit log by action and outcome. */
  readonly events: () => Promise<readonly { action: string; outcome: string; count: number }[]>;
  /** Pictures of faces kept at this moment. */
  readonly facesKept: () => Promise<number>;
  /** People of whom a face is stored at this moment, and whose face was taken within the policy's period. */
  readonly facePeople: () => Promise<{ readonly stored: number; readonly period: number }>;
  /** Text messages that wait, and that were given up. */
  readonly messages: () => Promise<{ readonly queued: number; readonly dead: number }>;
  /** Deliveries to webhooks of relying parties that wait, and that were given up. */
  readonly webhooks: () => Promise<{ readonly queued: number; readonly dead: number }>;
  /** Circuit of each outside system: 0 closed, 1 half open, 2 open. */
  readonly circuits: () => ReadonlyMap<string, number>;
};

const READ_AGAIN_MS = 2_000;

/** Measures of the server; no label ever holds personal data. */
export type Metrics = {
  readonly registry: Registry;
  /** Counts a call to an outside system. */
  readonly called: (target: string, operation: string, outcome: string, seconds: number) => void;
};

/** The measures, with the figures asked for at each reading. */
export function createMetrics(figures: Figures): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const calls = new Histogram({
    name: 'suizheng_outside_call_seconds',
    help: 'Calls to outside systems, repetitions included',
    labelNames: ['target', 'operation', 'outcome'],
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8],
    registers,
  });
  gauge('suizheng_queue_jobs', 'Jobs waiting, at work or failed', ['queue'], registers, async (set) => {
    for (const [queue, count] of await figures.queues()) set({ queue }, count);
  });
  const told = 'Audited events in all processes since this one started: decisions, face checks, sign-ins';
  gauge('suizheng_events', told, ['action', 'outcome'], registers, async (set) => {
    for (const { action, outcome, count } of await figures.events()) set({ action, outcome }, count);
  });
  gauge('suizheng_faces_kept', 'Pictures of faces kept now', [], registers, async (set) =>
    set({}, await figures.facesKept()),
  );
  const people = 'People of whom a face is stored now, and whose face was taken within the period';
  gauge('suizheng_face_people', people, ['counted'], registers, async (set) => {
    for (const [counted, count] of Object.entries(await figures.facePeople())) set({ counted }, count);
  });
  gauge('suizheng_messages', 'Text messages waiting and given up', ['state'], registers, async (set) => {
    for (const [state, count] of Object.entries(await figures.messages())) set({ state }, count);
  });
  const deliveries = 'Deliveries to webhooks waiting and given up';
  gauge('suizheng_webhook_deliveries', deliveries, ['state'], registers, async (set) => {
    for (const [state, count] of Object.entries(await figures.webhooks())) set({ state }, count);
  });
  gauge('suizheng_faces_filing_threshold', 'Number at which to file', [], registers, async (set) =>
    set({}, faceDataPolicy.threshold),
  );
  gauge('suizheng_circuit', '0 closed, 1 half open, 2 open', ['target'], registers, async (set) => {
    for (const [target, state] of figures.circuits()) set({ target }, state);
  });
  return {
    registry,
    called: (target, operation, outcome, seconds) => calls.observe({ target, operation, outcome }, seconds),
  };
}

/** Measures every answer by resource and serves what is measured at /metrics. Answers how to measure one that does not come by a route. */
export function addMetrics(app: FastifyInstance, { registry }: Pick<Metrics, 'registry'>) {
  const seconds = new Histogram({
    name: 'suizheng_http_request_seconds',
    help: 'Answers by resource, method and status',
    labelNames: ['resource', 'method', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  const failures = new Counter({
    name: 'suizheng_http_internal_errors_total',
    help: 'Answers with status 500',
    registers: [registry],
  });
  app.addHook('onResponse', async (request, reply) => {
    const resource = request.routeOptions.config.resourceId ?? 'other';
    // Methods are a closed list here: a stranger must not be able to make new time series.
    const method = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'].includes(request.method)
      ? request.method
      : 'other';
    seconds.observe({ resource, method, status: String(reply.statusCode) }, reply.elapsedTime / 1_000);
    if (reply.statusCode === 500) failures.inc();
  });
  // Read at most every few seconds, however many ask: the figures behind it cost queries.
  let last: { at: number; text: Promise<string> } | null = null;
  app.get('/metrics', async (_request, reply) => {
    const now = performance.now();
    if (last === null || now - last.at > READ_AGAIN_MS) last = { at: now, text: registry.metrics() };
    return reply
      .type(registry.contentType)
      .header('cache-control', 'no-store')
      .send(await last.text);
  });
  return {
    answered(resource: string, method: 'GET' | 'POST', status: number, elapsedMs: number): void {
      seconds.observe({ resource, method, status: String(status) }, elapsedMs / 1_000);
      if (status === 500) failures.inc();
    },
  };
}

type Set = (labels: Record<string, string>, value: number) => void;

function gauge(
  name: string,
  help: string,
  labelNames: string[],
  registers: Registry[],
  read: (set: Set) => Promise<void>,
): void {
  new Gauge({
    name,
    help,
    labelNames,
    registers,
    async collect() {
      this.reset();
      // A figure that cannot be read now is left out: the others still tell something.
      await read((labels, value) => this.set(labels, value)).catch(() => {});
    },
  });
}
