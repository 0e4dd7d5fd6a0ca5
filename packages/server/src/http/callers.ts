import type { Access, Resource } from '@suizheng/domain/contract/resource.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '../context.ts';
import { requireWhole, type SignedIn } from '../flows/accounts/session.ts';
import type { EnrolledClient } from '../flows/parties/enrolled-client.ts';
import type { KeyedRequest } from '../flows/staff/proof.ts';
import type { StaffMember } from '../flows/staff/staff-token.ts';
import type { EnrolledReader } from '../flows/verification/reader-token.ts';
import { certificateOf } from './client-certificate.ts';
import { readCookie } from './cookies.ts';

/** What a resource of the given access knows about who calls. */
export type Caller<Who extends Access> = Who extends 'account'
  ? SignedIn
  : Who extends 'staff'
    ? StaffMember
    : Who extends 'reader'
      ? EnrolledReader
      : Who extends 'reader-or-public'
        ? EnrolledReader | null
        : Who extends 'client'
          ? EnrolledClient
          : null;

/** Looks callers up; each answers null for a token that is unknown, ended or revoked. */
export type Authenticators = {
  readonly account: (token: string, now: Date) => Promise<SignedIn | null>;
  /** A staff session's cookie with the proof of its key; throws `proof-stale` for a proof that was good once. */
  readonly staff: (
    token: string,
    proof: KeyedRequest,
    traceId: string,
    now: Date,
  ) => Promise<StaffMember | null>;
  /** A permanent token `szs_…`, which only a sandbox takes; null elsewhere. */
  readonly staffToken: ((token: string, now: Date) => Promise<StaffMember | null>) | null;
  readonly reader: (token: string, now: Date) => Promise<EnrolledReader | null>;
  /** An access token of a relying party's system, with the SHA-256 of the certificate the connection showed, if any. */
  readonly client: (token: string, certificate: Buffer | null, now: Date) => Promise<EnrolledClient | null>;
};

/** Who calls and as whom the audit record names it. */
export type Identified = { readonly caller: Caller<Access>; readonly actor: Actor };

type Identifying = {
  readonly authenticators: Authenticators;
  readonly clock: () => Date;
  readonly secure: boolean;
};

const stranger = (traceId: string): Identified => ({
  caller: null,
  actor: { kind: 'stranger', id: 'stranger', traceId },
});

/** Finds out who calls; throws `not-signed-in`, for systems `token-refused`, when the resource needs somebody and there is nobody. */
export async function identify(
  access: Access,
  request: FastifyRequest,
  { authenticators, clock, secure }: Identifying,
): Promise<Identified> {
  const traceId = request.id;
  const now = clock();
  if (access === 'public') return stranger(traceId);
  if (access === 'account') {
    const token = readCookie(request, 'session', secure);
    const account = token === null ? null : await authenticators.account(token, now);
    if (account === null) throw new AppError('not-signed-in');
    return { caller: account, actor: { kind: 'account', id: account.accountId, traceId } };
  }
  if (access === 'staff') {
    const staff = await identifyStaff(request, authenticators, secure, now);
    if (staff === null) throw new AppError('not-signed-in');
    return { caller: staff, actor: { kind: 'staff', id: staff.staffId, traceId } };
  }
  if (access === 'client') {
    const token = accessToken(request.headers.authorization);
    const client = token === null ? null : await authenticators.client(token, certificateOf(request), now);
    if (client === null) throw new AppError('token-refused');
    return { caller: client, actor: { kind: 'client', id: client.clientId, traceId } };
  }
  const token = bearer(request.headers.authorization);
  const reader = token?.startsWith('szr_') ? await authenticators.reader(token, now) : null;
  if (reader) return { caller: reader, actor: { kind: 'reader', id: reader.readerId, traceId } };
  // A token that no longer works must be heard of, not silently answered as the public is.
  if (access === 'reader' || request.headers.authorization !== undefined) throw new AppError('not-signed-in');
  return stranger(traceId);
}

async function identifyStaff(
  request: FastifyRequest,
  { staff, staffToken }: Authenticators,
  secure: boolean,
  now: Date,
): Promise<StaffMember | null> {
  const token = bearer(request.headers.authorization);
  if (token !== null) return token.startsWith('szs_') && staffToken !== null ? staffToken(token, now) : null;
  const cookie = readCookie(request, 'staff', secure);
  return cookie === null ? null : staff(cookie, keyedRequest(request), request.id, now);
}

/** Refuses with `not-allowed` staff who have none of the resource's roles: what is not theirs is not even read. */
export function refuseOtherRoles(
  { access, roles }: Pick<Resource<undefined, undefined, undefined, undefined>, 'access' | 'roles'>,
  { caller }: Identified,
): void {
  if (access !== 'staff' || roles === undefined) return;
  const held: readonly string[] = (caller as StaffMember).roles;
  if (!roles.some((role) => held.includes(role))) throw new AppError('not-allowed');
}

/** Refuses with `service-not-in-token` a client whose token does not name the resource's service. */
export function refuseOtherServices(
  { access, service }: Pick<Resource<undefined, undefined, undefined, undefined>, 'access' | 'service'>,
  { caller }: Identified,
): void {
  if (access !== 'client' || service === undefined) return;
  if (!(caller as EnrolledClient).services.includes(service)) throw new AppError('service-not-in-token');
}

/** Refuses with `confirm-yourself` a session that sees no person, wherever the resource does not say that it may call. */
export function refuseMasked(
  {
    access,
    openToMasked,
  }: Pick<Resource<undefined, undefined, undefined, undefined>, 'access' | 'openToMasked'>,
  { caller }: Identified,
): void {
  if (access === 'account' && openToMasked !== true) requireWhole(caller as SignedIn);
}

/** The proof that came with a request, and what it must be for. */
export function keyedRequest(request: FastifyRequest): KeyedRequest {
  const header = request.headers.dpop;
  return {
    jwt: typeof header === 'string' && header.length <= 4_096 ? header : null,
    method: request.method,
    host: request.headers.host ?? '',
    path: request.url.split('?')[0] ?? '',
  };
}

/** The token of `Authorization: Bearer …`, or null. */
export function bearer(header: string | undefined): string | null {
  const match = /^bearer ([A-Za-z0-9_-]{20,200})$/i.exec(header ?? '');
  return match?.[1] ?? null;
}

/** A JWT of `Authorization: Bearer …`, or null: longer than the tokens that are looked up. */
function accessToken(header: string | undefined): string | null {
  const match = /^bearer ([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)$/i.exec(header ?? '');
  return match?.[1] !== undefined && match[1].length <= 4_096 ? match[1] : null;
}
