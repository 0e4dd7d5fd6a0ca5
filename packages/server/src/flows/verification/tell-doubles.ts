import type { Kysely } from 'kysely';
import type { Database } from '../../db/schema.ts';
import { notify } from '../notifications/notify.ts';
import { tellParty } from '../parties/tell-party.ts';
import { readerName } from './reader-token.ts';

/** A look that was found to contradict another one just now. */
export type MarkedLook = { readonly look_id: string; readonly code_id: Buffer };

/**
 * Tells of codes found to have been shown twice (V4): the holder, once for each code, where and when; every relying
 * party, of the looks of its own devices, once for each. The gates hear when they sync (look-flags.ts).
 */
export async function tellDoubles(trx: Kysely<Database>, marked: readonly MarkedLook[]): Promise<void> {
  if (marked.length === 0) return;
  const all = await doubledLooks(trx, marked);
  const fresh = new Set(marked.map(({ look_id }) => look_id));
  for (const looks of Map.groupBy(all, ({ code_id }) => code_id.toString('hex')).values()) {
    for (const look of looks.filter(({ look_id }) => fresh.has(look_id)))
      await tellItsParty(trx, look, looks);
    // Whoever knows of the first two looks knows that the code was copied: a third one is no further news.
    if (looks.every(({ look_id }) => fresh.has(look_id))) await tellHolder(trx, looks);
  }
}

type DoubledLook = Awaited<ReturnType<typeof doubledLooks>>[number];

/** Every doubled look at these codes, the earliest first. */
function doubledLooks(trx: Kysely<Database>, marked: readonly MarkedLook[]) {
  const codes = [...new Map(marked.map(({ code_id }) => [code_id.toString('hex'), code_id])).values()];
  return trx
    .selectFrom('look as l')
    .innerJoin('reader as r', 'r.reader_id', 'l.reader_id')
    .select(['l.look_id', 'l.cti', 'l.code_id', 'l.at', 'l.received_at', 'l.reader_id'])
    .select(['r.organisation', 'r.label', 'r.party_id'])
    .where('l.code_id', 'in', codes)
    .where('l.doubled', '=', true)
    .orderBy('l.at')
    .orderBy('l.look_id')
    .execute();
}

async function tellItsParty(
  trx: Kysely<Database>,
  look: DoubledLook,
  looks: readonly DoubledLook[],
): Promise<void> {
  const other = looks.find(({ look_id }) => look_id !== look.look_id);
  if (look.party_id === null || !other) return;
  const data = {
    evidence: look.look_id,
    reader: look.reader_id,
    at: look.at.toISOString(),
    otherAt: other.at.toISOString(),
  };
  await tellParty(trx, { partyId: look.party_id, kind: 'presentation.doubled', data }, look.received_at);
}

async function tellHolder(trx: Kysely<Database>, looks: readonly DoubledLook[]): Promise<void> {
  const [first, second] = looks;
  if (!first || !second) return;
  const credential = await trx
    .selectFrom('credential')
    .select(['account_id', 'procedure'])
    .where('cti', '=', first.cti)
    .where('account_id', 'is not', null)
    .executeTakeFirst();
  if (!credential?.account_id) return;
  const params = {
    procedure: credential.procedure,
    evidence: second.look_id,
    // Names of gates, which hang on their walls; nothing of the person.
    otherReader: readerName(first),
    otherAt: first.at.toISOString(),
    reader: readerName(second),
    at: second.at.toISOString(),
  };
  const heard = new Date(Math.max(...looks.map(({ received_at }) => received_at.getTime())));
  const news = { accountId: credential.account_id, kind: 'credential-doubled', params, sms: true } as const;
  await notify(trx, news, heard);
}
