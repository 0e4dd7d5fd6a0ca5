import type { GatePack } from './open-pack.ts';

/** How old the data on this device is and what that allows. Ages in seconds; null where there is no data. */
export type DataAge = {
  readonly trustAge: number | null;
  /** Of the oldest status list here. */
  readonly statusAge: number | null;
  /** `fresh` may be green with a network, `old` amber at most, `ended` nothing. */
  readonly state: 'fresh' | 'old' | 'ended';
  /** When it ends if nothing newer comes; null where there is no data. */
  readonly endsAt: Date | null;
};

/** The age of a pack, judged by the limits signed into its trust list. */
export function dataAge(pack: GatePack | null, now: Date): DataAge {
  if (!pack?.trust) return { trustAge: null, statusAge: null, state: 'ended', endsAt: null };
  const seconds = Math.floor(now.getTime() / 1000);
  const { trust } = pack;
  const trustAge = Math.max(0, seconds - trust.issuedAt);
  const issued = [...pack.statusLists.values()].map((list) => list.issuedAt);
  const statusAge = issued.length === 0 ? null : Math.max(0, seconds - Math.min(...issued));
  const age = Math.max(trustAge, statusAge ?? 0);
  const ended = seconds >= trust.expiresAt || age > trust.freshness.amber;
  const oldest = Math.min(trust.issuedAt, ...issued);
  const endsAt = new Date(Math.min(trust.expiresAt, oldest + trust.freshness.amber) * 1_000);
  const state = ended ? 'ended' : age > trust.freshness.green ? 'old' : 'fresh';
  return { trustAge, statusAge, state, endsAt };
}
