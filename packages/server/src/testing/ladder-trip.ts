import { actorOf, applyFor, newApplicant, registrationOf, signedIn } from './applicant.ts';
import { doCheck } from './do-check.ts';
import type { TestContext } from './test-context.ts';

/** What a face shows that is not the one on record. */
export const UNLIKE = { match: 0.05 };

/** People on the register who climb the ladder: to an account's own level (A1 to A6). */
export function ladderTrip(context: TestContext) {
  let order = 0;
  const freshMobile = () => `1382000${String(++order).padStart(4, '0')}`;
  return {
    freshMobile,
    /** Somebody with a mobile on file, and an account of that mobile or of another. */
    newcomer: async (name: string, mobile = freshMobile(), onFile = mobile) => {
      const resident = await context.world.enrol(name, '1990-03-07', onFile);
      const { accountId } = await newApplicant(context, mobile);
      return { resident, accountId, by: { actor: actorOf(accountId), locale: 'en' } as const };
    },
    register: (accountId: string, resident: { name: string; number: string }, operationId?: string) =>
      applyFor(context, accountId, 'registration', registrationOf(resident), operationId),
    levelOf: async (accountId: string) => (await signedIn(context, accountId)).level,
    keyOf: async (applicationId: string) => {
      const row = await context.db
        .selectFrom('application')
        .select('person_id')
        .where('application_id', '=', applicationId)
        .executeTakeFirstOrThrow();
      return { personId: row.person_id, applicationId };
    },
    faceOnce: async (accountId: string, id: string, shown = {}) =>
      doCheck(context, await signedIn(context, accountId), { kind: 'application', id }, shown),
  };
}
