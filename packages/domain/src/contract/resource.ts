import type { z } from 'zod';
import type { ProblemCode } from '../errors/catalog.ts';
import type { ServiceId } from '../policy/services.ts';
import type { StaffRole } from '../policy/staff-access.ts';

/**
 * Who may call: anyone, a signed-in account, an enrolled reader (a device), a staff member, a reader if there is one, or a
 * relying party's own system with an access token (V1).
 */
export type Access = 'public' | 'account' | 'staff' | 'reader' | 'reader-or-public' | 'client';

type Shape = z.ZodType | undefined;

/** One API resource: path, access and the schemas that serve the server, the client and OpenAPI alike. */
export type Resource<
  Params extends Shape,
  Query extends Shape,
  Body extends Shape,
  Answer extends Shape,
  Who extends Access = Access,
> = {
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path with {name} places for params. */
  readonly path: `/api/v1/${string}`;
  readonly summary: string;
  readonly access: Who;
  /**
   * For accounts: true where a session that sees no person may call too (policy/session.ts): it gets what it did itself,
   * or masked. Every other resource answers it `confirm-yourself`.
   */
  readonly openToMasked?: true;
  /** For staff: the roles that may call; everybody else is refused before the body is read. */
  readonly roles?: readonly StaffRole[];
  /** For clients: the service that the token's scope must name; whoever holds any scope may call where absent. */
  readonly service?: ServiceId;
  /** True when Idempotency-Key is required: every call that creates something. */
  readonly idempotent?: boolean;
  /** 303 sends the browser to the answer's `location`, a path of ours. */
  readonly status: 200 | 201 | 202 | 204 | 303;
  /** Media type of the answer when it is not JSON. */
  readonly produces?:
    | 'application/json'
    | 'application/cbor'
    | 'application/pdf'
    | 'application/statuslist+cwt'
    | 'image/jpeg';
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly answer?: Answer;
  readonly problems: readonly ProblemCode[];
};

/** Declares a resource with its types inferred. */
export function resource<
  Params extends Shape = undefined,
  Query extends Shape = undefined,
  Body extends Shape = undefined,
  Answer extends Shape = undefined,
  const Who extends Access = Access,
>(definition: Resource<Params, Query, Body, Answer, Who>): Resource<Params, Query, Body, Answer, Who> {
  return definition;
}

/** The output type of a resource's part, or undefined when it has none. */
export type Output<T extends Shape> = T extends z.ZodType ? z.output<T> : undefined;
/** The input type of a resource's part, or undefined when it has none. */
export type Input<T extends Shape> = T extends z.ZodType ? z.input<T> : undefined;
