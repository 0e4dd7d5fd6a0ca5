import type { AddressInfo } from 'node:net';
import { createApp } from '../app.ts';
import type { Context } from '../context.ts';
import { createVerificationDesk } from '../flows/verification/desk.ts';
import { HTTP_LIMITS, type HttpLimits } from '../http/limits.ts';
import { createMetrics } from '../http/metrics.ts';
import { createLog } from '../log.ts';

const COOKIES = { session: 'sz_session', device: 'sz_device', staff: 'sz_staff' } as const;

/** What came back: status, headers, and the body as JSON where it is JSON. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
export type Answer = { status: number; headers: Headers; body: any; text: string };

/** A browser-like caller with cookies of its own: the session's, its device's, a staff session's. */
export type TestClient = {
  cookie: string | null;
  device: string | null;
  staff: string | null;
  send(
    method: string,
    path: string,
    options?: { body?: unknown; headers?: Record<string, string>; raw?: BodyInit },
  ): Promise<Answer>;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
};

/** The real HTTP server on a free port over a test's context; its log is kept for looking into. */
export async function startTestServer(
  context: Context,
  options: {
    limits?: boolean;
    requestsAMinute?: number;
    secure?: boolean;
    telemetry?: boolean;
    webDir?: string | null;
    /** For who must know the address beforehand, as an issuer does. */
    port?: number;
  } = {},
) {
  const lines: string[] = [];
  const log = createLog('trace', { write: (line: string) => void lines.push(line) });
  const metrics = createMetrics({
    queues: async () => new Map(),
    events: async () => [],
    facesKept: async () => 0,
    facePeople: async () => ({ stored: 0, period: 0 }),
    messages: async () => ({ queued: 0, dead: 0 }),
    webhooks: async () => ({ queued: 0, dead: 0 }),
    circuits: () => new Map(),
  });
  const desk = createVerificationDesk(context);
  const app = await createApp({
    context: { ...context, log, limits: options.limits ?? true },
    desk,
    site: { mode: 'sandbox', smsInbox: null },
    http: {
      log,
      origins: [],
      trustProxy: ['127.0.0.1', '::1'],
      limits: options.limits === false ? null : httpLimits(options.requestsAMinute),
      secure: options.secure ?? false,
      telemetry: options.telemetry ?? false,
    },
    readiness: async () => ({ database: { state: 'ok', needed: true } }),
    metrics,
    webDir: options.webDir ?? null,
  });
  await app.listen({ port: options.port ?? 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    port,
    app,
    desk,
    log: lines,
    client: () => createClient(url),
    close: () => app.close(),
  };
}

/** A test machine under load is no reason to turn callers away. */
function httpLimits(requestsAMinute?: number): HttpLimits {
  const { requestsAMinute: usual } = HTTP_LIMITS;
  const own = Object.fromEntries(Object.keys(usual).map((access) => [access, requestsAMinute]));
  return {
    requestsAMinute: requestsAMinute === undefined ? usual : (own as HttpLimits['requestsAMinute']),
    // None: a second without a turn of the loop, as a starved machine has, counts as a delay without end.
    busyEventLoopDelayMs: 0,
  };
}

function createClient(url: string): TestClient {
  const client: TestClient = {
    cookie: null,
    device: null,
    staff: null,
    async send(method, path, { body, headers = {}, raw } = {}) {
      const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
      const response = await fetch(url + path, {
        method,
        headers: {
          ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
          ...cookieHeader(client),
          ...headers,
        },
        ...(payload === undefined ? {} : { body: payload }),
      });
      keepCookies(client, response.headers.getSetCookie());
      const text = await response.text();
      const isJson = /json/.test(response.headers.get('content-type') ?? '');
      return {
        status: response.status,
        headers: response.headers,
        text,
        body: isJson ? JSON.parse(text) : null,
      };
    },
    get: (path, headers) => client.send('GET', path, { headers: headers ?? {} }),
    post: (path, body, headers) => client.send('POST', path, { body: body ?? {}, headers: headers ?? {} }),
  };
  return client;
}

function cookieHeader({ cookie, device, staff }: TestClient): Record<string, string> {
  const pairs = [
    [COOKIES.session, cookie],
    [COOKIES.device, device],
    [COOKIES.staff, staff],
  ].flatMap(([name, value]) => (value === null ? [] : [`${name}=${value}`, `__Host-${name}=${value}`]));
  return pairs.length === 0 ? {} : { cookie: pairs.join('; ') };
}

function keepCookies(client: TestClient, lines: readonly string[]): void {
  const set = (name: string): string | null | undefined => {
    const line = lines.find((one) => one.startsWith(`${name}=`) || one.startsWith(`__Host-${name}=`));
    return line === undefined ? undefined : /=([^;]*)/.exec(line)?.[1] || null;
  };
  client.cookie = keep(set(COOKIES.session), client.cookie);
  client.device = keep(set(COOKIES.device), client.device);
  client.staff = keep(set(COOKIES.staff), client.staff);
}

const keep = (set: string | null | undefined, before: string | null): string | null =>
  set === undefined ? before : set;

/** The text messages that a mobile received, newest first. */
export async function inboxOf(sandboxUrl: string, mobile: string): Promise<string[]> {
  const answer = await fetch(`${sandboxUrl}/sms/inbox?mobile=${mobile}`);
  return ((await answer.json()) as { messages: { text: string }[] }).messages.map(({ text }) => text);
}

/** The code of the newest message to a mobile. */
export async function newestCode(sandboxUrl: string, mobile: string): Promise<string> {
  // Other messages may have come since: what a new device signed in, for one.
  const texts = await inboxOf(sandboxUrl, mobile);
  const code = texts.flatMap((text) => /(?<!\d)\d{6}(?!\d)/.exec(text)?.[0] ?? [])[0];
  if (code === undefined) throw new Error('no message with a code');
  return code;
}

/** Signs in over HTTP with a code from the sandbox's inbox. */
export async function signInAs(client: TestClient, sandboxUrl: string, mobile: string): Promise<Answer> {
  const sent = await client.post('/api/v1/sms-codes', { mobile });
  if (sent.status !== 202) throw new Error(`sms-codes: ${sent.text}`);
  const answer = await client.post('/api/v1/sessions', {
    mobile,
    code: await newestCode(sandboxUrl, mobile),
  });
  if (answer.status !== 201) throw new Error(`sessions: ${answer.text}`);
  return answer;
}
