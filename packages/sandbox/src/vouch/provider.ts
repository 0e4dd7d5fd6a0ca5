import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Provider } from 'oidc-provider';
import type { Register } from '../population/register.ts';
import { phoneClaims, vouchAccount } from './accounts.ts';
import { createMemory } from './memory.ts';
import { refusedVouchPage } from './vouch-pages.ts';

/** The one client: Suizheng. RFC 8252 §7.3: any port of a loopback address, since tests and second copies choose theirs. */
export const VOUCH_CLIENT = {
  id: 'suizheng',
  redirects: ['http://127.0.0.1/api/v1/vouching/callback', 'http://localhost/api/v1/vouching/callback'],
} as const;

/** The path under which everything of the provider lies; the issuer is the sandbox's address with this path. */
export const VOUCH_PATH = '/vouch';

/**
 * An OpenID provider that vouches for phones (A3): authorization code with PKCE only, scope `openid phone`. It asks
 * who one is and what may be shared every time: a demo with many people in one browser must remember none of them.
 */
export async function createVouchProvider(options: {
  readonly issuer: string;
  readonly clientSecret: string;
  readonly register: Register;
}): Promise<Provider> {
  const { default: OidcProvider } = await import('oidc-provider');
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const provider = new OidcProvider(options.issuer, {
    adapter: createMemory(),
    clients: [
      {
        client_id: VOUCH_CLIENT.id,
        client_secret: options.clientSecret,
        client_name: '随证 Suizheng',
        application_type: 'native',
        token_endpoint_auth_method: 'client_secret_basic',
        id_token_signed_response_alg: 'ES256',
        redirect_uris: [...VOUCH_CLIENT.redirects],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig', kid: 'vouch-1' }] },
    cookies: { keys: [randomBytes(24).toString('base64url')] },
    claims: { openid: ['sub'], phone: ['phone_number', 'phone_number_verified'] },
    scopes: ['openid', 'phone'],
    responseTypes: ['code'],
    // The phone stands in the ID token too: a client need not ask twice.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
    },
    interactions: { url: (_context, { uid }) => `${VOUCH_PATH}/interaction/${uid}` },
    ttl: {
      AuthorizationCode: 60,
      AccessToken: 300,
      IdToken: 300,
      Interaction: 900,
      Session: 900,
      Grant: 900,
    },
    async findAccount(_context, sub) {
      const person = options.register.byId(sub);
      const account = person && vouchAccount(person);
      if (!account) return undefined;
      return { accountId: sub, claims: async () => ({ sub, ...phoneClaims(account) }) };
    },
    // Nothing consented to an earlier time is taken for consent now.
    async loadExistingGrant({ oidc }) {
      const granted = oidc.result?.consent?.grantId;
      return granted === undefined ? undefined : oidc.provider.Grant.find(granted);
    },
    async renderError(context, { error }) {
      context.type = 'html';
      context.body = refusedVouchPage(String(error));
    },
  });
  return provider;
}

/** Hands a request to the provider as a mount would: its own routes begin after the path it lies under. */
export function serveVouch(provider: Provider, request: IncomingMessage, response: ServerResponse): void {
  const original = request.url ?? '/';
  const url = original.slice(VOUCH_PATH.length) || '/';
  Object.assign(request, { originalUrl: original, url });
  // A new question finds nobody signed in, or the second person of one browser would first have to sign the other out.
  if (/^\/auth(\?|$)/.test(url)) forgetSession(request, response);
  void provider.callback()(request, response);
}

function forgetSession(request: IncomingMessage, response: ServerResponse): void {
  const pairs = (request.headers.cookie ?? '').split('; ');
  request.headers.cookie = pairs.filter((pair) => !pair.startsWith('_session')).join('; ');
  response.setHeader(
    'set-cookie',
    ['_session', '_session.sig'].map(
      (name) => `${name}=; path=/; expires=Thu, 01 Jan 1970 00:00:00 GMT; httponly`,
    ),
  );
}
