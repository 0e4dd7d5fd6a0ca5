import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { Context } from '../../context.ts';

/** Times in milliseconds. */
export const IDEMPOTENCY_POLICY = {
  /** A repetition that arrives while the first is at work waits this long for its answer. */
  waitMs: 3_000,
  pollMs: 100,
  /** After this time a row without an answer belongs to a process that died; longer than any call of ours lives. */
  abandonedAfterMs: 60_000,
  /** First answers are kept this long; afterwards a key may be used anew. */
  keptForMs: 24 * 3_600_000,
} as const;

/** One creating call: who, under which key, and a hash of what was asked. */
export type Attempt = {
  readonly actor: string;
  readonly key: string;
  readonly requestHash: Uint8Array;
  readonly now: Date;
};

/** An answer that can be given again: status and body. */
export type Answer = { readonly status: number; readonly body: string };

/**
 * Runs `work` once for an actor and key; a repetition gets the first answer, another request under the same key
 * is refused.
 *
 * Why nothing is lost or done twice: the key's row is committed before the work, the answer after it. A crash in
 * between leaves a row without an answer; nobody can know whether the work committed. So `work` gets an id made
 * from actor, key and request and uses it as the primary key of what it creates: when the repetition takes the abandoned row
 * over and runs again, it meets that id and answers with what is there. A refused or failed call frees the key,
 * because it created nothing, and the person corrects the entry and sends again.
 */
export async function answerOnce(
  context: Pick<Context, 'db' | 'keys'>,
  attempt: Attempt,
  work: (operationId: string) => Promise<Answer>,
): Promise<Answer & { replayed: boolean }> {
  const { waitMs, pollMs } = IDEMPOTENCY_POLICY;
  for (let waited = 0; waited <= waitMs; waited += pollMs) {
    const claimed = await claim(context, attempt);
    if (claimed === 'mine') return { ...(await workAndKeep(context, attempt, work)), replayed: false };
    if (claimed !== 'at-work') return { ...claimed, replayed: true };
    await sleep(pollMs);
  }
  throw new AppError('in-progress', { params: { seconds: 1 } });
}

/** Forgets answers past their time; for the cleaning job. Answers how many. */
export async function forgetAnswers({ db }: Pick<Context, 'db'>, now: Date): Promise<number> {
  const before = new Date(now.getTime() - IDEMPOTENCY_POLICY.keptForMs);
  const result = await db.deleteFrom('idempotency').where('created_at', '<', before).executeTakeFirst();
  return Number(result.numDeletedRows);
}

/**
 * A UUID (RFC 9562 version 8) that stands for one actor's key and request: a key that is used for something else, long
 * after its first answer was forgotten, must not meet what it made then.
 */
export function operationIdOf({ actor, key, requestHash }: Omit<Attempt, 'now'>): string {
  const bytes = createHash('sha256')
    .update(`${actor}\n${key}\n`)
    .update(requestHash)
    .digest()
    .subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [0, 8, 12, 16, 20].map((from, i, all) => hex.slice(from, all[i + 1])).join('-');
}

type Row = { request_hash: Buffer; status: number | null; answer: Buffer | null; created_at: Date };

async function claim(
  context: Pick<Context, 'db' | 'keys'>,
  { actor, key, requestHash, now }: Attempt,
): Promise<'mine' | 'at-work' | Answer> {
  const { db } = context;
  const made = await db
    .insertInto('idempotency')
    .values({
      actor,
      key,
      request_hash: Buffer.from(requestHash),
      status: null,
      answer: null,
      created_at: now,
    })
    .onConflict((conflict) => conflict.columns(['actor', 'key']).doNothing())
    .returning('key')
    .executeTakeFirst();
  if (made !== undefined) return 'mine';
  const row = await db
    .selectFrom('idempotency')
    .select(['request_hash', 'status', 'answer', 'created_at'])
    .where('actor', '=', actor)
    .where('key', '=', key)
    .executeTakeFirst();
  if (row === undefined) return 'at-work';
  if (!row.request_hash.equals(requestHash)) throw new AppError('idempotency-key-reused');
  if (row.status !== null) return { status: row.status, body: openAnswer(context, actor, key, row) };
  if (now.getTime() - row.created_at.getTime() < IDEMPOTENCY_POLICY.abandonedAfterMs) return 'at-work';
  const taken = await db
    .updateTable('idempotency')
    .set({ created_at: now })
    .where('actor', '=', actor)
    .where('key', '=', key)
    .where('status', 'is', null)
    .where('created_at', '=', row.created_at)
    .returning('key')
    .executeTakeFirst();
  return taken === undefined ? 'at-work' : 'mine';
}

async function workAndKeep(
  context: Pick<Context, 'db' | 'keys'>,
  attempt: Attempt,
  work: (operationId: string) => Promise<Answer>,
): Promise<Answer> {
  const { actor, key, now } = attempt;
  const mine = context.db;
  let answer: Answer;
  try {
    answer = await work(operationIdOf(attempt));
  } catch (error) {
    await mine
      .deleteFrom('idempotency')
      .where('actor', '=', actor)
      .where('key', '=', key)
      .where('status', 'is', null)
      .where('created_at', '=', now)
      .execute();
    throw error;
  }
  await mine
    .updateTable('idempotency')
    .set({ status: answer.status, answer: sealAnswer(context, actor, key, answer.body) })
    .where('actor', '=', actor)
    .where('key', '=', key)
    .execute();
  return answer;
}

/** An answer may hold a one-time code or a masked name: it is sealed under a data key of its own, kept before it. */
function sealAnswer({ keys }: Pick<Context, 'keys'>, actor: string, key: string, body: string): Buffer {
  const dataKey = keys.newDataKey();
  const sealed = keys.seal(dataKey, `answer:${actor}:${key}`, Buffer.from(body));
  const length = Buffer.alloc(2);
  length.writeUInt16BE(dataKey.length);
  return Buffer.concat([length, dataKey, sealed]);
}

function openAnswer({ keys }: Pick<Context, 'keys'>, actor: string, key: string, { answer }: Row): string {
  const bytes = answer!;
  const end = 2 + bytes.readUInt16BE();
  return keys.open(bytes.subarray(2, end), `answer:${actor}:${key}`, bytes.subarray(end)).toString('utf8');
}
