import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PackView } from '@suizheng/domain/contract/verification.ts';
import type { CryptoPort } from '@suizheng/domain/credential/crypto-port.ts';
import type { VerifyKey } from '@suizheng/domain/credential/signed-list.ts';
import { openStatusList, type StatusSnapshot } from '@suizheng/domain/credential/status-list.ts';
import { type PackUpdate, takePack } from '@suizheng/domain/credential/take-pack.ts';
import { openTrustList, type TrustList } from '@suizheng/domain/credential/trust-list.ts';

const TIMEOUT_MS = 5000;

/** Where signed lists come from: a server with a cache behind it, or a pack file. */
export type ListSource = {
  /** The bytes of a list (`trust-list`, `status-lists/3`), or null when nobody has them. */
  read(path: string): Promise<Uint8Array | null>;
  /** The pack itself, where that is the source: its parts count together or not at all. */
  readonly pack?: PackUpdate;
  /** True while every answer came fresh from the server. */
  online(): boolean;
  name(): string;
};

/** Everything that verifyCode needs, or why it cannot be had. */
export type Lists =
  | { ok: true; trust: TrustList; statusList: (list: number) => StatusSnapshot | undefined }
  | { ok: false; fault: string };

/** Asks the server, keeps what it answers in `cacheDir`, and falls back to that when it cannot be reached. */
export function serverSource(server: string, cacheDir: string): ListSource {
  let reached = true;
  return {
    online: () => reached,
    name: () => (reached ? `server ${server}` : `cache (server ${server} not reachable)`),
    async read(path) {
      const file = join(cacheDir, `${path.replaceAll('/', '-')}.cbor`);
      try {
        const response = await fetch(new URL(`/api/v1/${path}`, server), {
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
        if (response.ok) {
          const bytes = new Uint8Array(await response.arrayBuffer());
          await keep(cacheDir, file, bytes);
          return bytes;
        }
        if (response.status === 404) return null;
      } catch {
        // Not reachable: the cache answers, and the verdict says so.
      }
      reached = false;
      return readFile(file).catch(() => null);
    },
  };
}

/** Reads an offline pack as GET /api/v1/readers/current/pack answers it; throws on a file that is none. */
export async function packSource(file: string): Promise<ListSource> {
  const { manifest, trustList, grant, statusLists } = PackView.parse(
    JSON.parse(await readFile(file, 'utf8')),
  );
  const bytes = (text: string | null) => (text === null ? null : Buffer.from(text, 'base64url'));
  const lists = statusLists.map(({ token, ...one }) => ({ ...one, token: Buffer.from(token, 'base64url') }));
  return {
    pack: {
      manifest: Buffer.from(manifest, 'base64url'),
      trustList: bytes(trustList),
      grant: bytes(grant),
      lists,
    },
    online: () => false,
    name: () => `pack ${file}`,
    read: async () => null,
  };
}

/** Opens the trust list under the pinned root and the one status list that the code names. */
export async function openLists(
  source: ListSource,
  anchor: VerifyKey,
  list: number,
  now: Date,
  crypto: CryptoPort,
): Promise<Lists> {
  if (source.pack) {
    // No device's key here: what the pack allows one gate to read stays closed, the rest is judged as the gate does.
    const taken = await takePack(null, source.pack, { anchor, device: null }, now, crypto);
    if (!taken.ok) return { ok: false, fault: `the pack is not good: ${taken.reason}` };
    const { trust, statusLists } = taken.open;
    return { ok: true, trust, statusList: (asked) => statusLists.get(asked) };
  }
  const trustBytes = await source.read('trust-list');
  if (!trustBytes) return { ok: false, fault: `no trust list from ${source.name()}` };
  const trust = await openTrustList(trustBytes, anchor, now, crypto);
  if (!trust.ok) return { ok: false, fault: `the trust list is not good: ${trust.reason}` };
  const statusBytes = await source.read(`status-lists/${list}`);
  const status = statusBytes && (await openStatusList(statusBytes, trust.trust.keys, crypto));
  const snapshot = status?.ok && status.snapshot.list === list ? status.snapshot : undefined;
  return { ok: true, trust: trust.trust, statusList: (asked) => (asked === list ? snapshot : undefined) };
}

async function keep(dir: string, file: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dir, { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  await writeFile(temporary, bytes);
  await rename(temporary, file);
}
