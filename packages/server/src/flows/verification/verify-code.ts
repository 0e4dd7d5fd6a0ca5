import type { VerificationView } from '@suizheng/domain/contract/verification.ts';
import { fromHex } from '@suizheng/domain/credential/hex.ts';
import { parseCode } from '@suizheng/domain/credential/presentation.ts';
import type { Reader } from '@suizheng/domain/credential/reader.ts';
import type { VerdictReason, Verification } from '@suizheng/domain/credential/verdict.ts';
import { verifyCode } from '@suizheng/domain/credential/verify.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { Locale } from '@suizheng/domain/text/locale.ts';
import type { Actor, Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { DatabaseAway } from './database-guard.ts';
import type { VerificationDesk } from './desk.ts';
import { keysForPurposes } from './disclosure.ts';
import type { EnrolledReader } from './reader-token.ts';
import { isDouble, isPresentation, type NewLook, recordLiveLook } from './record-looks.ts';
import { verificationView } from './verification-view.ts';

/** One question "is this code good, here, now?". */
export type VerifyRequest = {
  readonly code: string;
  readonly purpose: string | undefined;
  /** Null for a stranger. */
  readonly reader: EnrolledReader | null;
  /** A fresh UUID: under it both sides can look the check up later. */
  readonly evidenceId: string;
  readonly actor: Actor;
  readonly locale: Locale;
};

/**
 * Judges a code online and records the look (T5, V2, V6). Goes on from memory while the database is away: never
 * green then, because a revocation or another gate's look could not have been heard of. Throws `not-allowed` for a
 * purpose that the reader does not hold, `validation-failed` when it holds several and names none.
 */
export async function verifyOnline(
  desk: VerificationDesk,
  ctx: Pick<Context, 'db' | 'keys' | 'clock' | 'log'>,
  request: VerifyRequest,
): Promise<VerificationView> {
  const purpose = purposeOf(request);
  const now = ctx.clock();
  const judged = await judge(desk, ctx, request, purpose, now);
  const { verification, online } = await record(desk, ctx, request, purpose, now, judged);
  return verificationView(verification, {
    locale: request.locale,
    evidenceId: request.evidenceId,
    now,
    enrolled: request.reader !== null,
    online,
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

type Judge = (online: boolean) => Promise<Verification>;

async function judge(
  desk: VerificationDesk,
  { keys }: Pick<Context, 'keys'>,
  { code, reader }: VerifyRequest,
  purpose: string | null,
  now: Date,
): Promise<Judge> {
  const parsed = parseCode(code);
  const list = parsed.ok ? await desk.statuses.get(parsed.code.credential.claims.status.list) : null;
  const { trust } = await desk.trust();
  const rights: Reader | null =
    reader && purpose !== null
      ? {
          scope: reader.scope,
          purposes: [purpose],
          fieldKeys: keysForPurposes(keys, reader.scope, [purpose]),
        }
      : null;
  const { crypto } = desk;
  const statusList = () => list?.snapshot;
  return (online) => verifyCode(code, { trust, statusList, reader: rights, now, online, crypto });
}

/** Records the look and so learns whether the code was shown before; what cannot be recorded now waits in memory. */
async function record(
  desk: VerificationDesk,
  { db, log }: Pick<Context, 'db' | 'log'>,
  request: VerifyRequest,
  purpose: string | null,
  now: Date,
  judged: Judge,
): Promise<{ verification: Verification; online: boolean }> {
  const verification = await judged(!desk.guard.isAway());
  const look = lookOf(verification, request, purpose, now);
  try {
    if (!look) {
      await desk.guard.ask(() => auditUnproven(db, request, verification.reason));
      return { verification, online: true };
    }
    const reason = await desk.guard.ask(() => recordLiveLook(db, look));
    return {
      verification: reason === look.reason ? verification : presentedBefore(verification),
      online: true,
    };
  } catch (error) {
    if (!(error instanceof DatabaseAway)) throw error;
    if (!look) {
      log.warn({ reason: verification.reason, evidenceId: request.evidenceId }, 'refusal not recorded');
      return { verification, online: false };
    }
    const offline = await judged(false);
    const doubled = isPresentation(look) && isDouble(look, desk.pending.presentationsOf(look.codeId));
    const answer = doubled ? presentedBefore(offline) : offline;
    desk.pending.add({ ...look, reason: answer.reason, online: false });
    return { verification: answer, online: false };
  }
}

/** A look is recorded for what both signatures cover; from anything else nothing is taken over. */
function lookOf(
  verification: Verification,
  { reader, evidenceId, actor }: VerifyRequest,
  purpose: string | null,
  now: Date,
): NewLook | null {
  if (verification.credentialId === undefined || verification.codeId === undefined) return null;
  return {
    lookId: evidenceId,
    cti: Buffer.from(fromHex(verification.credentialId)!),
    codeId: Buffer.from(fromHex(verification.codeId)!),
    readerId: reader?.readerId ?? null,
    at: now,
    receivedAt: now,
    reason: verification.reason,
    purpose,
    online: true,
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

async function auditUnproven(
  db: Context['db'],
  { actor, evidenceId }: VerifyRequest,
  reason: VerdictReason,
): Promise<void> {
  await appendAudit(db, actor, 'code-refused', { kind: 'look', id: evidenceId }, { reason });
}
