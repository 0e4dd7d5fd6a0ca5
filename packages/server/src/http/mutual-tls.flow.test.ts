import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '@suizheng/launch/ports.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TOKEN_PATH } from '../flows/parties/issuer.ts';
import { type Identity, selfSigned } from '../testing/certificate.ts';
import { once } from '../testing/gate.ts';
import { newMember } from '../testing/organisation.ts';
import { activeParty } from '../testing/parties.ts';
import { type TestContext, testContext } from '../testing/test-context.ts';
import { startTestServer } from '../testing/test-server.ts';

const missing = ['haproxy', 'openssl'].filter((program) => spawnSync(program, ['-v']).error !== undefined);
if (missing.length > 0) console.warn(`mutual TLS is not tried here: ${missing.join(' and ')} not installed`);

/** The frontend of docs/operate.md, word for word where it matters. */
const settings = (port: number, backend: number, dir: string) => `
defaults
  mode http
  timeout connect 5s
  timeout client 30s
  timeout server 30s
frontend public
  bind 127.0.0.1:${port} ssl crt ${dir}/server.pem verify optional ca-file ${dir}/server.crt no-ca-names ca-ignore-err all crt-ignore-err all
  http-request del-header Client-Cert
  http-request del-header Client-Cert-Chain
  http-request del-header X-Forwarded-For
  http-request set-header Client-Cert ":%[ssl_c_der,base64]:" if { ssl_c_used }
  option forwardfor
  default_backend suizheng
backend suizheng
  server one 127.0.0.1:${backend}
`;

describe.skipIf(missing.length > 0)('V1: mutual TLS through a real HAProxy', () => {
  let context: TestContext;
  let server: Awaited<ReturnType<typeof startTestServer>>;
  let proxy: ReturnType<typeof spawn>;
  let dir: string;
  let port: number;
  let ca: string;
  let mine: Identity;
  let other: Identity;
  let clientId: string;

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'mutual-tls-'));
    context = await testContext();
    server = await startTestServer(context);
    const own = selfSigned('localhost');
    writeFileSync(join(dir, 'server.pem'), own.cert + own.key, { mode: 0o600 });
    writeFileSync(join(dir, 'server.crt'), own.cert);
    ca = own.cert;
    [mine, other] = [selfSigned('bank.example'), selfSigned('bank.example')];
    port = await freePort();
    writeFileSync(join(dir, 'haproxy.cfg'), settings(port, server.port, dir));
    proxy = spawn('haproxy', ['-db', '-f', join(dir, 'haproxy.cfg')], { stdio: 'pipe' });
    await listening(port);
    const party = await activeParty(context);
    const { client } = await newMember(context, server, party.organisationId);
    const body = { label: '核心系统', services: ['real-name-check'], certificate: mine.cert };
    clientId = (await client.post(`/api/v1/parties/${party.partyId}/clients`, body, once())).body.id;
  });
  afterAll(async () => {
    proxy?.kill();
    await server?.close();
    await context?.close();
    rmSync(dir, { recursive: true, force: true });
  });

  type Sent = { method?: string; headers?: Record<string, string>; body?: string; agent?: Agent };
  const send = (
    path: string,
    shown: Identity | null,
    { method = 'GET', headers = {}, body, agent }: Sent = {},
  ) =>
    new Promise<{ status: number; body: Record<string, unknown>; resumed: boolean }>((resolve, reject) => {
      const request = httpsRequest(
        {
          host: '127.0.0.1',
          servername: 'localhost',
          port,
          path,
          method,
          headers,
          ca,
          agent: agent ?? false,
          ...shown,
        },
        async (response) => {
          const { isSessionReused } = response.socket as { isSessionReused?: () => boolean };
          const resumed = isSessionReused?.call(response.socket) ?? false;
          let text = '';
          for await (const piece of response) text += piece;
          resolve({ status: response.statusCode!, body: JSON.parse(text), resumed });
        },
      );
      request.on('error', reject);
      request.end(body);
    });
  const askToken = (shown: Identity | null, more: Sent = {}) =>
    send(TOKEN_PATH, shown, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId }).toString(),
      ...more,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...more.headers },
    });
  const enters = async (token: unknown, shown: Identity | null, headers: Record<string, string> = {}) => {
    const path = `/api/v1/services/evidence/${randomUUID()}`;
    const answer = await send(path, shown, { headers: { authorization: `Bearer ${token}`, ...headers } });
    return answer.status !== 401;
  };
  const headerOf = ({ cert }: Identity) => `:${cert.replaceAll(/-----[^-]+-----|\s/g, '')}:`;

  it('V1: the registered certificate gets a token, and the token works with that certificate alone', async () => {
    const { status, body } = await askToken(mine);
    expect([status, body.token_type]).toEqual([200, 'Bearer']);
    expect(await enters(body.access_token, mine)).toBe(true);
    expect(await enters(body.access_token, other)).toBe(false);
    expect(await enters(body.access_token, null)).toBe(false);
  });

  it('V1: another certificate of the same name, and none, get no token', async () => {
    for (const shown of [other, null]) expect((await askToken(shown)).body.error).toBe('invalid_client');
  });

  it('V1: what a client writes into the headers itself does not reach us through the proxy', async () => {
    const forged = { 'client-cert': headerOf(mine), 'x-forwarded-for': '198.51.100.7' };
    for (const shown of [other, null]) {
      expect((await askToken(shown, { headers: forged })).body.error).toBe('invalid_client');
    }
    const { body } = await askToken(mine, { headers: { 'client-cert': headerOf(other) } });
    expect(await enters(body.access_token, null, forged)).toBe(false);
    expect(await enters(body.access_token, other, forged)).toBe(false);
    // Beside the proxy the header is what a client says of itself.
    const direct = await fetch(`${server.url}/api/v1/services/evidence/${randomUUID()}`, {
      headers: { authorization: `Bearer ${body.access_token}`, 'client-cert': headerOf(mine) },
    });
    expect(direct.status).toBe(401);
  });

  it('V1: a resumed TLS session still has its certificate', async () => {
    const agent = new Agent({ keepAlive: false, maxCachedSessions: 10, ca, ...mine });
    const answers = [];
    for (let i = 0; i < 4; i++) answers.push(await askToken(mine, { agent }));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(answers.some(({ resumed }) => resumed)).toBe(true);
  });

  it('V1: people without a certificate reach everything else as ever', async () => {
    expect((await send('/api/v1/site', null)).status).toBe(200);
  });
});

/** Waits until something takes connections there; throws after half a minute. */
async function listening(port: number): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true));
      socket.on('connect', () => socket.end());
      socket.on('error', () => resolve(false));
    });
    if (open) return;
    await sleep(100);
  }
  throw new Error('the proxy did not start');
}
