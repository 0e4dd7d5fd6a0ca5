import { at } from './phone.ts';

/** What came back from the API. */
// biome-ignore lint/suspicious/noExplicitAny: answers of every shape
type Answer = { status: number; body: any };

/** A system of the sandbox's own relying party, as a newcomer to the portal gets one: it asks over HTTP with a key of its own. */
export async function demoParty() {
  const { privateKey, publicKey } = (await crypto.subtle.generateKey(
    { name: 'ECDSA', namedCurve: 'P-256' },
    true,
    ['sign', 'verify'],
  )) as CryptoKeyPair;
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', publicKey);
  const send = async (path: string, init: RequestInit): Promise<Answer> => {
    const response = await fetch(at(path), init);
    return { status: response.status, body: await response.json() };
  };
  const json = (body: object, headers: Record<string, string> = {}): RequestInit => ({
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const made = await send('/api/v1/trial-clients', json({ jwk: { kty, crv, x, y } }));
  const { clientId } = made.body as { clientId: string };
  const { issuer, token_endpoint: endpoint } = (await send('/.well-known/oauth-authorization-server', {}))
    .body as { issuer: string; token_endpoint: string };
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: clientId,
    sub: clientId,
    aud: issuer,
    iat: now,
    exp: now + 60,
    jti: crypto.randomUUID(),
  };
  const signed = [{ alg: 'ES256', typ: 'JWT' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  const signature = await crypto.subtle.sign(
    { name: 'ECDSA', hash: 'SHA-256' },
    privateKey,
    Buffer.from(signed),
  );
  const assertion = `${signed}.${Buffer.from(signature).toString('base64url')}`;
  const granted = await fetch(at(new URL(endpoint).pathname), {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      scope: 'link-check',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    }),
  });
  const { access_token: token } = (await granted.json()) as { access_token?: string };
  if (!token) throw new Error(`no token: ${made.status} ${granted.status}`);
  const bearer = { authorization: `Bearer ${token}` };
  return {
    post: (path: string, body: object) =>
      send(path, json(body, { ...bearer, 'idempotency-key': crypto.randomUUID() })),
    get: (path: string) => send(path, { headers: bearer }),
  };
}
