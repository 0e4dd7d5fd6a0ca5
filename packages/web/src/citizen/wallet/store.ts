import type { CredentialView } from '@suizheng/domain/contract/credentials.ts';
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

/** A credential as last heard from the server, and which of this phone's keys it is bound to. */
export type KeptCredential = Omit<CredentialView, 'documents'> & {
  /** Absent from what an earlier version of the app kept. */
  readonly documents?: CredentialView['documents'];
  readonly heardAt: string;
  /** 65-byte public key, base64url; null when the token never was on this phone. */
  readonly holderKey: string | null;
};

/** A holder key: the private half cannot be read by anyone, this page included. */
export type KeptKey = { readonly publicKey: string; readonly privateKey: CryptoKey; readonly madeAt: string };

interface WalletSchema extends DBSchema {
  credentials: { key: string; value: KeptCredential };
  keys: { key: string; value: KeptKey };
}

let opened: Promise<IDBPDatabase<WalletSchema>> | undefined;

/** The wallet on this phone; opened once. Rejects where the browser keeps nothing (some private modes). */
export function openWallet(): Promise<IDBPDatabase<WalletSchema>> {
  opened ??= openDB<WalletSchema>('suizheng-wallet', 1, {
    upgrade(db) {
      db.createObjectStore('credentials', { keyPath: 'id' });
      db.createObjectStore('keys', { keyPath: 'publicKey' });
    },
    terminated() {
      opened = undefined;
    },
  }).catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

/** Everything kept, newest first; empty where nothing can be kept. */
export async function keptCredentials(): Promise<KeptCredential[]> {
  try {
    const all = await (await openWallet()).getAll('credentials');
    return all.sort((a, b) => b.issuedAt.localeCompare(a.issuedAt));
  } catch {
    return [];
  }
}

/** One kept credential. */
export async function keptCredential(id: string): Promise<KeptCredential | undefined> {
  try {
    return await (await openWallet()).get('credentials', id);
  } catch {
    return undefined;
  }
}

/** Empties the wallet of this phone: at sign-out (B5). */
export async function emptyWallet(): Promise<void> {
  const db = await openWallet();
  await Promise.all([db.clear('credentials'), db.clear('keys')]);
}
