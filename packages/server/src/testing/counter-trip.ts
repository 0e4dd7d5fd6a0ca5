import { settle } from '../flows/settle/settle.ts';
import { newOfficer } from './counter.ts';
import { seedApplication, seedProof } from './seed-application.ts';
import { testContext } from './test-context.ts';
import { startTestServer } from './test-server.ts';

/** Two officers of one counter over HTTP, and people who come to them (A6). */
export async function counterTrip() {
  const context = await testContext({ now: new Date() });
  const server = await startTestServer(context, { limits: true });
  const officer = await newOfficer(context, server.client());
  const other = await newOfficer(context, server.client(), '李警官');
  let people = 0;
  return {
    context,
    server,
    officer,
    other,
    /** Somebody in the register whose card has no last day. */
    someone: () => {
      people += 1;
      return context.world.enrol(
        `面签${'甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳'[people]}`,
        `197${people % 10}-05-0${1 + (people % 9)}`,
      );
    },
    /** An application for a rail credential that waits for the counter. */
    atCounter: async (subject: { name: string; number: string }, accountId?: string) => {
      const key = await seedApplication(context, {
        subject,
        accountId: accountId ?? (await context.newAccount()),
      });
      for (let i = 0; i < 3; i += 1) await seedProof(context, key, 'refuse');
      const { state } = await settle(context, key, { kind: 'system', id: 'test', traceId: null });
      if (state !== 'at-counter') throw new Error(`the application is ${state}`);
      // An officer comes later than the tries.
      context.advance(1_000);
      return key;
    },
    accountOf: (mobile: string) =>
      context.db
        .selectFrom('account')
        .select(['account_id', 'level', 'person_id'])
        .where('mobile_index', '=', context.keys.blindIndex('mobile', mobile))
        .executeTakeFirst(),
    audits: (action: string) =>
      context.db.selectFrom('audit_event').selectAll().where('action', '=', action).execute(),
    /** Field and code of each fault that an answer names. */
    fault: (answer: { body: { errors?: { field: string; code: string }[] } }) =>
      answer.body.errors?.map(({ field, code }) => `${field} ${code}`),
    close: async () => {
      for (const line of server.log.filter((one) => one.includes('internal error')).slice(0, 3))
        console.log(line);
      await server.close();
      await context.close();
    },
  };
}
