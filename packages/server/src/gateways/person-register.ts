import {
  type CardState,
  type MobileCheckRequest,
  mobileCheckResponse,
  type PortraitRequest,
  portraitDateHeader,
  type RealNameCheckRequest,
  realNameCheckResponse,
  registerDate,
} from '@suizheng/domain/contract/registers.ts';
import { portraitCallPolicy, type Unavailable } from './call-policy.ts';
import { createHttpClient, type HttpClient, type HttpClientConfig } from './http-client.ts';

/** Outcome of a real-name check (B1, A1). Show people one text for `unknown-person` and `name-differs`. */
export type RealNameOutcome =
  | { readonly kind: 'match'; readonly cardState: CardState; readonly requestId: string }
  | {
      readonly kind: 'unknown-person' | 'name-differs' | 'birth-date-differs' | 'expiry-differs';
      readonly requestId: string;
    }
  | Unavailable;

/** Outcome of asking for a portrait: JPEG bytes and the day it was taken (YYYY-MM-DD). */
export type PortraitOutcome =
  | {
      readonly kind: 'portrait';
      readonly jpeg: Uint8Array;
      readonly takenOn: string;
      readonly requestId: string;
    }
  | { readonly kind: 'unknown-person' | 'no-portrait'; readonly requestId: string }
  | Unavailable;

/** Outcome of comparing a mobile with the one on file (A2). */
export type MobileOutcome =
  | { readonly kind: 'match'; readonly requestId: string }
  | { readonly kind: 'unknown-person' | 'no-mobile-on-file' | 'mobile-differs'; readonly requestId: string }
  | Unavailable;

/** A register of people as the flows see it, whatever document it knows them by. All calls are reads and safe to repeat. */
export type PersonRegister = {
  checkRealName(request: RealNameCheckRequest): Promise<RealNameOutcome>;
  portrait(request: PortraitRequest): Promise<PortraitOutcome>;
  checkMobile(request: MobileCheckRequest): Promise<MobileOutcome>;
  circuit: HttpClient['circuit'];
  close: HttpClient['close'];
};

/** `portraitPolicy` replaces the call policy for portraits, which are larger than answers in JSON. */
export type PersonRegisterConfig = Omit<HttpClientConfig, 'target'> & {
  readonly portraitPolicy?: HttpClientConfig['policy'];
};

/** The three calls that every register of people answers, over the client for checks and one of its own for portraits. */
export function createPersonRegister(
  config: PersonRegisterConfig & { readonly portraitTarget: string },
  checks: HttpClient,
  paths: { readonly realName: string; readonly portraits: string; readonly mobiles: string },
): PersonRegister {
  const portraits = createHttpClient({
    ...config,
    target: config.portraitTarget,
    policy: config.portraitPolicy ?? portraitCallPolicy,
  });
  const post = (operation: string, path: string, body: unknown) =>
    ({ operation, path, body, repeatable: true, idempotencyKey: config.effects.newId() }) as const;

  return {
    async checkRealName(request) {
      const call = post('real-name-check', paths.realName, request);
      const answer = await checks.json({ ...call, accept: 'json', schema: realNameCheckResponse });
      if (answer.kind !== 'ok') return outOfContract(answer);
      const { requestId, value } = answer;
      if (value.result === 'match') return { kind: 'match', cardState: value.cardState, requestId };
      return {
        kind: value.differs === 'unknown-person' ? 'unknown-person' : `${value.differs}-differs`,
        requestId,
      };
    },
    async portrait(request) {
      const call = post('portrait', paths.portraits, request);
      const answer = await portraits.bytes({ ...call, accept: 'bytes', mediaType: 'image/jpeg' });
      if (answer.kind === 'problem') {
        const { code } = answer.problem;
        if (code === 'unknown-person' || code === 'no-portrait')
          return { kind: code, requestId: answer.requestId };
      }
      if (answer.kind !== 'ok') return outOfContract(answer);
      const { bytes, headers } = answer.value;
      const takenOn = registerDate.safeParse(headers.get(portraitDateHeader));
      const isJpeg = bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
      const { requestId } = answer;
      if (!isJpeg || !takenOn.success) return { kind: 'unavailable', reason: 'bad-answer', requestId };
      return { kind: 'portrait', jpeg: bytes, takenOn: takenOn.data, requestId };
    },
    async checkMobile(request) {
      const call = post('mobile-check', paths.mobiles, request);
      const answer = await checks.json({ ...call, accept: 'json', schema: mobileCheckResponse });
      if (answer.kind !== 'ok') return outOfContract(answer);
      const { requestId, value } = answer;
      if (value.result === 'match') return { kind: 'match', requestId };
      return { kind: value.differs === 'mobile' ? 'mobile-differs' : value.differs, requestId };
    },
    // The worse of the two: readiness asks whether a trip can succeed.
    circuit: () => (checks.circuit() === 'closed' ? portraits.circuit() : checks.circuit()),
    close: async () => void (await Promise.all([checks.close(), portraits.close()])),
  };
}

/** A problem the contract does not allow for this call is as good as no answer. */
export function outOfContract(answer: Unavailable | { kind: 'problem'; requestId: string }): Unavailable {
  return answer.kind === 'unavailable'
    ? answer
    : { kind: 'unavailable', reason: 'bad-answer', requestId: answer.requestId };
}
