import type { LookInput, ReaderView } from '@suizheng/domain/contract/verification.ts';
import type { VerdictColour, VerdictReason } from '@suizheng/domain/credential/verdict.ts';
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { KeptPack } from '../pack/open-pack.ts';

/** An enrolled device: who it is, its token, its key pair (the private half cannot leave the browser) and the root it pinned. */
export type Device = {
  readonly reader: ReaderView;
  readonly token: string;
  readonly keyPair: CryptoKeyPair;
  /** x ‖ y, 64 bytes. */
  readonly trustRoot: Uint8Array<ArrayBuffer>;
  readonly purpose: string | null;
};

/** Whose pack this is, so that a stranger never uses an enrolled device's, nor the other way round. */
export type OwnedPack = { readonly owner: string; readonly pack: KeptPack };

/** One line of the local log: no name, no number, nothing that leads to a person without the server. `at` in milliseconds. */
export type LogEntry = {
  readonly lookId: string;
  readonly at: number;
  readonly reason: VerdictReason;
  readonly colour: VerdictColour;
  readonly procedure: string | null;
  readonly medium: 'electronic' | 'paper' | null;
  readonly online: boolean;
  /** Set when the server found the same code elsewhere. */
  readonly double?: { readonly otherReader: string; readonly otherAt: string };
  /** True once a person has read that. */
  readonly seen?: boolean;
};

/** An enrolment under way: code and key until the server's answer is here. */
export type Enrolling = {
  readonly code: string;
  readonly keyPair: CryptoKeyPair;
  readonly publicKey: Uint8Array;
};

/** A device whose rights ended, until somebody has read that. `at` in milliseconds. */
export type EndedDevice = { readonly label: string; readonly at: number };

interface GateSchema extends DBSchema {
  single: { key: 'device' | 'pack' | 'stranger-root' | 'ended' | 'enrolling'; value: unknown };
  look: { key: string; value: LookInput };
  log: { key: string; value: LogEntry; indexes: { at: number } };
}

export type GateDb = IDBPDatabase<GateSchema>;

/** Opens what the gate keeps on this device. */
export function openGateDb(): Promise<GateDb> {
  return openDB<GateSchema>('suizheng-gate', 1, {
    upgrade(db) {
      db.createObjectStore('single');
      db.createObjectStore('look', { keyPath: 'lookId' });
      db.createObjectStore('log', { keyPath: 'lookId' }).createIndex('at', 'at');
    },
  });
}

type Singles = {
  device: Device;
  pack: OwnedPack;
  'stranger-root': Uint8Array<ArrayBuffer>;
  ended: EndedDevice;
  enrolling: Enrolling;
};

/** Reads one of the single things. */
export async function readSingle<K extends keyof Singles>(db: GateDb, key: K): Promise<Singles[K] | null> {
  return ((await db.get('single', key)) as Singles[K] | undefined) ?? null;
}

/** Writes one of the single things; null removes it. */
export async function writeSingle<K extends keyof Singles>(
  db: GateDb,
  key: K,
  value: Singles[K] | null,
): Promise<void> {
  if (value === null) await db.delete('single', key);
  else await db.put('single', value, key);
}

/** Destroys all that belongs to an enrolment: token, keys, pack, waiting looks and the log. */
export async function forgetDevice(db: GateDb): Promise<void> {
  const tx = db.transaction(['single', 'look', 'log'], 'readwrite');
  await Promise.all([
    tx.objectStore('single').delete('device'),
    tx.objectStore('single').delete('pack'),
    tx.objectStore('look').clear(),
    tx.objectStore('log').clear(),
    tx.done,
  ]);
}
