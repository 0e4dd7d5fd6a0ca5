import { parseMobile } from '@suizheng/domain/identifiers/mobile.ts';
import {
  AuthorizationResponseError,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientError,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  fetchUserInfo,
  ResponseBodyError,
} from 'openid-client';

/** How the provider is reached: its issuer URL and our registration there. */
export type VouchProviderConfig = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Milliseconds that any one call may take. */
  readonly timeoutMs: number;
  /** Plain HTTP, for the sandbox on the same machine only. */
  readonly insecure: boolean;
};

/** What one authorisation is bound to: all random, used once; the redirect address is ours. */
export type VouchSecrets = {
  readonly state: string;
  readonly nonce: string;
  /** PKCE code verifier (RFC 7636). */
  readonly verifier: string;
  readonly redirectUri: string;
};

/** Why nothing came of it: `invalid` is an answer that its signature, issuer, state, nonce or audience does not carry. */
export type VouchFailure = { readonly kind: 'unavailable' | 'invalid' };

/** What the provider said: a verified mobile, none, or that the person refused. */
export type VouchOutcome =
  | { readonly kind: 'mobile'; readonly mobile: string }
  | { readonly kind: 'no-mobile' | 'denied' }
  | VouchFailure;

/** A third party that vouches for the mobile a person uses (A3): OpenID Connect, authorisation code with PKCE S256. */
export type VouchProvider = {
  /** The address that the browser is sent to. */
  authorizeUrl(secrets: VouchSecrets): Promise<{ readonly kind: 'url'; readonly url: string } | VouchFailure>;
  /** Redeems what the browser brought back in the query of the redirect address. */
  redeem(secrets: VouchSecrets, query: Readonly<Record<string, string>>): Promise<VouchOutcome>;
};

/** Metadata and keys are asked for anew after this long. */
const DISCOVERED_FOR_MS = 3_600_000;
/** Refusals by the person or by their provider on their behalf (OpenID Connect Core §3.1.2.6). */
const DENIALS = new Set(['access_denied', 'login_required', 'consent_required', 'interaction_required']);
/** Failures of the client that are the network's, not the answer's. */
const NETWORK = new Set(['OAUTH_TIMEOUT', 'OAUTH_ABORT']);

/** Connects to an OpenID provider; nothing is asked before the first authorisation, and a failed discovery is tried again. */
export function createVouchProvider(
  config: VouchProviderConfig,
  { now }: { readonly now: () => number },
): VouchProvider {
  let known: { readonly at: number; readonly client: Promise<Configuration> } | null = null;

  function client(): Promise<Configuration> {
    if (known !== null && now() - known.at < DISCOVERED_FOR_MS) return known.client;
    const asked = discovery(new URL(config.issuer), config.clientId, config.clientSecret, undefined, {
      timeout: config.timeoutMs / 1_000,
      ...(config.insecure ? { execute: [allowInsecureRequests] } : {}),
    });
    const mine = { at: now(), client: asked };
    asked.catch(() => {
      if (known === mine) known = null;
    });
    known = mine;
    return asked;
  }

  return {
    async authorizeUrl({ state, nonce, verifier, redirectUri }) {
      try {
        const url = buildAuthorizationUrl(await client(), {
          redirect_uri: redirectUri,
          scope: 'openid phone',
          state,
          nonce,
          code_challenge: await calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
        });
        return { kind: 'url', url: url.href };
      } catch {
        return { kind: 'unavailable' };
      }
    },
    async redeem({ state, nonce, verifier, redirectUri }, query) {
      try {
        const configuration = await client();
        const back = new URL(redirectUri);
        back.search = new URLSearchParams(query).toString();
        const tokens = await authorizationCodeGrant(configuration, back, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const { sub } = tokens.claims()!;
        const about = await fetchUserInfo(configuration, tokens.access_token, sub);
        if (about.phone_number_verified !== true || typeof about.phone_number !== 'string')
          return { kind: 'no-mobile' };
        const mobile = parseMobile(about.phone_number);
        return mobile === null ? { kind: 'no-mobile' } : { kind: 'mobile', mobile };
      } catch (error) {
        return { kind: failureOf(error) };
      }
    },
  };
}

function failureOf(error: unknown): 'denied' | 'unavailable' | 'invalid' {
  if (error instanceof AuthorizationResponseError) return DENIALS.has(error.error) ? 'denied' : 'unavailable';
  // A code that was redeemed before, or that is not ours; anything else there is a matter between provider and operator.
  if (error instanceof ResponseBodyError) return error.error === 'invalid_grant' ? 'invalid' : 'unavailable';
  if (error instanceof ClientError) return NETWORK.has(error.code ?? '') ? 'unavailable' : 'invalid';
  return 'unavailable';
}
