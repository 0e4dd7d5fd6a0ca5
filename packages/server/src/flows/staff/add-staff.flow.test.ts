import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SYSTEM } from '../../context.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { inviteStaff } from './add-staff.ts';
import { openEnrolment } from './enrol.ts';
import { addByLink } from './manage-staff.ts';

let context: TestContext;
beforeAll(async () => {
  context = await testContext();
});
afterAll(() => context.close());

it('who adds somebody and never heard that it was done adds them once: the link of the repetition is the one that works', async () => {
  const now = context.clock();
  const admin = { name: '管理员', counter: '随证站', roles: ['administrator'] } as const;
  const staffId = randomUUID();
  await inviteStaff(context, SYSTEM, admin, { staffId, createdBy: null, now });
  const caller = { ...admin, staffId };
  const request = { operationId: randomUUID(), actor: SYSTEM, now };
  const staff = { name: '李警官', counter: '北京南站窗口', roles: ['officer'] } as const;
  const first = await addByLink(context, caller, staff, request);
  const again = await addByLink(context, caller, staff, request);
  expect(again.staff).toEqual(first.staff);
  await expect(openEnrolment(context, first.link, now)).rejects.toMatchObject({ code: 'validation-failed' });
  expect((await openEnrolment(context, again.link, now)).staff.id).toBe(first.staff.id);
  const { rowCount } = await context.pool.query(
    "select from audit_event where action = 'staff.add' and object_id = $1",
    [first.staff.id],
  );
  expect(rowCount).toBe(1);
});
