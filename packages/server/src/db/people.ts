import { randomUUID } from 'node:crypto';
import type { SubjectIdentity } from '@suizheng/domain/procedures/procedure.ts';
import type { Kysely } from 'kysely';
import type { SealingKeys } from '../keys.ts';
import type { Database } from './schema.ts';

/** A person row as flows use it: the key is wrapped, the identity stays sealed until `openPerson`. */
export type PersonRow = { readonly person_id: string; readonly data_key: Buffer; readonly sealed: Buffer };

/**
 * Finds the person with this resident number, or makes one with a data key of their own. The register has confirmed
 * name and number before; a corrected name replaces the old one. Two calls at once give the same person. A person whose
 * key was destroyed (deletion) gets a new one: what the old one sealed stays lost.
 */
export async function findOrCreatePerson(
  db: Kysely<Database>,
  keys: SealingKeys,
  identity: SubjectIdentity,
  now: Date,
  /** What the person is found by; for documents other than the resident card, more than the number. */
  indexed: string = identity.number,
): Promise<PersonRow> {
  const number_index = keys.blindIndex('resident-number', indexed);
  const found = await holdPerson(db, number_index);
  if (found && isForgotten(found)) return revive(db, keys, found, identity);
  if (found)
    return openPerson(keys, found).name === identity.name ? found : rename(db, keys, found, identity);
  const person_id = randomUUID();
  const data_key = keys.newDataKey();
  const sealed = sealPerson(keys, person_id, data_key, identity);
  const made = await db
    .insertInto('person')
    .values({ person_id, number_index, data_key, sealed, created_at: now })
    .onConflict((conflict) => conflict.column('number_index').doNothing())
    .returning(['person_id', 'data_key', 'sealed'])
    .executeTakeFirst();
  return made ?? (await holdPerson(db, number_index))!;
}

/** The person with this blind index of the resident number, or undefined; nobody once their key was destroyed. */
export function findPerson(db: Kysely<Database>, numberIndex: Buffer): Promise<PersonRow | undefined> {
  return db
    .selectFrom('person')
    .select(['person_id', 'data_key', 'sealed'])
    .where('number_index', '=', numberIndex)
    .where('data_key', '<>', Buffer.alloc(0))
    .executeTakeFirst();
}

/** True once the person's key was destroyed: nothing of theirs opens any more. */
export function isForgotten(person: Pick<PersonRow, 'data_key'>): boolean {
  return person.data_key.length === 0;
}

/** Who a person without a key is to whoever still has a row about them. */
const FORGOTTEN: SubjectIdentity = { name: '—', number: '—' };

/** Inside a transaction the row stays as found until its end: its key is not destroyed meanwhile. */
function holdPerson(db: Kysely<Database>, numberIndex: Buffer): Promise<PersonRow | undefined> {
  return db
    .selectFrom('person')
    .select(['person_id', 'data_key', 'sealed'])
    .where('number_index', '=', numberIndex)
    .forKeyShare()
    .executeTakeFirst();
}

async function revive(
  db: Kysely<Database>,
  keys: SealingKeys,
  { person_id }: PersonRow,
  identity: SubjectIdentity,
): Promise<PersonRow> {
  const data_key = keys.newDataKey();
  const sealed = sealPerson(keys, person_id, data_key, identity);
  await db
    .updateTable('person')
    .set({ data_key, sealed })
    .where('person_id', '=', person_id)
    .where('data_key', '=', Buffer.alloc(0))
    .execute();
  return personById(db, person_id);
}

/** Holds a person's row until the transaction ends: what concerns one person then happens one after the other. */
export async function lockPerson(trx: Kysely<Database>, personId: string): Promise<void> {
  // Rows that refer to the person may still be written meanwhile; only another lock of this kind waits.
  await trx
    .selectFrom('person')
    .select('person_id')
    .where('person_id', '=', personId)
    .forNoKeyUpdate()
    .execute();
}

/** The person with this id; throws when there is none (a broken reference). */
export function personById(db: Kysely<Database>, personId: string): Promise<PersonRow> {
  return db
    .selectFrom('person')
    .select(['person_id', 'data_key', 'sealed'])
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow();
}

/** Name and number as the person's document bears them, opened. */
export function openPerson(keys: SealingKeys, person: PersonRow): SubjectIdentity {
  if (isForgotten(person)) return FORGOTTEN;
  const place = placeOfPerson(person.person_id);
  return JSON.parse(keys.open(person.data_key, place, person.sealed).toString('utf8')) as SubjectIdentity;
}

/** Seals a JSON value under a person's or account's data key; `place` is where it stands (`application:<id>`). */
export function sealJson(keys: SealingKeys, dataKey: Uint8Array, place: string, value: unknown): Buffer {
  return keys.seal(dataKey, place, Buffer.from(JSON.stringify(value)));
}

/** Opens what `sealJson` sealed at that place. */
export function openJson<T>(keys: SealingKeys, dataKey: Uint8Array, place: string, sealed: Uint8Array): T {
  return JSON.parse(keys.open(dataKey, place, sealed).toString('utf8')) as T;
}

function sealPerson(keys: SealingKeys, personId: string, dataKey: Buffer, identity: SubjectIdentity): Buffer {
  return sealJson(keys, dataKey, placeOfPerson(personId), {
    name: identity.name,
    number: identity.number,
    // The register to ask again later is the document's; a resident card goes without saying.
    ...(identity.document && identity.document !== 'resident-id' ? { document: identity.document } : {}),
  });
}

async function rename(
  db: Kysely<Database>,
  keys: SealingKeys,
  person: PersonRow,
  identity: SubjectIdentity,
): Promise<PersonRow> {
  const sealed = sealPerson(keys, person.person_id, person.data_key, identity);
  await db.updateTable('person').set({ sealed }).where('person_id', '=', person.person_id).execute();
  return { ...person, sealed };
}

const placeOfPerson = (personId: string): string => `person:${personId}`;
