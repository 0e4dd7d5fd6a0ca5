import type { Embedding } from '@suizheng/vision/measurement.ts';
import type { SealingKeys } from '../../keys.ts';

/** What the register's portrait measured to is biometric data: sealed for the life of one check, then destroyed. */
export function sealReference(
  keys: SealingKeys,
  dataKey: Uint8Array,
  checkId: string,
  reference: Embedding,
): Buffer {
  const bytes = new Uint8Array(reference.buffer, reference.byteOffset, reference.byteLength);
  return keys.seal(dataKey, placeOfReference(checkId), bytes);
}

/** Opens what `sealReference` sealed. */
export function openReference(
  keys: SealingKeys,
  dataKey: Uint8Array,
  checkId: string,
  sealed: Uint8Array,
): Embedding {
  const bytes = keys.open(dataKey, placeOfReference(checkId), sealed);
  return new Float32Array(new Uint8Array(bytes).buffer);
}

/** Where a frame stands, for sealing. */
export function placeOfFrame(checkId: string, step: number, moment: string): string {
  return `frame:${checkId}:${step}:${moment}`;
}

const placeOfReference = (checkId: string): string => `reference:${checkId}`;
