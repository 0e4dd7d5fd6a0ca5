import type { Reason } from '@suizheng/domain/policy/decision.ts';
import {
  judgeRealPersonCheck,
  type RealPersonAction,
  type RealPersonReason,
} from '@suizheng/domain/policy/real-person-check.ts';
import type { CheckMeasurement, Frame } from '@suizheng/vision/measurement.ts';
import type { Kysely } from 'kysely';
import type { Actor, Context } from '../../context.ts';
import type { CheckRow } from '../../db/checks.ts';
import type { Database } from '../../db/schema.ts';
import { CHALLENGE_POLICY } from './challenge.ts';
import { measureOrGiveUp } from './give-up.ts';
import { openReference, placeOfFrame } from './reference.ts';
import { showsEarlierPictures } from './replay.ts';
import { type CheckKey, checkBy, recordVerdict } from './verdict.ts';

/** What judging needs of the context. */
export type JudgeContext = Pick<Context, 'db' | 'pool' | 'clock' | 'random' | 'keys' | 'vision' | 'log'>;

/**
 * Brings a check whose every step has arrived to its verdict: measured outside any transaction, judged by policy,
 * written once. The last step calls it, a repetition of the last step, and the job for checks whose process died:
 * never lost, never double. Throws `busy` when the measuring queue is full; the check then simply waits. What cannot
 * be measured in time, or kills the model again and again, ends without a verdict and costs no try (give-up.ts).
 */
export function finishCheck(context: JudgeContext, key: CheckKey, actor: Actor): Promise<void> {
  const atWork = judging.get(key.checkId);
  if (atWork) return atWork;
  const work = judge(context, key, actor).finally(() => judging.delete(key.checkId));
  judging.set(key.checkId, work);
  return work;
}

/** Checks being judged in this process: whoever sends the last step again waits for the same verdict, and costs nothing. */
const judging = new Map<string, Promise<void>>();

async function judge(context: JudgeContext, key: CheckKey, actor: Actor): Promise<void> {
  const row = await checkBy(context.db, key);
  if (row?.state !== 'measuring') return;
  if (row.reference === null) {
    const reasons = [{ code: 'reference-missing' }] as const;
    await recordVerdict(
      context,
      row,
      { outcome: 'refuse', reasons, measurement: null, fingerprints: [] },
      actor,
    );
    return;
  }
  const { frames, lastArrival } = await loadFrames(context, row);
  const reference = openReference(context.keys, row.data_key, row.check_id, row.reference);
  const measurement = await measureOrGiveUp(context, row, actor, () =>
    context.vision.measureCheck(frames, reference),
  );
  if (!measurement) return;
  const fingerprints = measurement.frames.flatMap((frame) => frame.fingerprint ?? []);
  const verdict = judgeRealPersonCheck(measurement, {
    steps: row.steps as RealPersonAction[],
    elapsedMs: lastArrival.getTime() - row.created_at.getTime(),
    seenBefore: showsEarlierPictures(fingerprints, await earlierPictures(context, row)),
  });
  const reasons = verdict.reasons.map(reasonOf);
  const stored = withoutIdentity(measurement);
  await recordVerdict(
    context,
    row,
    { outcome: verdict.outcome, reasons, measurement: stored, fingerprints },
    actor,
  );
}

async function loadFrames({ db, keys }: JudgeContext, row: CheckRow) {
  const rows = await db
    .selectFrom('check_frame')
    .selectAll()
    .where('person_id', '=', row.person_id)
    .where('check_id', '=', row.check_id)
    .orderBy('at_ms')
    .execute();
  const frames = rows.map(
    (frame): Frame => ({
      step: frame.step === 0 ? 'lead' : frame.step - 1,
      moment: frame.moment,
      atMs: frame.at_ms,
      image: keys.open(row.data_key, placeOfFrame(row.check_id, frame.step, frame.moment), frame.sealed),
    }),
  );
  const arrivals = rows.map((frame) => frame.received_at.getTime());
  return { frames, lastArrival: new Date(Math.max(row.created_at.getTime(), ...arrivals)) };
}

/** Fingerprints of this person's checks of the last days, a list for each check. */
async function earlierPictures({ db }: { db: Kysely<Database> }, row: CheckRow): Promise<string[][]> {
  const rows = await db
    .selectFrom('real_person_check')
    .select('fingerprints')
    .where('person_id', '=', row.person_id)
    .where('check_id', '!=', row.check_id)
    .where('created_at', '>', new Date(row.created_at.getTime() - CHALLENGE_POLICY.recentMs))
    .execute();
  return rows.map((one) => one.fingerprints).filter((list) => list.length > 0);
}

/** Digests and fingerprints have a place of their own with a limited life; the proof keeps plain measurements. */
function withoutIdentity(measurement: CheckMeasurement): unknown {
  const frames = measurement.frames.map(({ digest: _digest, fingerprint: _fingerprint, ...rest }) => rest);
  return { ...measurement, frames };
}

function reasonOf(reason: RealPersonReason): Reason {
  return reason.code === 'step-not-seen'
    ? { code: reason.code, params: { step: reason.step + 1 } }
    : { code: reason.code };
}
