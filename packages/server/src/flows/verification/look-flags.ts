import type { LookFlag } from '@suizheng/domain/contract/verification.ts';
import { findDoubles } from '@suizheng/domain/policy/doubles.ts';
import { verificationPolicy } from '@suizheng/domain/policy/verification.ts';
import type { Context } from '../../context.ts';
import { readerName } from './reader-token.ts';

const { tellForMs, tellAtMost } = verificationPolicy.doubles;

/**
 * Doubles among a reader's own looks of the last day, newest first. Told at every sync, not once: an answer that got
 * lost on the way must not lose a flag; the reader knows its looks by id.
 */
export async function flagsOf({ db }: Pick<Context, 'db'>, readerId: string, now: Date): Promise<LookFlag[]> {
  const mine = await db
    .selectFrom('look')
    .select(['look_id', 'code_id', 'at'])
    .where('reader_id', '=', readerId)
    .where('doubled', '=', true)
    .where('at', '>', new Date(now.getTime() - tellForMs))
    .orderBy('at', 'desc')
    .limit(tellAtMost)
    .execute();
  if (mine.length === 0) return [];
  const all = await db
    .selectFrom('look')
    .innerJoin('reader', 'reader.reader_id', 'look.reader_id')
    .select(['look.look_id', 'look.code_id', 'look.at', 'look.reader_id'])
    .select(['reader.organisation', 'reader.label'])
    .where(
      'look.code_id',
      'in',
      mine.map((look) => look.code_id),
    )
    .where('look.doubled', '=', true)
    .execute();
  const names = new Map(all.map((row) => [row.look_id, readerName(row)]));
  const byCode = Map.groupBy(all, (row) => row.code_id.toString('hex'));
  return mine.flatMap(({ look_id, code_id }) => {
    const looks = (byCode.get(code_id.toString('hex')) ?? []).map((row) => ({
      lookId: row.look_id,
      reader: row.reader_id!,
      at: row.at,
    }));
    const double = findDoubles(looks, verificationPolicy.doubles).find(({ lookId }) => lookId === look_id);
    if (!double) return [];
    const { other } = double;
    return [
      {
        lookId: look_id,
        codeId: code_id.toString('base64url'),
        otherReader: names.get(other.lookId)!,
        otherAt: other.at.toISOString(),
      },
    ];
  });
}
