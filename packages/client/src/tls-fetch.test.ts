import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from './client.ts';

const withOpenssl = spawnSync('openssl', ['version']).status === 0;
if (!withOpenssl) console.log('mutual TLS not tried: this machine has no openssl');

type Pair = { readonly certificate: string; readonly privateKey: string };

function selfSigned(folder: string, name: string): Pair {
  const [key, cert] = [join(folder, `${name}.key`), join(folder, `${name}.pem`)];
  const how = '-x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2';
  execFileSync(
    'openssl',
    [
      'req',
      ...how.split(' '),
      '-subj',
      `/CN=${name}`,
      '-addext',
      'subjectAltName=IP:127.0.0.1',
      '-keyout',
      key,
      '-out',
      cert,
    ],
    { stdio: 'ignore' },
  );
  return { certificate: readFileSync(cert, 'utf8'), privateKey: readFileSync(key, 'utf8') };
}

describe.runIf(withOpenssl)('V1: a client that proves itself by its certificate (mutual TLS)', () => {
  let folder: string;
  let server: Server;
  let platform: Pair;
  let own: Pair;
  let url: string;
  const forms: string[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'suizheng-tls-'));
    platform = selfSigned(folder, 'platform');
    own = selfSigned(folder, 'bank');
    server = createServer(
      { cert: platform.certificate, key: platform.privateKey, requestCert: true, rejectUnauthorized: false },
      async (request, response) => {
        let body = '';
        for await (const chunk of request) body += chunk;
        const who = (request.socket as TLSSocket).getPeerCertificate().subject?.CN;
        response.setHeader('content-type', 'application/json');
        if (request.url!.includes('.well-known'))
          return response.end(JSON.stringify({ issuer: url, token_endpoint: `${url}/token` }));
        if (who !== 'bank') return response.writeHead(401).end('{"error":"invalid_client"}');
        if (request.url === '/token') {
          forms.push(body);
          return response.end('{"access_token":"t","expires_in":600}');
        }
        if (request.url!.endsWith('/card-status-checks'))
          return response.writeHead(302, { location: 'https://elsewhere.example' }).end();
        return response.end('{"verdict":"match","name":"张晓晓"}');
      },
    );
    await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
    url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const client = (pair: Pair, ca = platform.certificate) =>
    createClient({ baseUrl: url, clientId: 'c-1', tls: { ...pair, ca }, retries: 0 });
  const question = { purpose: 'bank.account', name: '张晓晓', number: '990000200103070024' };

  it('asks for a token by its id alone, and calls over the same connection', async () => {
    expect(await client(own).realNameCheck(question)).toMatchObject({ verdict: 'match', name: '张晓晓' });
    expect(forms).toEqual(['grant_type=client_credentials&client_id=c-1']);
  });

  it('with another certificate gets no token', async () => {
    const error = await client(platform)
      .realNameCheck(question)
      .catch((reason) => reason);
    expect(error).toMatchObject({ code: 'invalid_client', status: 401 });
  });

  it('speaks to nobody whose certificate it does not trust, and follows no redirect', async () => {
    const stranger = await client(own, own.certificate)
      .realNameCheck(question)
      .catch((reason) => reason);
    expect(stranger).toMatchObject({ code: 'network' });
    const led = await client(own)
      .cardStatusCheck(question)
      .catch((reason) => reason);
    expect(led).toMatchObject({ code: 'network' });
  });

  it('ends when its caller leaves', async () => {
    const gone = AbortSignal.abort(new Error('gone home'));
    const error = await client(own)
      .realNameCheck(question, { signal: gone })
      .catch((reason) => reason);
    expect(error.message).toBe('gone home');
  });
});
