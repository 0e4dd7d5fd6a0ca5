import pg from 'pg';
import { call } from './call.ts';
import type { Ledger } from './ledger.ts';

/** Each broken promise as a sentence. */
export type Findings = string[];

/** What must hold in the database whatever was killed; every row that comes back is a finding. */
const INVARIANTS: Readonly<Record<string, string>> = {
  'an issued application without its one credential': `
    select a.application_id as id, count(c.*)::int as credentials from application a
    left join credential c on c.person_id = a.person_id and c.application_id = a.application_id
    where a.state = 'issued' group by a.application_id having count(c.*) <> 1`,
  'a credential whose application is not issued': `
    select c.credential_id as id, a.state from credential c
    left join application a on a.person_id = c.person_id and a.application_id = c.application_id
    where a.state is distinct from 'issued'`,
  'a status index used twice': `
    select status_list, status_index, count(*)::int from credential group by 1, 2 having count(*) > 1`,
  'a serial or credential identifier used twice': `
    select serial, count(*)::int from credential group by serial having count(*) > 1
    union all select encode(cti, 'hex'), count(*)::int from credential group by cti having count(*) > 1`,
  'more than three electronic credentials in a month': `
    select person_id as id, procedure, month, count(*)::int from quota_use group by 1, 2, 3 having count(*) > 3`,
  'an electronic credential without its unit of quota, or the other way round': `
    select coalesce(c.application_id, q.application_id) as id from (select * from credential where medium = 'electronic') c
    full join quota_use q on q.person_id = c.person_id and q.application_id = c.application_id
    where c.credential_id is null or q.application_id is null`,
  'two electronic credentials of one person at a time (this test never waits for the last hours)': `
    select person_id as id, count(*)::int from credential where medium = 'electronic' and status <> 1
    group by person_id, procedure having count(*) > 1`,
  'an application, an issue or a revocation without its one record in the audit log': `
    select x.id, x.action, count(e.*)::int as records from (
      select application_id as id, 'application.create' as action from application where medium = 'electronic'
      union all select application_id, 'application.issue' from credential
      union all select credential_id, 'credential.revoke' from credential where status = 1) x
    left join audit_event e on e.object_id = x.id::text and e.action = x.action
    group by x.id, x.action having count(e.*) <> 1`,
  'an application that nobody decided on': `select application_id as id from application where decision is null and state = 'proving'`,
  'a check whose verdict never came': `select check_id as id from real_person_check where state = 'measuring'`,
};

/** Compares the database with itself and with what was acknowledged. */
export async function inspectDatabase(databaseUrl: string, ledger: Ledger): Promise<Findings> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const found: Findings = [];
    for (const [words, query] of Object.entries(INVARIANTS)) {
      const { rows } = await client.query(query);
      for (const row of rows.slice(0, 10)) found.push(`${words}: ${JSON.stringify(row)}`);
    }
    const credentials = await client.query<{
      id: string;
      application_id: string;
      medium: string;
      status: number;
    }>('select credential_id as id, application_id, medium, status from credential');
    const byId = new Map(credentials.rows.map((row) => [row.id, row]));
    for (const id of ledger.papers.keys()) {
      if (byId.get(id)?.medium !== 'paper') found.push(`paper ${id} was acknowledged and is gone`);
    }
    for (const id of ledger.revoked) {
      if (byId.get(id)?.status !== 1) found.push(`the revocation of ${id} was acknowledged and is gone`);
    }
    const applications = await client.query<{ id: string; state: string }>(
      "select application_id as id, state from application where medium = 'electronic'",
    );
    const states = new Map(applications.rows.map((row) => [row.id, row.state]));
    for (const [id, { view }] of ledger.applications) {
      const state = states.get(id);
      if (!state) found.push(`application ${id} was acknowledged and is gone`);
      else if (state !== view.state) found.push(`application ${id} was ${view.state} and is now ${state}`);
      if (view.credentialId && byId.get(view.credentialId)?.application_id !== id)
        found.push(`credential ${view.credentialId} of application ${id} was acknowledged and is gone`);
    }
    const electronic = credentials.rows.filter(({ medium }) => medium === 'electronic');
    const issued = [...ledger.applications.values()].filter(({ view }) => view.credentialId !== null);
    const unknown = credentials.rows.filter(({ id, medium }) => medium === 'paper' && !ledger.papers.has(id));
    for (const { id } of unknown.slice(0, 10)) found.push(`paper ${id} was issued and nobody was told`);
    if (electronic.length !== issued.length)
      found.push(
        `${electronic.length} electronic credentials in the database, ${issued.length} acknowledged`,
      );
    if (states.size !== ledger.applications.size)
      found.push(`${states.size} applications in the database, ${ledger.applications.size} acknowledged`);
    return found;
  } finally {
    await client.end();
  }
}

/** Asks everything again: each key gets its first answer word for word, each session still opens its account. */
export async function askAgain(url: string, { promised, sessions }: Ledger): Promise<Findings> {
  const found: Findings = [];
  for (const { request, status, text } of promised) {
    const again = await call<unknown>(url, request);
    if (again.status === status && again.text === text) continue;
    found.push(
      `${request.path} under the key ${request.headers['idempotency-key']} was answered ${status} ${text}, and now ${again.status} ${again.text}`,
    );
  }
  for (const cookie of sessions) {
    const { status } = await call(url, { method: 'GET', path: '/api/v1/account', headers: { cookie } });
    if (status !== 200) found.push(`a session that was opened now answers ${status}`);
  }
  return found;
}
