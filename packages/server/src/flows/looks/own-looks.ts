import { verificationPolicy } from '@suizheng/domain/policy/verification.ts';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/schema.ts';

/** Whose looks: the account's documents, and the paper of its holder. */
export type Holder = { readonly accountId: string; readonly personId: string | null };

/** Looks in one answer. */
const AT_MOST = 500;

/**
 * Looks at documents of the holder's of the last month (B7), newest first, with who looked; of one document, or one look,
 * where it is named. Enrolled ones come first when there are too many: no crowd of strangers may push out who read the name.
 */
export async function ownLooks(
  db: Kysely<Database>,
  { accountId, personId }: Holder,
  { credentialId, lookId, now }: { credentialId?: string | undefined; lookId?: string; now: Date },
) {
  let query = db
    .selectFrom('credential as c')
    .innerJoin('look as l', 'l.cti', 'c.cti')
    .leftJoin('reader as r', 'r.reader_id', 'l.reader_id')
    .leftJoin('client as cl', 'cl.client_id', 'l.client_id')
    .leftJoin('relying_party as p', 'p.party_id', 'cl.party_id')
    .leftJoin('organisation as o', 'o.organisation_id', 'p.organisation_id')
    .select([
      'l.look_id',
      'l.code_id',
      'l.at',
      'l.reason',
      'l.purpose',
      'l.online',
      'l.doubled',
      'l.client_id',
    ])
    .select(['c.credential_id', 'c.procedure', 'r.reader_id', 'r.label', 'r.scope'])
    .select(sql<string | null>`coalesce(r.organisation, o.name)`.as('organisation'))
    .select(sql<string | null>`coalesce(r.party_id, cl.party_id)`.as('party_id'))
    .where((is) =>
      is.or([
        is('c.account_id', '=', accountId),
        ...(personId === null
          ? []
          : [is.and([is('c.person_id', '=', personId), is('c.account_id', 'is', null)])]),
      ]),
    )
    .where('l.at', '>', new Date(now.getTime() - verificationPolicy.looksForMs));
  if (credentialId !== undefined) query = query.where('c.credential_id', '=', credentialId);
  if (lookId !== undefined) query = query.where('l.look_id', '=', lookId);
  const rows = await query
    .orderBy(sql`l.reader_id is null and l.client_id is null`)
    .orderBy('l.at', 'desc')
    .limit(AT_MOST)
    .execute();
  return rows.sort((a, b) => b.at.getTime() - a.at.getTime());
}

export type OwnLook = Awaited<ReturnType<typeof ownLooks>>[number];
