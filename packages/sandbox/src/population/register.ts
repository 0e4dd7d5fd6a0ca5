import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { permitHolders } from '../permits/holders.ts';
import type { Store } from '../store.ts';
import { cardExpires, type ManifestPortrait, type Person, syntheticNumber } from './people.ts';
import { residents } from './residents.ts';

const manifestFile = z.looseObject({
  portraits: z.array(
    z.looseObject({ file: z.string().regex(/^portraits\/[\w-]+\.jpg$/), sex: z.enum(['female', 'male']) }),
  ),
});

/** A newcomer: name, sex, birth date and picture are their own, the number is synthetic. */
export type Newcomer = {
  readonly name: string;
  readonly sex: Person['sex'];
  readonly birthDate: string;
  readonly mobile: string | null;
  readonly jpeg: Uint8Array;
};

/** The people of both registers, by resident card or permit: those the sandbox was born with, then those who enrolled. */
export type Register = {
  all(): readonly Person[];
  byNumber(number: string): Person | undefined;
  byId(id: string): Person | undefined;
  portrait(person: Person): Promise<Uint8Array | undefined>;
  /** Stores a newcomer durably; undefined when the day's numbers are used up. */
  enrol(newcomer: Newcomer, today: string): Person | undefined;
  /** Reports a card lost, or found again. */
  setLost(person: Person, lost: boolean): void;
  /** Forgets enrolled people, their portraits and reported losses. */
  reset(): void;
};

/** Opens the register: residents from data, newcomers from the store, portraits from `facesDir`. */
export function openRegister(store: Store, facesDir: string): Register {
  const manifest = readManifest(facesDir);
  const born = [...residents(manifest), ...permitHolders(manifest)];
  const byKey = new Map(
    born.flatMap((person) => [[person.id, person] as const, [person.number, person] as const]),
  );
  const findEnrolled = store.prepare('SELECT person FROM enrolled WHERE number = ? OR id = ?');
  const findPortrait = store.prepare('SELECT portrait FROM enrolled WHERE id = ?');
  const findLost = store.prepare('SELECT 1 FROM lost_card WHERE number = ?');

  const current = (person: Person): Person =>
    person.card !== null && findLost.get(person.number) !== undefined
      ? { ...person, card: { ...person.card, lost: true } }
      : person;
  const find = (key: string): Person | undefined => {
    const person = byKey.get(key) ?? parsePerson(findEnrolled.get(key, key)?.person);
    return person && current(person);
  };

  return {
    all: () => [
      ...store
        .prepare('SELECT person FROM enrolled ORDER BY rowid DESC')
        .all()
        .map((row) => current(parsePerson(row.person)!)),
      ...born.map(current),
    ],
    byNumber: find,
    byId: find,
    async portrait(person) {
      if (person.enrolled)
        return (findPortrait.get(person.id)?.portrait ?? undefined) as Uint8Array | undefined;
      if (person.portrait === null) return undefined;
      return readFile(join(facesDir, 'portraits', `${person.portrait}.jpg`)).catch(() => undefined);
    },
    enrol(newcomer, today) {
      const { jpeg, ...given } = newcomer;
      for (let order = 2; order < 500; order += 1) {
        const number = syntheticNumber(given.birthDate, given.sex, order);
        if (find(number) !== undefined) continue;
        const next = Number(
          store.prepare('SELECT coalesce(max(rowid), 0) + 1 AS next FROM enrolled').get()!.next,
        );
        const person: Person = {
          ...given,
          mobile: given.mobile ?? `1618${String(next).padStart(7, '0')}`,
          // The number's own digits would put a birth date into page addresses.
          id: `e${next}`,
          number,
          fingerprints: true,
          card: { issued: today, expires: cardExpires(given.birthDate, today), lost: false },
          portrait: null,
          portraitDate: today,
          enrolled: true,
          note: '自行登记 enrolled here',
        };
        store
          .prepare('INSERT INTO enrolled (id, number, person, portrait) VALUES (?, ?, ?, ?)')
          .run(person.id, number, JSON.stringify(person), jpeg);
        return person;
      }
      return undefined;
    },
    setLost(person, lost) {
      if (lost) store.prepare('INSERT INTO lost_card VALUES (?) ON CONFLICT DO NOTHING').run(person.number);
      else store.prepare('DELETE FROM lost_card WHERE number = ?').run(person.number);
    },
    reset() {
      store.exec('DELETE FROM enrolled; DELETE FROM lost_card; PRAGMA wal_checkpoint(TRUNCATE);');
    },
  };
}

function parsePerson(json: unknown): Person | undefined {
  return typeof json === 'string' ? (JSON.parse(json) as Person) : undefined;
}

/** People exist without portraits when there is no faces folder; a broken manifest is a broken installation and throws. */
function readManifest(facesDir: string): readonly ManifestPortrait[] {
  let text: string;
  try {
    text = readFileSync(join(facesDir, 'manifest.json'), 'utf8');
  } catch {
    return [];
  }
  return manifestFile
    .parse(JSON.parse(text))
    .portraits.map(({ file, sex }) => ({ id: file.slice('portraits/'.length, -'.jpg'.length), sex }));
}
