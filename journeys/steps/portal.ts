import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { currentAgreement } from '../../packages/domain/src/contract/agreement-texts.ts';
import { openKeyStore } from '../../packages/server/src/crypto/key-store.ts';
import { connect } from '../../packages/server/src/db/connect.ts';
import { findOrCreatePerson } from '../../packages/server/src/db/people.ts';
import { syntheticSubject } from '../../packages/server/src/testing/seed-application.ts';
import { postAsPage } from './post-as-page.ts';

/**
 * Makes the account of a mobile, which has just signed in for the first time, the administrator of an organisation that
 * was taken in at a counter: how that happens is another journey's. Answers the organisation's id.
 */
export async function makeAdministrator(
  { databaseUrl, dataDir }: { databaseUrl: string; dataDir: string },
  mobile: string,
  organisation: string,
): Promise<string> {
  const { db, close } = connect({ url: databaseUrl, poolSize: 1 });
  try {
    const now = new Date();
    const keys = openKeyStore({ dir: join(dataDir, 'keys'), clock: () => new Date() });
    const subject = syntheticSubject(40_000 + randomBytes(2).readUInt16BE(0));
    const { person_id } = await findOrCreatePerson(db, keys, subject, now);
    await db
      .updateTable('account')
      .set({ level: 'real-person', person_id })
      .where('mobile_index', '=', keys.blindIndex('mobile', mobile))
      .execute();
    const organisation_id = randomUUID();
    await db
      .insertInto('organisation')
      .values({
        organisation_id,
        uscc: organisation_id.replaceAll('-', '').slice(0, 18).toUpperCase(),
        name: organisation,
        data_key: keys.newDataKey(),
        onboarded_at: now,
      })
      .execute();
    await db
      .insertInto('organisation_member')
      .values({ organisation_id, person_id, role: 'administrator', joined_at: now })
      .execute();
    return organisation_id;
  } finally {
    await close();
  }
}

/** An officer approves by the API what was asked for. */
export async function approveParty(
  url: string,
  token: string,
  partyId: string,
  asked: { readonly purposes: readonly string[]; readonly services: readonly string[] },
): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  for (const [act, body] of [
    ['take', undefined],
    ['decision', JSON.stringify({ decision: 'approve', ...asked, limits: {}, note: '请只为开户核验。' })],
  ] as const) {
    const answer = await fetch(`${url}/api/v1/counter/parties/${partyId}/${act}`, {
      method: 'POST',
      headers: body === undefined ? { authorization: headers.authorization } : headers,
      ...(body === undefined ? {} : { body }),
    });
    if (!answer.ok) throw new Error(`${act} was answered ${answer.status}: ${await answer.text()}`);
  }
}

/** The organisation of who is signed in on this page becomes a relying party by the API: applied, approved, agreed. Answers its id. */
export async function activeParty(
  page: Page,
  url: string,
  { organisationId, officer }: { readonly organisationId: string; readonly officer: string },
): Promise<string> {
  const asked = {
    purposes: ['telecom.subscriber'],
    services: ['credential-check', 'real-name-check', 'card-status-check'],
  };
  const { id } = await postAsPage<{ id: string }>(page, '/api/v1/parties', {
    ...asked,
    organisationId,
    legalBasis: 'anti-terrorism-21',
    explanation: '办理电话卡时核对本人身份，一致后继续办理。',
    contact: { name: '王建国', mobile: '16100000002' },
  });
  await approveParty(url, officer, id, asked);
  const { version } = currentAgreement();
  await postAsPage(page, `/api/v1/parties/${id}/agreement`, { version, accepted: true });
  return id;
}
