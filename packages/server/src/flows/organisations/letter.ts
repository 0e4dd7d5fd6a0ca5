import { organisationPolicy } from '@suizheng/domain/policy/organisation.ts';
import { refusedFields } from '../counter/visit.ts';

/** A scanned letter of authorisation. */
export type Letter = {
  readonly mediaType: 'application/pdf' | 'image/jpeg' | 'image/png';
  readonly bytes: Buffer;
};

const BEGINNINGS: readonly (readonly [Letter['mediaType'], Buffer])[] = [
  ['application/pdf', Buffer.from('%PDF-')],
  ['image/jpeg', Buffer.from([0xff, 0xd8, 0xff])],
  ['image/png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
];

/** Reads a letter from base64url; what it is, its first bytes say. Throws field errors on `letter`. */
export function readLetter(text: string): Letter {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length > organisationPolicy.largestLetter) throw refusedFields(['letter', 'letter.too-large']);
  const found = BEGINNINGS.find(([, beginning]) => bytes.subarray(0, beginning.length).equals(beginning));
  if (!found) throw refusedFields(['letter', 'letter.type']);
  return { mediaType: found[0], bytes };
}
