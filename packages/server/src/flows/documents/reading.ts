import {
  type CardReading,
  compareReading,
  type ReadingAgrees,
} from '@suizheng/domain/policy/document-reading.ts';
import type { SubjectIdentity } from '@suizheng/domain/procedures/procedure.ts';
import { openJson, sealJson } from '../../db/people.ts';
import type { SealingKeys } from '../../keys.ts';

/** Name and number as the card shows them; null for what the machine could not tell. */
export type CardTexts = { readonly name: string | null; readonly number: string | null };

/** A reading as it is stored beside the measurements: the texts sealed, whether they agree in the clear. */
export type StoredReading = { readonly agrees: ReadingAgrees; readonly read: string };

const placeOf = (applicationId: string): string => `document-photo:${applicationId}:read`;

/** Compares what was read with the register's name and number, and seals the texts that a reviewer may rely on. */
export function sealReading(
  keys: SealingKeys,
  dataKey: Uint8Array,
  applicationId: string,
  read: CardReading | null,
  known: Pick<SubjectIdentity, 'name' | 'number'>,
): StoredReading {
  const agrees = compareReading(read, known);
  // The same name may be printed with another dot: what agrees is kept as it is known, what cannot be told not at all.
  const textOf = (field: 'name' | 'number'): string | null =>
    agrees[field] === 'same'
      ? known[field]
      : agrees[field] === 'other'
        ? (read?.[field]?.text ?? null)
        : null;
  const texts: CardTexts = { name: textOf('name'), number: textOf('number') };
  return { agrees, read: sealJson(keys, dataKey, placeOf(applicationId), texts).toString('base64') };
}

/** Opens the texts of a stored photo's measurements; null where none were read. */
export function openReading(
  keys: SealingKeys,
  dataKey: Uint8Array,
  applicationId: string,
  measurements: unknown,
): CardTexts | null {
  const { read } = (measurements ?? {}) as { read?: unknown };
  if (typeof read !== 'string') return null;
  return openJson<CardTexts>(keys, dataKey, placeOf(applicationId), Buffer.from(read, 'base64'));
}
