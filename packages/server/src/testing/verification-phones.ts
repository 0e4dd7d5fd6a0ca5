import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openKeyStore } from '../crypto/key-store.ts';
import { phoneWithCredential } from './gate.ts';
import type { TestContext } from './test-context.ts';
import { makePhones, type Phone, type startVerificationWorld } from './verification-world.ts';

type WorldContext = Awaited<ReturnType<typeof startVerificationWorld>>['context'];

/** Phones whose credentials were issued by the real decision path and revoked since. */
export async function revokedPhones(context: WorldContext, count: number): Promise<Phone[]> {
  const phones: Phone[] = [];
  for (let i = 0; i < count; i += 1) {
    // The world has everything that issuing touches.
    const { row, code } = await phoneWithCredential(context as unknown as TestContext);
    phones.push({ cti: row.cti, code });
    await context.db
      .updateTable('credential')
      .set({ status: 1 })
      .where('credential_id', '=', row.credential_id)
      .execute();
    await context.db
      .insertInto('status_list_version')
      .values({ status_list: row.status_list, version: '1' })
      .onConflict((conflict) => conflict.column('status_list').doUpdateSet({ version: String(i + 1) }))
      .execute();
  }
  return phones;
}

/** Phones whose credentials another authority signed, which nobody here trusts. */
export async function forgedPhones(count: number): Promise<Phone[]> {
  const dir = mkdtempSync(join(tmpdir(), 'suizheng-forger-'));
  try {
    return await makePhones(openKeyStore({ dir, clock: () => new Date(Date.now() - 60_000) }), count);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
