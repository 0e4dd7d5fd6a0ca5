import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { documentLink } from '@suizheng/domain/procedures/document-link/procedure.ts';
import type { Context } from '../../context.ts';
import { openJson, openPerson, personById } from '../../db/people.ts';
import type { AskedNumbers } from './ask-link-check.ts';

/**
 * Whether both numbers are one person's, and that person the account's holder: by a valid document link of the holder's own
 * about these two, else by the register. Throws `register-unavailable`.
 */
export async function numbersAreLinked(
  context: Pick<Context, 'db' | 'keys' | 'permits' | 'clock'>,
  { accountId, personId }: { readonly accountId: string; readonly personId: string },
  asked: AskedNumbers,
): Promise<boolean> {
  const { number } = openPerson(context.keys, await personById(context.db, personId));
  const numbers = [asked.first, asked.second];
  // The register may link two documents that are not the holder's: they cannot speak for that person.
  if (!numbers.includes(number)) return false;
  if (await holdsLink(context, accountId, numbers)) return true;
  const answer = await context.permits.checkLink({ first: asked.first, second: asked.second });
  if (answer.kind === 'unavailable')
    throw new AppError('register-unavailable', { params: { seconds: answer.retryAfter ?? 5 } });
  return answer.kind === 'match';
}

async function holdsLink(
  { db, keys, clock }: Pick<Context, 'db' | 'keys' | 'clock'>,
  accountId: string,
  numbers: readonly string[],
): Promise<boolean> {
  const rows = await db
    .selectFrom('credential as c')
    .innerJoin('application as a', (join) =>
      join.onRef('a.person_id', '=', 'c.person_id').onRef('a.application_id', '=', 'c.application_id'),
    )
    .innerJoin('person as p', 'p.person_id', 'c.person_id')
    .select(['a.application_id', 'a.sealed', 'p.data_key'])
    .where('c.account_id', '=', accountId)
    .where('c.procedure', '=', documentLink.id)
    .where('c.medium', '=', 'electronic')
    .where('c.status', '=', 0)
    .where('c.expires_at', '>', clock())
    .execute();
  return rows.some(({ application_id, sealed, data_key }) => {
    if (sealed.length === 0 || data_key.length === 0) return false;
    const input = openJson<Parameters<typeof documentLink.subject>[0]>(
      keys,
      data_key,
      `application:${application_id}`,
      sealed,
    );
    const subject = documentLink.subject(input, null);
    return [subject.number, subject.linked?.number].every(
      (one) => one !== undefined && numbers.includes(one),
    );
  });
}
