import { agreementOf, currentAgreement } from '@suizheng/domain/contract/agreement-texts.ts';
import type { PartyView } from '@suizheng/domain/contract/parties.ts';
import { ORGANISATION_GATES } from '@suizheng/domain/policy/organisation.ts';
import type { Locale } from '@suizheng/domain/text/locale.ts';
import type { Context } from '../../context.ts';
import { requireLevel } from '../ladder/functions.ts';
import { actsForPerson, type MemberCaller } from '../organisations/member.ts';
import { selectParties, viewParty } from './party-view.ts';
import { requirePartyMember } from './require-party.ts';

/** Parties in one answer. */
const AT_MOST = 200;

/** The parties of every organisation that the caller administers, newest first; throws `level-needed` where there is one. */
export async function listPartiesOf(
  { db }: Pick<Context, 'db'>,
  caller: MemberCaller,
  locale: Locale,
): Promise<PartyView[]> {
  if (caller.personId === null) return [];
  const rows = await selectParties(db)
    .innerJoin('organisation_member as m', 'm.organisation_id', 'p.organisation_id')
    .where('m.person_id', '=', caller.personId)
    .where('m.role', 'in', [...ORGANISATION_GATES['relying-party'].roles])
    .where(actsForPerson(caller.accountId))
    .orderBy('p.applied_at', 'desc')
    .limit(AT_MOST)
    .execute();
  if (rows.length > 0) requireLevel(caller.level, ORGANISATION_GATES['relying-party'].level);
  return rows.map((row) => viewParty(row, locale));
}

/** One party as its administrator sees it; throws as `requirePartyMember` does. */
export async function readPartyOf(
  { db }: Pick<Context, 'db'>,
  caller: MemberCaller,
  partyId: string,
  locale: Locale,
): Promise<PartyView> {
  return viewParty(await requirePartyMember(db, caller, partyId), locale);
}

/** The agreement that was agreed to, or the one in force. */
export async function readAgreementOf(
  { db }: Pick<Context, 'db'>,
  caller: MemberCaller,
  partyId: string,
  locale: Locale,
): Promise<{ version: string; title: string; points: string[]; agreedAt: string | null }> {
  const { agreement_version, agreed_at } = await requirePartyMember(db, caller, partyId);
  const text = (agreement_version !== null && agreementOf(agreement_version)) || currentAgreement();
  return {
    version: text.version,
    title: text.title[locale],
    points: text.points.map((point) => point[locale]),
    agreedAt: agreed_at?.toISOString() ?? null,
  };
}
