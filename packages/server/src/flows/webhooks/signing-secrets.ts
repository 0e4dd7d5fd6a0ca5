import { openJson, sealJson } from '../../db/people.ts';
import type { SealingKeys } from '../../keys.ts';

/** A signing secret: from when, and until when it signs beside the newer one (null for the newest). Instants in ISO. */
export type SigningSecret = {
  readonly secret: string;
  readonly since: string;
  readonly until: string | null;
};

type Sealed = { readonly webhook_id: string; readonly data_key: Buffer; readonly sealed: Buffer };

/** A new secret: 256 random bits as text, whose UTF-8 bytes are the HMAC key. */
export function newSecret(random: (length: number) => Uint8Array): string {
  return `szw_${Buffer.from(random(32)).toString('base64url')}`;
}

/** Seals a webhook's secrets, the newest first. */
export function sealSecrets(
  keys: SealingKeys,
  webhookId: string,
  dataKey: Buffer,
  secrets: readonly SigningSecret[],
): Buffer {
  return sealJson(keys, dataKey, placeOf(webhookId), secrets);
}

/** The secrets that sign at `now`, the newest first: one, or two while one replaces the other. */
export function openSecrets(
  keys: SealingKeys,
  { webhook_id, data_key, sealed }: Sealed,
  now: Date,
): readonly [SigningSecret, ...SigningSecret[]] {
  const [newest, ...older] = openJson<[SigningSecret, ...SigningSecret[]]>(
    keys,
    data_key,
    placeOf(webhook_id),
    sealed,
  );
  return [newest, ...older.filter(({ until }) => until !== null && new Date(until) > now)];
}

/** A new secret beside the one that signed last, which signs on until `until`; any earlier one signs no more. */
export function replaceSecret(
  [last]: readonly [SigningSecret, ...SigningSecret[]],
  secret: string,
  now: Date,
  until: Date,
): readonly [SigningSecret, ...SigningSecret[]] {
  return [
    { secret, since: now.toISOString(), until: null },
    { ...last, until: until.toISOString() },
  ];
}

function placeOf(webhookId: string): string {
  return `webhook:${webhookId}`;
}
