import { tokenSource } from './access-token.ts';
import { assertionSigner } from './assertion.ts';
import { type CallOptions, type Exchange, exchange, type Line, sleep } from './exchange.ts';
import { SuizhengError } from './suizheng-error.ts';
import { type TlsIdentity, tlsFetch } from './tls-fetch.ts';
import type {
  CardStatusCheckRequest,
  Check,
  CredentialCheck,
  CredentialCheckRequest,
  Evidence,
  LinkCheck,
  LinkCheckRequest,
  RealNameCheckRequest,
  RealPersonCheckRequest,
} from './types.ts';

/** Who you are and how you are reached: a private key (private_key_jwt) or a certificate (mutual TLS). */
export type ClientOptions = {
  /** The platform's address, e.g. `https://id.example.cn`. */
  readonly baseUrl: string;
  /** What the platform calls itself, where you reach it by another address than its own. */
  readonly issuer?: string;
  /** The id that your system was given. */
  readonly clientId: string;
  /** Services of the token (`real-name-check`, …); all that the client may where absent. */
  readonly services?: readonly string[];
  /** Language of titles and explanations: zh-Hans, zh-Hant-HK, zh-Hant-TW or en. */
  readonly locale?: string;
  /** Milliseconds for one attempt; 15 s. */
  readonly timeoutMs?: number;
  /** Attempts after the first, where that is safe; 2. */
  readonly retries?: number;
  /** Another `fetch`, for a proxy or for tests. */
  readonly fetch?: typeof fetch;
} & (
  | { readonly privateKey: JsonWebKey & { readonly kid?: string }; readonly tls?: never }
  | { readonly tls: TlsIdentity; readonly privateKey?: never }
);

/** The services of the platform. Every method rejects with SuizhengError. */
export type Client = {
  /**
   * Checks a credential: by its code, or by identifier and name.
   * @example
   * const check = await client.credentialCheck({ purpose: 'rail.entry', code: scanned });
   * if (check.verdict === 'green') open(check.fields);
   */
  credentialCheck(request: CredentialCheckRequest, options?: CallOptions): Promise<CredentialCheck>;
  /**
   * Do name, number and birth date belong together?
   * @example
   * const { verdict } = await client.realNameCheck({ purpose: 'bank.account', name: '张晓晓', number });
   */
  realNameCheck(request: RealNameCheckRequest, options?: CallOptions): Promise<Check>;
  /**
   * Is the person in the picture the one with this name and number? Never repeated by itself: each try counts.
   * @example
   * const { verdict } = await client.realPersonCheck({ purpose: 'bank.account', name, number, portrait });
   */
  realPersonCheck(request: RealPersonCheckRequest, options?: CallOptions): Promise<Check>;
  /**
   * Is the document valid, lost or expired at this moment?
   * @example
   * const { code } = await client.cardStatusCheck({ purpose: 'bank.account', name, number });
   */
  cardStatusCheck(request: CardStatusCheckRequest, options?: CallOptions): Promise<Check>;
  /**
   * Asks whether two documents belong to one person. The holder is asked on their phone; the answer comes later.
   * @example
   * const asked = await client.linkCheck({
   *   purpose: 'bank.account',
   *   first: { document: 'home-return-permit', number: 'H99000001' },
   *   second: { document: 'residence-permit', number: '819900199408120030' },
   * });
   */
  linkCheck(
    request: LinkCheckRequest,
    options?: CallOptions & {
      /** The same for every repetition of one question, also after your program was restarted; a new one where absent. */
      readonly idempotencyKey?: string;
    },
  ): Promise<LinkCheck>;
  /**
   * Waits until a link check is answered, or its time is over: a no comes at `answersAt` and never earlier.
   * @example
   * const { answer } = await client.waitForLinkCheck(asked.evidenceId, { signal: AbortSignal.timeout(360_000) });
   */
  waitForLinkCheck(
    evidenceId: string,
    options?: CallOptions & {
      /** Milliseconds between looks; 2 s. */
      readonly everyMs?: number;
    },
  ): Promise<LinkCheck>;
  /**
   * Looks a check up by its evidence id.
   * @example
   * const { at, verdict } = await client.evidence(check.evidenceId);
   */
  evidence(evidenceId: string, options?: CallOptions): Promise<Evidence>;
};

/**
 * A client of the platform. Asks for an access token by itself, keeps it, and renews it in time.
 *
 * @example
 * const client = createClient({
 *   baseUrl: 'https://id.example.cn',
 *   clientId: process.env.CLIENT_ID!,
 *   privateKey: JSON.parse(await readFile('private.jwk', 'utf8')),
 * });
 */
export function createClient(options: ClientOptions): Client {
  const baseUrl = options.baseUrl.replace(/\/+$/, '');
  const { timeoutMs = 15_000, retries = 2 } = options;
  const line: Line = { fetch: options.fetch ?? transportOf(options), timeoutMs, retries };
  const token = tokenSource(line, {
    baseUrl,
    issuer: options.issuer ?? new URL(baseUrl).origin,
    clientId: options.clientId,
    sign: options.privateKey === undefined ? null : assertionSigner(options.clientId, options.privateKey),
    scope: options.services?.join(' '),
    locale: options.locale,
  });

  async function call<T>(request: Request, how: CallOptions | undefined, refused?: string): Promise<T> {
    const bearer = await token(how, refused);
    const { path, body, method, repeatable, more = {} } = request;
    const headers = {
      ...more,
      authorization: `Bearer ${bearer}`,
      ...(options.locale === undefined ? {} : { 'accept-language': options.locale }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    const sent = { method, repeatable, headers, url: `${baseUrl}/api/v1${path}` };
    try {
      return await exchange<T>(
        line,
        body === undefined ? sent : { ...sent, body: JSON.stringify(body) },
        how,
      );
    } catch (error) {
      // A token that was taken back, or outlived the platform's keys: one new one, once.
      const ended = error instanceof SuizhengError && error.status === 401;
      if (!ended || refused !== undefined) throw error;
      return call(request, how, bearer);
    }
  }

  const ask = <T>(path: string, body: unknown, how: CallOptions | undefined, repeatable = true): Promise<T> =>
    call<T>({ path: `/services${path}`, method: 'POST', body, repeatable }, how);

  return {
    credentialCheck: (request, how) => ask('/credential-checks', request, how),
    realNameCheck: (request, how) => ask('/real-name-checks', request, how),
    realPersonCheck: (request, how) => ask('/real-person-checks', request, how, false),
    cardStatusCheck: (request, how) => ask('/card-status-checks', request, how),
    linkCheck: (request, how) =>
      call(
        {
          path: '/services/link-checks',
          method: 'POST',
          body: request,
          // By its key a repetition is known: the holder is asked once.
          repeatable: true,
          more: { 'idempotency-key': how?.idempotencyKey ?? crypto.randomUUID() },
        },
        how,
      ),
    async waitForLinkCheck(evidenceId, how) {
      const path = `/services/link-checks/${encodeURIComponent(evidenceId)}`;
      for (;;) {
        const check = await call<LinkCheck>({ path, method: 'GET', repeatable: true }, how);
        if (check.state === 'answered') return check;
        await sleep(how?.everyMs ?? 2_000, how?.signal);
      }
    },
    evidence: (evidenceId, how) =>
      call(
        { path: `/services/evidence/${encodeURIComponent(evidenceId)}`, method: 'GET', repeatable: true },
        how,
      ),
  };
}

type Request = Pick<Exchange, 'method' | 'repeatable'> & {
  /** Path under /api/v1. */
  readonly path: string;
  readonly body?: unknown;
  /** Headers of its own. */
  readonly more?: Readonly<Record<string, string>>;
};

function transportOf({ tls }: ClientOptions): typeof fetch {
  if (tls === undefined) return fetch;
  let made: Promise<typeof fetch> | null = null;
  return async (input, init) => {
    made ??= tlsFetch(tls);
    return (await made)(input, init);
  };
}
