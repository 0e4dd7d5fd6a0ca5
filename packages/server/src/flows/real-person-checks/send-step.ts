import { createHash } from 'node:crypto';
import type { CheckView, FrameInput } from '@suizheng/domain/contract/real-person-checks.ts';
import { AppError, type FieldError } from '@suizheng/domain/errors/app-error.ts';
import type { Locale } from '@suizheng/domain/text/locale.ts';
import { sql } from 'kysely';
import type { Actor } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { type CheckRow, checkOf } from '../../db/checks.ts';
import type { SignedIn } from '../accounts/session.ts';
import { deadlineOf } from './challenge.ts';
import { viewCheck } from './check-view.ts';
import { finishCheck } from './finish-check.ts';
import { placeOfFrame } from './reference.ts';
import type { CheckContext } from './start-check.ts';
import { refuseCheck } from './verdict.ts';

/** The frames of one step; step 0 is looking straight ahead. */
export type StepRequest = {
  readonly checkId: string;
  readonly step: number;
  readonly nonce: string;
  readonly frames: readonly FrameInput[];
  readonly actor: Actor;
  readonly locale: Locale;
};

type Frame = {
  readonly moment: FrameInput['moment'];
  readonly atMs: number;
  readonly image: Buffer;
  readonly hash: Buffer;
};

/**
 * Takes the frames of one step. The server's clock, order, nonce and memory decide; the next action is told only
 * now. The last step brings the verdict; a repetition of a step that has arrived is answered again and changes
 * nothing. Throws `not-found`, `wrong-state`, `check-nonce-wrong`, `check-step-order`, `check-step-late`,
 * `frames-repeated`, `validation-failed`, `busy`, `check-not-measured`.
 */
export async function sendStep(
  context: CheckContext,
  signedIn: Pick<SignedIn, 'accountId'>,
  request: StepRequest,
): Promise<CheckView> {
  const { db, clock } = context;
  const { checkId, step, actor, locale } = request;
  const now = clock();
  const row = await checkOf(db, signedIn.accountId, checkId);
  if (!row) throw new AppError('not-found');
  if (row.nonce !== request.nonce) throw new AppError('check-nonce-wrong');
  const frames = readFrames(request);
  const key = { personId: row.person_id, checkId };
  const answer = async (): Promise<CheckView> => {
    const after = await checkOf(db, signedIn.accountId, checkId);
    if (after!.reasons.some(({ code }) => code === 'check-not-measured'))
      throw new AppError('check-not-measured');
    return viewCheck(after!, clock(), locale);
  };
  if (step === row.at_step - 1 && (await arrivedBefore(context, row, step, frames))) {
    if (row.state === 'measuring') await finishCheck(context, key, actor);
    return answer();
  }
  if (row.state !== 'capturing') throw new AppError('wrong-state');
  if (step !== row.at_step) throw new AppError('check-step-order');
  if (now > row.step_deadline) {
    await lapse(context, row, actor, now);
    throw new AppError('check-step-late');
  }
  const stored = await storeStep(context, row, step, frames, now);
  if (stored === 'repeated') {
    await refuseCheck(context, key, [{ code: 'frames-repeated' }], actor);
    throw new AppError('frames-repeated');
  }
  // The same request twice at the same moment: the second look finds the frames, or refuses.
  if (stored === 'overtaken') return sendStep(context, signedIn, request);
  if (step === row.steps.length) await finishCheck(context, key, actor);
  return answer();
}

function readFrames({ frames, step }: StepRequest): Frame[] {
  const faults: FieldError[] = [];
  const seen = new Set<string>();
  const read = frames.map(({ moment, atMs, image }, i) => {
    const bytes = Buffer.from(image, 'base64');
    const jpeg = bytes.length > 64 && bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
    if (!jpeg) faults.push({ field: `frames.${i}.image`, code: 'frame.invalid' });
    if (seen.has(moment) || (step === 0 && moment !== 'before'))
      faults.push({ field: `frames.${i}.moment`, code: 'frame.invalid' });
    seen.add(moment);
    return {
      moment,
      atMs: Math.round(atMs),
      image: bytes,
      hash: createHash('sha256').update(bytes).digest(),
    };
  });
  if (faults.length > 0) throw new AppError('validation-failed', { fields: faults });
  return read;
}

/** True when exactly these frames have arrived for that step: the answer got lost, not the frames. */
async function arrivedBefore(
  { db }: CheckContext,
  row: CheckRow,
  step: number,
  frames: readonly Frame[],
): Promise<boolean> {
  const seen = await db
    .selectFrom('frame_seen')
    .select('image_hash')
    .where('check_id', '=', row.check_id)
    .where('step', '=', step)
    .execute();
  const hashes = new Set(seen.map((one) => one.image_hash.toString('hex')));
  return hashes.size === frames.length && frames.every((frame) => hashes.has(frame.hash.toString('hex')));
}

async function storeStep(
  { db, keys }: CheckContext,
  row: CheckRow,
  step: number,
  frames: readonly Frame[],
  now: Date,
): Promise<'stored' | 'repeated' | 'overtaken'> {
  const last = step === row.steps.length;
  return db.transaction().execute(async (trx) => {
    const moved = await trx
      .updateTable('real_person_check')
      .set({
        at_step: step + 1,
        step_opened_at: now,
        step_deadline: deadlineOf(step + 1, now),
        state: last ? 'measuring' : 'capturing',
      })
      .where('person_id', '=', row.person_id)
      .where('check_id', '=', row.check_id)
      .where('at_step', '=', step)
      .where('state', '=', 'capturing')
      .executeTakeFirst();
    if (moved.numUpdatedRows === 0n) return 'overtaken';
    const fresh = await trx
      .insertInto('frame_seen')
      .values(frames.map(({ hash }) => ({ image_hash: hash, check_id: row.check_id, step, seen_at: now })))
      .onConflict((conflict) => conflict.column('image_hash').doNothing())
      .returning('image_hash')
      .execute();
    // The step stays taken: a picture that was ever seen, here or in any other check, ends this one.
    if (fresh.length < frames.length) return 'repeated';
    await trx
      .insertInto('check_frame')
      .values(
        frames.map(({ moment, atMs, image, hash }) => ({
          person_id: row.person_id,
          check_id: row.check_id,
          step,
          moment,
          at_ms: atMs,
          image_hash: hash,
          sealed: keys.seal(row.data_key, placeOfFrame(row.check_id, step, moment), image),
          received_at: now,
        })),
      )
      .execute();
    return 'stored';
  });
}

/** Too late by the server's clock: the check ends, no try is counted, the pictures go. */
async function lapse({ db }: CheckContext, row: CheckRow, actor: Actor, now: Date): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const ended = await trx
      .updateTable('real_person_check')
      .set({ state: 'lapsed', ended_at: now, reference: null })
      .where('person_id', '=', row.person_id)
      .where('check_id', '=', row.check_id)
      .where('state', '=', 'capturing')
      .executeTakeFirst();
    if (ended.numUpdatedRows === 0n) return;
    await sql`delete from check_frame where person_id = ${row.person_id} and check_id = ${row.check_id}`.execute(
      trx,
    );
    await appendAudit(trx, actor, 'real-person-check.lapse', { kind: 'real-person-check', id: row.check_id });
  });
}
