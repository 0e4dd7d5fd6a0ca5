import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { at } from './phone.ts';

/** What came back from the API. */
// biome-ignore lint/suspicious/noExplicitAny: answers of every shape
type Answer = { status: number; body: any };

/** A system of the sandbox's own relying party, as a newcomer to the portal gets one: it asks over HTTP with a key of its own. */
export async function demoParty() {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const send = async (path: string, init: RequestInit): Promise<Answer> => {
    const response = await fetch(at(path), init);
    return { status: response.status, body: await response.json() };
  };
  const json = (body: object, headers: Record<string, string> = {}): RequestInit => ({
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const made = await send('/api/v1/trial-clients', json({ jwk: await exportJWK(publicKey) }));
  const { clientId } = made.body as { clientId: string };
  const { issuer, token_endpoint: endpoint } = (await send('/.well-known/oauth-authorization-server', {}))
    .body as { issuer: string; token_endpoint: string };
  const assertion = await new SignJWT()
    .setProtectedHeader({ alg: 'ES256' })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(issuer)
    .setIssuedAt()
    .setExpirationTime('1m')
    .setJti(crypto.randomUUID())
    .sign(privateKey);
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
