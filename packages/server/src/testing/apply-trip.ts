import { randomUUID } from 'node:crypto';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { Actor } from '../context.ts';
import { apply } from '../flows/applications/apply.ts';
import type { Doer } from './do-check.ts';
import { newHolderKey } from './seed-application.ts';
import type { TestContext } from './test-context.ts';

/** What the audit log calls whoever acts. */
export const actorOf = (doer: Doer): Actor => ({ kind: 'account', id: doer.accountId, traceId: null });

/** Code and faults of a refusal, or that there was none. */
export const faults = (promise: Promise<unknown>) =>
  promise.then(
    () => 'accepted',
    (error: unknown) => {
      if (!(error instanceof AppError)) throw error;
      return { code: error.code, fields: error.fields.map(({ field, code }) => `${field} ${code}`) };
    },
  );

/** People who apply for the rail credential, as the route does it. */
export function applyTrip(context: TestContext) {
  const holder = newHolderKey();
  return {
    /** The key of the phone that applies. */
    holder,
    newDoer: async (): Promise<Doer & { level: 'registered' }> => ({
      accountId: await context.newAccount(),
      personId: null,
      level: 'registered',
    }),
    applyAs: (
      doer: Doer & { level: 'registered' },
      input: Record<string, unknown>,
      operationId: string = randomUUID(),
    ) =>
      apply(context, doer, {
        procedure: 'rail-temporary-id',
        input,
        holderKey: holder.text,
        operationId,
        actor: actorOf(doer),
        locale: 'en',
      }),
    count: async (table: 'application' | 'credential' | 'check_frame' | 'consent') =>
      Number((await context.pool.query(`select count(*) from ${table}`)).rows[0].count),
  };
}
