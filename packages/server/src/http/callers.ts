import type { Access } from '@suizheng/domain/contract/resource.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '../context.ts';
import type { SignedIn } from '../flows/accounts/session.ts';
import type { StaffMember } from '../flows/staff/staff-token.ts';
import type { EnrolledReader } from '../flows/verification/reader-token.ts';

/** What a resource of the given access knows about who calls. */
export type Caller<Who extends Access> = Who extends 'account'
  ? SignedIn
  : Who extends 'staff'
    ? StaffMember
    : Who extends 'reader'
      ? EnrolledReader
      : Who extends 'reader-or-public'
        ? EnrolledReader | null
        : null;

/** Looks tokens up; each answers null for a token that is unknown, ended or revoked. */
export type Authenticators = {
  readonly account: (token: string, now: Date) => Promise<SignedIn | null>;
  readonly staff: (token: string, now: Date) => Promise<StaffMember | null>;
  readonly reader: (token: string, now: Date) => Promise<EnrolledReader | null>;
};

/** The session cookie; SameSite=Strict and HttpOnly. */
export const SESSION_COOKIE = 'sz_session';

/** Who calls and as whom the audit record names it. */
export type Identified = { readonly caller: Caller<Access>; readonly actor: Actor };

const stranger = (traceId: string): Identified => ({
  caller: null,
  actor: { kind: 'stranger', id: 'stranger', traceId },
});

/** Finds out who calls; throws `not-signed-in` when the resource needs somebody and there is nobody. */
export async function identify(
  access: Access,
  request: FastifyRequest,
  authenticators: Authenticators,
  now: Date,
): Promise<Identified> {
  const traceId = request.id;
  if (access === 'public') return stranger(traceId);
  if (access === 'account') {
    const token = request.cookies[SESSION_COOKIE];
    const account = isToken(token) ? await authenticators.account(token, now) : null;
    if (account === null) throw new AppError('not-signed-in');
    return { caller: account, actor: { kind: 'account', id: account.accountId, traceId } };
  }
  const token = bearer(request.headers.authorization);
  if (access === 'staff') {
    const staff = token?.startsWith('szs_') ? await authenticators.staff(token, now) : null;
    if (!staff) throw new AppError('not-signed-in');
    return { caller: staff, actor: { kind: 'staff', id: staff.staffId, traceId } };
  }
  const reader = token?.startsWith('szr_') ? await authenticators.reader(token, now) : null;
  if (reader) return { caller: reader, actor: { kind: 'reader', id: reader.readerId, traceId } };
  // A token that no longer works must be heard of, not silently answered as the public is.
  if (access === 'reader' || request.headers.authorization !== undefined) throw new AppError('not-signed-in');
  return stranger(traceId);
}

/** The token of `Authorization: Bearer …`, or null. */
export function bearer(header: string | undefined): string | null {
  const match = /^bearer ([A-Za-z0-9_-]{20,200})$/i.exec(header ?? '');
  return match?.[1] ?? null;
}

function isToken(text: string | undefined): text is string {
  return text !== undefined && /^[A-Za-z0-9_-]{43}$/.test(text);
}
