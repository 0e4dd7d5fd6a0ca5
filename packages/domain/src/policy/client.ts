import { HOUR_MS, SECOND_MS } from './calendar.ts';
import type { ServiceId, ServiceLimits } from './services.ts';

/** Figures of relying parties' systems beside those of `partyPolicy`; an agency changes them here. */
export const clientPolicy = {
  /** The clocks of a client and of ours may differ by this much. */
  skewSeconds: 30,
  /** Characters of an access token or of an assertion at most. */
  longestToken: 4_096,
  /** Keys in one client's JWK Set: the present one, the next one, and some for more machines. */
  mostKeys: 5,
  /** Characters of a JWK Set and of a PEM certificate as they are registered. */
  longestJwks: 16_384,
  longestCertificate: 16_384,
  /** Bits of an RSA modulus (NIST SP 800-131A; the upper one because a check of larger ones costs us, not them). */
  rsaBits: { least: 2_048, most: 4_096 },
  /** Access tokens a process remembers as checked. */
  rememberedTokens: 20_000,
  /** Ids and token hashes that nobody has: how long and how many are remembered, so that guesses do not reach the database. */
  unknown: { forMs: 2 * SECOND_MS, atMost: 10_000 },
  /** Rows read at a time when a process first fills its directory. */
  directoryPage: 5_000,
  /** What the client of a sandbox's newcomer may ask. */
  trialLimits: { perMinute: 60, perDay: 500 },
  /** Trial clients that one network makes. */
  trialsPerNetwork: [{ most: 30, withinMs: HOUR_MS }],
} as const;

/** The limits of a trial client: the same small ones for every service. */
export function trialLimits(
  services: readonly ServiceId[],
): Readonly<Partial<Record<ServiceId, ServiceLimits>>> {
  return Object.fromEntries(services.map((service) => [service, clientPolicy.trialLimits]));
}
