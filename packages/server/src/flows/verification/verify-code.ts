import type { VerificationView } from '@suizheng/domain/contract/verification.ts';
import { fromHex } from '@suizheng/domain/credential/hex.ts';
import type { Reader } from '@suizheng/domain/credential/reader.ts';
import { unheard, type Verification } from '@suizheng/domain/credential/verdict.ts';
import { verifyCode } from '@suizheng/domain/credential/verify.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { Locale } from '@suizheng/domain/text/locale.ts';
import type { Actor, Context } from '../../context.ts';
import type { CodeDesk } from './desk.ts';
import type { NewLook } from './new-look.ts';
import type { EnrolledReader } from './reader-token.ts';
import { verificationView } from './verification-view.ts';

/** Who is enrolled to ask, with what they may see: a reader, or a relying party's system, which is no gate. */
export type Asker = Pick<EnrolledReader, 'scope' | 'purposes'> &
  ({ readonly readerId: string } | { readonly clientId: string });

/** One question "is this code good, here, now?". */
export type VerifyRequest = {
  readonly code: string;
  readonly purpose: string | undefined;
  /** Null for a stranger. */
  readonly reader: Asker | null;
  /** A fresh UUID: under it both sides can look the check up later. */
  readonly evidenceId: string;
  readonly actor: Actor;
  readonly locale: Locale;
};

/**
 * Judges a code online and records the look (T5, V2, V6). Never green where the latest could not be heard of: a
 * revocation, or with a recorder that waits for the database another gate's look. Throws `not-allowed` for a purpose
 * that the reader does not hold, `validation-failed` when it holds several and names none, `unavailable` where no
 * trust list is known.
 */
export async function verifyOnline(
  desk: CodeDesk,
  { clock }: Pick<Context, 'clock'>,
  request: VerifyRequest,
): Promise<VerificationView> {
  const purpose = purposeOf(request);
  const now = clock();
  const online = desk.isOnline();
  const known = desk.trustList();
  const trust = known instanceof Promise ? await known : known;
  if (trust === null) throw new AppError('unavailable', { params: { seconds: 2 } });
  const verification = await verifyCode(request.code, {
    trust,
    statusList: desk.statusList,
    reader: rightsOf(desk, request.reader, purpose),
    now,
    online,
    crypto: desk.crypto,
  });
  const told = await record(desk, request, { purpose, now, online }, verification);
  return verificationView(told.verification, {
    locale: request.locale,
    evidenceId: request.evidenceId,
    now,
    enrolled: request.reader !== null,
    online: told.online,
    crypto: desk.crypto,
  });
}

/** The purpose in force: the one asked, or the only one the reader holds. */
function purposeOf({ reader, purpose }: VerifyRequest): string | null {
  if (!reader) {
    if (purpose !== undefined) throw new AppError('not-allowed');
    return null;
  }
  if (purpose !== undefined) {
    if (!reader.purposes.includes(purpose)) throw new AppError('not-allowed');
    return purpose;
  }
  const [only, ...more] = reader.purposes;
  if (only === undefined || more.length > 0) {
    throw new AppError('validation-failed', { fields: [{ field: 'purpose', code: 'field.required' }] });
  }
  return only;
}

function rightsOf(
  { fieldKeys }: Pick<CodeDesk, 'fieldKeys'>,
  reader: Asker | null,
  purpose: string | null,
): Reader | null {
  if (!reader || purpose === null) return null;
  const purposes = [purpose];
  return { scope: reader.scope, purposes, fieldKeys: fieldKeys(reader.scope, purposes) };
}

/** Records the look and so learns whether the code was shown before. */
async function record(
  { looks }: Pick<CodeDesk, 'looks'>,
  request: VerifyRequest,
  circumstances: { purpose: string | null; now: Date; online: boolean },
  verification: Verification,
): Promise<{ verification: Verification; online: boolean }> {
  const { evidenceId, actor } = request;
  const look = lookOf(verification, request, circumstances);
  if (!look) {
    const { reason } = verification;
    const refused = looks.refused({ evidenceId, actor, reason, at: circumstances.now });
    return { verification, online: (refused instanceof Promise ? await refused : refused).heard };
  }
  const outcome = looks.look(look);
  const { doubled, heard } = outcome instanceof Promise ? await outcome : outcome;
  const answer = doubled ? presentedBefore(verification) : heard ? verification : unheard(verification);
  return { verification: answer, online: heard };
}

/** A look is recorded for what both signatures cover; from anything else nothing is taken over. */
function lookOf(
  verification: Verification,
  { reader, evidenceId, actor }: VerifyRequest,
  { purpose, now, online }: { purpose: string | null; now: Date; online: boolean },
): NewLook | null {
  if (verification.credentialId === undefined || verification.codeId === undefined) return null;
  return {
    lookId: evidenceId,
    cti: Buffer.from(fromHex(verification.credentialId)!),
    codeId: Buffer.from(fromHex(verification.codeId)!),
    readerId: reader && 'readerId' in reader ? reader.readerId : null,
    clientId: reader && 'clientId' in reader ? reader.clientId : null,
    at: now,
    receivedAt: now,
    reason: verification.reason,
    purpose,
    online,
    actor,
  };
}

function presentedBefore(verification: Verification): Verification {
  const { type, medium, credentialId, codeId } = verification;
  return {
    verdict: 'refused',
    reason: 'already-presented',
    ...(type && medium && credentialId && codeId ? { type, medium, credentialId, codeId } : {}),
  };
}
