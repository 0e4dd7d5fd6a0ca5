import { randomUUID } from 'node:crypto';
import type { Level } from '@suizheng/domain/policy/level.ts';
import type { OrganisationRole } from '@suizheng/domain/policy/organisation.ts';
import { findOrCreatePerson } from '../db/people.ts';
import { newMobile } from './counter.ts';
import { syntheticSubject } from './seed-application.ts';
import type { TestContext } from './test-context.ts';
import { signInAs, type startTestServer, type TestClient } from './test-server.ts';

let made = 0;

/** An organisation by hand: how it was taken in is not what is tested. */
export async function newOrganisation({ db, keys, clock }: TestContext, name = `单位 ${++made}`) {
  const organisationId = randomUUID();
  await db
    .insertInto('organisation')
    .values({
      organisation_id: organisationId,
      uscc: organisationId.replaceAll('-', '').slice(0, 18),
      name,
      data_key: keys.newDataKey(),
      onboarded_at: clock(),
    })
    .execute();
  return { organisationId, name };
}

/** A signed-in person of that level, member of the organisation where one is given. */
export async function newMember(
  context: TestContext,
  server: Awaited<ReturnType<typeof startTestServer>>,
  organisationId: string | null,
  { level = 'real-person', role = 'administrator' }: { level?: Level; role?: OrganisationRole } = {},
): Promise<{ client: TestClient; personId: string; number: string; mobile: string }> {
  const { db, keys, clock, world } = context;
  const mobile = newMobile();
  const client = server.client();
  await signInAs(client, world.url, mobile);
  made += 1;
  const subject = syntheticSubject(70_000 + made);
  const { person_id } = await findOrCreatePerson(db, keys, subject, clock());
  await db
    .updateTable('account')
    .set({ level, person_id })
    .where('mobile_index', '=', keys.blindIndex('mobile', mobile))
    .execute();
  if (organisationId !== null)
    await db
      .insertInto('organisation_member')
      .values({ organisation_id: organisationId, person_id, role, joined_at: clock() })
      .execute();
  return { client, personId: person_id, number: subject.number, mobile };
}
