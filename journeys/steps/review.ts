import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { openKeyStore } from '../../packages/server/src/crypto/key-store.ts';
import { connect } from '../../packages/server/src/db/connect.ts';
import { type SeededCase, seedReview } from '../../packages/server/src/testing/seed-review.ts';
import { cardPhoto } from './card-clip.ts';
import type { Resident } from './people.ts';

/** What the trips of reviewers need behind the screens: cases whose photos somebody has just sent. */
export interface ReviewDesk {
  /** An application of this person in review, with photographs of their card; of the account that holds the mobile, or of one of its own. */
  seed(person: Resident, options?: { ofMobile?: boolean }): Promise<SeededCase>;
  /** Puts aside the cases that other trips left: the queue is then this desk's alone. */
  alone(): Promise<void>;
  /** So many cases of synthetic people, without pictures, due one after the other. */
  fill(cases: number): Promise<void>;
  /** Empties the queue of what was put there through this desk. */
  clear(): Promise<void>;
  state(seeded: SeededCase): Promise<string>;
  close(): Promise<void>;
}

/** Opens the database and the keys of the product under test. */
export function openReviewDesk({
  databaseUrl,
  dataDir,
}: {
  databaseUrl: string;
  dataDir: string;
}): ReviewDesk {
  const { db, pool, close } = connect({ url: databaseUrl, poolSize: 3 });
  const clock = () => new Date();
  const keys = openKeyStore({ dir: join(dataDir, 'keys'), clock });
  const context = { db, pool, clock, keys, random: (length: number) => randomBytes(length) };
  const opened = new Date();
  const seeded: string[] = [];
  const accountOf = async (mobile: string): Promise<string> => {
    const index = keys.blindIndex('mobile', mobile);
    const found = await db
      .selectFrom('account')
      .select('account_id')
      .where('mobile_index', '=', index)
      .executeTakeFirst();
    if (found) return found.account_id;
    const account_id = randomUUID();
    const data_key = keys.newDataKey();
    const sealed = keys.seal(data_key, `account:${account_id}`, Buffer.from(JSON.stringify({ mobile })));
    await db
      .insertInto('account')
      .values({
        account_id,
        mobile_index: index,
        data_key,
        sealed,
        level: 'registered',
        person_id: null,
        created_at: clock(),
      })
      .execute();
    return account_id;
  };
  return {
    async seed(person, { ofMobile = false } = {}) {
      const [front, back] = await Promise.all([cardPhoto(person, 'front'), cardPhoto(person, 'back')]);
      const { name, number } = person;
      // An account of its own: nobody's wallet fills up with what the trips of others left.
      const accountId = await accountOf(ofMobile ? person.mobile : `169${String(Date.now()).slice(-8)}`);
      const made = await seedReview(context, {
        subject: { name, number },
        accountId,
        pictures: { front, back },
      });
      seeded.push(made.applicationId);
      return made;
    },
    async alone() {
      await pool.query(`update review_case set state = 'closed' where state in ('open', 'claimed')`);
    },
    async fill(cases) {
      await pool.query(
        `with made as (
           select gen_random_uuid() as person_id, gen_random_uuid() as application_id, n from generate_series(1, $1::int) n),
         people as (
           insert into person (person_id, number_index, data_key, sealed, created_at)
           select person_id, decode(md5(person_id::text), 'hex'), ''::bytea, ''::bytea, now() from made returning person_id),
         applications as (
           insert into application (person_id, application_id, account_id, procedure, procedure_version, medium, state, sealed,
             holder_key, real_name, decision, created_at, decided_at, lapses_at)
           select person_id, application_id, null, 'rail-temporary-id', 1, 'electronic', 'in-review', ''::bytea, null, 'match',
             '{"kind":"refer","rules":[],"reasons":[]}', now(), null, now() + interval '1 day' from made
           where exists (select 1 from people) returning application_id)
         insert into review_case (person_id, case_id, application_id, procedure, kind, due_at, created_at, second_look)
         select person_id, gen_random_uuid(), application_id, 'rail-temporary-id',
           case when n % 3 = 0 then 'face' else 'documents' end, now() + n * interval '20 seconds' - interval '1 hour', now(), false
         from made where exists (select 1 from applications)`,
        [cases],
      );
    },
    async clear() {
      await pool.query(
        "update review_case set state = 'closed', claimed_by = null where state in ('open', 'claimed') and created_at >= $1",
        [opened],
      );
      await pool.query(
        "update application set state = 'lapsed', sealed = '' where state = 'in-review' and created_at >= $1",
        [opened],
      );
      // What was issued to them must not stand in the way of their next application.
      await pool.query('update credential set status = 1 where application_id = any($1::uuid[])', [seeded]);
    },
    async state({ personId, applicationId }) {
      const row = await db
        .selectFrom('application')
        .select('state')
        .where('person_id', '=', personId)
        .where('application_id', '=', applicationId)
        .executeTakeFirstOrThrow();
      return row.state;
    },
    close,
  };
}
