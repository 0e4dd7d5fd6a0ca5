import { fromHex } from '@suizheng/domain/credential/hex.ts';
import { sealDigest } from '@suizheng/domain/credential/seal-drawing.ts';
import type { Verification } from '@suizheng/domain/credential/verdict.ts';
import { gatePolicy } from '@suizheng/domain/policy/gate.ts';
import { judgeCode, statusListOf } from '../judge/judge-code.ts';
import { logEntryOf, lookOf } from '../looks/look-of.ts';
import { rememberLook } from '../looks/look-queue.ts';
import { dataAge } from '../pack/data-age.ts';
import type { Gate } from './gate.ts';
import type { Look } from './gate-state.ts';

/**
 * Checks one code and puts the verdict on the screen; resolves then, and reports the look behind it. When the
 * server answers in time that the same code was shown before, elsewhere or here, the verdict turns (V4).
 * `began`: when the code came before the device, on the clock of performance.now().
 */
export async function checkCode(gate: Gate, text: string, began: number): Promise<void> {
  if (gate.online()) await freshenIfNeeded(gate, text);
  const { device, pack } = gate.store.get();
  const at = gate.now();
  const online = gate.online();
  const purpose = device?.purpose ?? null;
  const reader = pack?.grant && at.getTime() < pack.grant.expiresAt * 1000 ? pack.grant : null;
  const data = {
    trust: pack?.trust ?? null,
    statusLists: pack?.statusLists ?? new Map(),
    reader,
    purpose,
  };
  const verification = await judgeCode(text, data, { now: at, online }, gate.crypto);
  const look: Look = {
    lookId: crypto.randomUUID(),
    verification,
    tookMs: performance.now() - began,
    at,
    online,
    seal: await sealOf(verification, gate),
  };
  gate.store.set({ look });
  void report(gate, look, device !== null, purpose);
}

/** What follows a verdict; nobody at the gate waits for it. */
async function report(gate: Gate, look: Look, enrolled: boolean, purpose: string | null): Promise<void> {
  const { lookId, at, online, verification } = look;
  const facts = { lookId, at, purpose, online };
  await rememberLook(gate.db, logEntryOf(verification, facts), enrolled ? lookOf(verification, facts) : null);
  await gate.reloadLog();
  if (enrolled && online) await askForDouble(gate, look);
}

/** New data first when what is here could not be green, or does not know this code's list. */
async function freshenIfNeeded(gate: Gate, text: string): Promise<void> {
  const { pack } = gate.store.get();
  const list = statusListOf(text);
  const unknownList = list !== null && pack?.statusLists.has(list) !== true;
  if (unknownList || dataAge(pack, gate.now()).state !== 'fresh') await gate.freshen(list ?? undefined);
}

async function askForDouble(gate: Gate, look: Look): Promise<void> {
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), gatePolicy.doubleCheckMs));
  const flags = await Promise.race([gate.sync.now(), late]);
  await gate.reloadLog();
  const mine = flags?.find((flag) => flag.lookId === look.lookId);
  // The one that came second is the copy, as far as anybody can tell; the first gate reads it in its log.
  if (!mine || new Date(mine.otherAt).getTime() > look.at.getTime()) return;
  const { look: shown } = gate.store.get();
  if (shown?.lookId !== look.lookId || !look.verification.verdict.startsWith('accepted')) return;
  gate.store.set({ look: { ...look, verification: alreadyPresented(look.verification) } });
}

/** The same look without the person: who shows a copy is perhaps not the holder. */
export function alreadyPresented(verification: Verification): Verification {
  const { type, medium, credentialId, codeId } = verification;
  return {
    verdict: 'refused',
    reason: 'already-presented',
    ...(type && medium && credentialId && codeId ? { type, medium, credentialId, codeId } : {}),
  };
}

/** Out of scope a gate learns that and nothing else, not even the seal (B6). */
async function sealOf(verification: Verification, gate: Gate): Promise<Uint8Array | null> {
  if (verification.verdict === 'not-valid-here') return null;
  const id = verification.credentialId === undefined ? null : fromHex(verification.credentialId);
  return id ? sealDigest(id, gate.crypto) : null;
}
