import type { Access, Output, Resource } from '@suizheng/domain/contract/resource.ts';
import type { SignedRequest } from '@suizheng/domain/http-signature/message.ts';
import type { Locale } from '@suizheng/domain/text/locale.ts';
import type { z } from 'zod';
import type { Actor } from '../context.ts';
import type { KeyedRequest } from '../flows/staff/proof.ts';
import type { Caller } from './callers.ts';
import type { Cookie, CookieValue } from './cookies.ts';

type Shape = z.ZodType | undefined;

/** One parsed call as a route hands it to its flow. */
export type Call<
  Params extends Shape = undefined,
  Query extends Shape = undefined,
  Body extends Shape = undefined,
  Who extends Access = Access,
> = {
  readonly params: Output<Params>;
  readonly query: Output<Query>;
  readonly body: Output<Body>;
  /** Who calls, as the resource's `access` promises: an account, an officer, a reader, or null for the public. */
  readonly caller: Caller<Who>;
  /** The same, for the audit record. */
  readonly actor: Actor;
  /** The network that limits count by: an IPv4 address, or the /64 of an IPv6 one. */
  readonly ip: string;
  /** The request as it came, for the few callers that sign it. */
  readonly request: SignedRequest;
  readonly locale: Locale;
  readonly traceId: string;
  readonly now: Date;
  /**
   * A UUID that is the same for every repetition of one Idempotency-Key, random for other calls: the id of what
   * the call creates, so that a repetition after a crash meets a unique key instead of creating it again.
   */
  readonly operationId: string;
  /** Origin by which the browser reached us, e.g. `https://id.example.cn`: for the address another site sends it back to. */
  readonly origin: string;
  /** The browser that calls: its own cookie, the mark of one that comes back from another site, and what it says it is. */
  readonly browser: {
    readonly device: string | null;
    readonly mark: string | null;
    readonly agent: string;
  };
  /** The proof of a staff browser's key that came along (RFC 9449), with what it must be for. */
  readonly proof: KeyedRequest;
  /** Gives the browser a cookie, or takes it away with null. */
  readonly setCookie: (cookie: Cookie, value: CookieValue | null) => void;
};

/** An answer that is not JSON. */
export type Bytes = { readonly bytes: Uint8Array; readonly headers?: Readonly<Record<string, string>> };

/** An answer that is too long to be held: pieces of text, sent as they come. */
export type Streamed = {
  readonly stream: AsyncIterable<string>;
  readonly headers?: Readonly<Record<string, string>>;
};

type Answered<Answer extends Shape> = Answer extends z.ZodType
  ? z.input<Answer>
  : Bytes | Streamed | undefined;

/** A resource with the flow that answers it, its types erased. */
export type Binding = {
  // biome-ignore lint/suspicious/noExplicitAny: resources of every shape; bind() has checked this one
  readonly resource: Resource<any, any, any, any>;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly handle: (call: Call<any, any, any, any>) => Promise<unknown>;
};

/** Binds a resource of the contract to its flow; request and answer are typed by the resource's schemas. */
export function bind<
  Params extends Shape,
  Query extends Shape,
  Body extends Shape,
  Answer extends Shape,
  Who extends Access,
>(
  resource: Resource<Params, Query, Body, Answer, Who>,
  handle: (call: Call<Params, Query, Body, Who>) => Promise<Answered<Answer>>,
): Binding {
  return { resource, handle };
}
