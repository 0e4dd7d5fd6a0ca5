import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { currentAgreement } from '../../packages/domain/src/contract/agreement-texts.ts';
import { deadlineOf } from '../../packages/domain/src/policy/deadline.ts';
import { lookReportPolicy } from '../../packages/domain/src/policy/look-reports.ts';
import { SYSTEM } from '../../packages/server/src/context.ts';
import { openKeyStore } from '../../packages/server/src/crypto/key-store.ts';
import { connect } from '../../packages/server/src/db/connect.ts';
import { findOrCreatePerson } from '../../packages/server/src/db/people.ts';
import { placeOfReportNote } from '../../packages/server/src/flows/look-reports/sealed-places.ts';
import { agree } from '../../packages/server/src/flows/parties/agree.ts';
import { askAmendmentOf } from '../../packages/server/src/flows/parties/amendments.ts';
import { applyAsPartyOf } from '../../packages/server/src/flows/parties/apply.ts';
import { syntheticSubject } from '../../packages/server/src/testing/seed-application.ts';

/** An organisation that has applied, and what its administrator does next. */
export type SeededParty = {
  readonly id: string;
  readonly name: string;
  agree(): Promise<void>;
  /** Approved by somebody, agreed to, it asks for these purposes instead (V1). */
  change(instead: string[], explanation: string): Promise<void>;
  /** A report by a holder about a question of this party. */
  reported(note: string): Promise<void>;
};

/** What the officers' trips need behind the screens: organisations whose administrators have just applied (V1). */
export function openPartyDesk({ databaseUrl, dataDir }: { databaseUrl: string; dataDir: string }) {
  const { db, close } = connect({ url: databaseUrl, poolSize: 3 });
  const clock = () => new Date();
  const keys = openKeyStore({ dir: join(dataDir, 'keys'), clock });
  const context = { db, keys, clock };
  const administratorOf = async (organisation_id: string) => {
    const number = 40_000 + randomBytes(2).readUInt16BE(0);
    const { person_id } = await findOrCreatePerson(db, keys, syntheticSubject(number), clock());
    const account_id = randomUUID();
    const mobile = `168${String(Date.now()).slice(-8)}`;
    const data_key = keys.newDataKey();
    await db
      .insertInto('account')
      .values({
        account_id,
        mobile_index: keys.blindIndex('mobile', mobile),
        data_key,
        sealed: keys.seal(data_key, `account:${account_id}`, Buffer.from(JSON.stringify({ mobile }))),
        level: 'real-person',
        person_id,
        created_at: clock(),
      })
      .execute();
    await db
      .insertInto('organisation_member')
      .values({ organisation_id, person_id, role: 'administrator', joined_at: clock() })
      .execute();
    return { accountId: account_id, personId: person_id, level: 'real-person' as const };
  };
  return {
    /** An organisation taken in long ago, whose administrator applies now. */
    async apply(name: string, purposes: string[]): Promise<SeededParty> {
      const organisationId = randomUUID();
      await db
        .insertInto('organisation')
        .values({
          organisation_id: organisationId,
          uscc: organisationId.replaceAll('-', '').slice(0, 18).toUpperCase(),
          name,
          data_key: keys.newDataKey(),
          onboarded_at: clock(),
        })
        .execute();
      const caller = await administratorOf(organisationId);
      const doing = { operationId: randomUUID(), actor: SYSTEM, locale: 'zh-Hans' as const };
      const { id } = await applyAsPartyOf(
        context,
        caller,
        {
          organisationId,
          legalBasis: 'railway-safety-64',
          explanation: '旅客进站、上车时核对是否本人持票，防止冒用车票。',
          purposes,
          services: ['credential-check', 'real-name-check'],
          contact: { name: '王建国', mobile: '16100001234' },
        },
        doing,
      );
      return {
        id,
        name,
        agree: async () => {
          const { version } = currentAgreement();
          await agree(context, caller, { partyId: id, version }, { actor: SYSTEM, locale: 'zh-Hans' });
        },
        change: async (instead, explanation) => {
          await db
            .updateTable('relying_party')
            .set({ state: 'approved', decided_at: clock() })
            .where('party_id', '=', id)
            .execute();
          const { version } = currentAgreement();
          const doing = { actor: SYSTEM, locale: 'zh-Hans' as const };
          await agree(context, caller, { partyId: id, version }, doing);
          const asked = { purposes: instead, services: ['credential-check' as const], explanation };
          await askAmendmentOf(context, caller, id, asked, { ...doing, operationId: randomUUID() });
        },
        reported: async (note) => {
          const { data_key } = await db
            .selectFrom('account')
            .select('data_key')
            .where('account_id', '=', caller.accountId)
            .executeTakeFirstOrThrow();
          const report_id = randomUUID();
          await db
            .insertInto('look_report')
            .values({
              account_id: caller.accountId,
              report_id,
              evidence_id: randomUUID(),
              kind: 'service',
              organisation: name,
              reader_id: null,
              client_id: null,
              party_id: id,
              purpose: purposes[0]!,
              looked_at: clock(),
              reason: 'not-for-this',
              note: keys.seal(data_key, placeOfReportNote(report_id), Buffer.from(note)),
              state: 'received',
              created_at: clock(),
              due_at: deadlineOf(lookReportPolicy.answeredWithin, clock()),
              decided_by: null,
              decided_at: null,
              answer: null,
            })
            .execute();
        },
      };
    },
    /** Questions that the party has asked today, as counts see them. */
    async asked(party: SeededParty, times: number): Promise<void> {
      // One instant for all of them: counts are told by the day, and midnight may come in between.
      const at = clock();
      await db
        .insertInto('evidence')
        .values(
          Array.from({ length: times }, (_, n) => ({
            subject_index: randomBytes(32),
            evidence_id: randomUUID(),
            party_id: party.id,
            client_id: null,
            service: n % 3 === 0 ? ('real-name-check' as const) : ('credential-check' as const),
            purpose: 'rail.entry',
            verdict: 'match',
            reason: 'match',
            at,
          })),
        )
        .execute();
    },
    close,
  };
}
