import type { IdentityDocument } from '@suizheng/domain/identifiers/identity-document.ts';
import { residentIdCheckCharacter, SANDBOX_AREA } from '@suizheng/domain/identifiers/resident-id.ts';

/** A person of the sandbox's registers. Dates are YYYY-MM-DD. */
export type Person = {
  /** Short id for pages and picture addresses; says nothing about the person. */
  readonly id: string;
  readonly name: string;
  readonly sex: 'female' | 'male';
  readonly birthDate: string;
  /** The document that bears `number`; a resident card where absent. */
  readonly document?: Exclude<IdentityDocument, 'resident-id'>;
  readonly number: string;
  /** The number of the travel permit that is the same person's, on a residence permit (L1). */
  readonly sameAs?: string;
  /** The mobile on file. */
  readonly mobile: string | null;
  /** The mobile in their hand, where it is another than the one on file (A3). */
  readonly inHand?: string;
  /** What the vouching platform knows of their phone: `verified` where absent (A3). */
  readonly vouching?: 'unverified' | 'no-account';
  /** Who may consent for this child: numbers of guardians (A12). */
  readonly guardians?: readonly { readonly number: string; readonly relation: 'parent' | 'guardian' }[];
  readonly fingerprints: boolean;
  readonly card: { readonly issued: string; readonly expires: string; readonly lost: boolean } | null;
  /** Portrait file under the faces folder, without folder and ending, e.g. `f22`; null when there is none or it is enrolled. */
  readonly portrait: string | null;
  readonly portraitDate: string | null;
  readonly enrolled: boolean;
  readonly note: string;
};

/** A portrait named by the faces manifest. */
export type ManifestPortrait = { readonly id: string; readonly sex: Person['sex'] };

/** The 18-digit number for a synthetic person; `order` 0–499 of that birth date and sex (17th digit odd: male). */
export function syntheticNumber(birthDate: string, sex: Person['sex'], order: number): string {
  const sequence = order * 2 + (sex === 'male' ? 1 : 0);
  const first17 = `${SANDBOX_AREA}${birthDate.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`;
  return first17 + residentIdCheckCharacter(first17);
}

/** Full years lived on a day. */
export function ageOn(birthDate: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/** Last day of a card issued on a day: under 16 5 years, 16–25 10, 26–45 20, from 46 long-term (居民身份证法 art. 5). */
export function cardExpires(birthDate: string, issued: string): string {
  const age = ageOn(birthDate, issued);
  if (age >= 46) return 'long-term';
  const years = age < 16 ? 5 : age < 26 ? 10 : 20;
  const year = Number(issued.slice(0, 4)) + years;
  const rest = issued.slice(5);
  const leap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
  return `${year}-${rest === '02-29' && !leap ? '02-28' : rest}`;
}

/** Today in Asia/Shanghai, which has no daylight saving time. */
export function shanghaiDay(nowMs: number): string {
  return new Date(nowMs + 8 * 3_600_000).toISOString().slice(0, 10);
}

/** The card's state on a day. */
export function cardStateOn(person: Person, day: string): 'valid' | 'lost' | 'expired' | 'none' {
  if (person.card === null) return 'none';
  if (person.card.lost) return 'lost';
  return person.card.expires !== 'long-term' && person.card.expires < day ? 'expired' : 'valid';
}

/**
 * A name as the register compares it: no spaces, one form of the middle dot. Phones write the dot of
 * 阿依古丽·买买提 in half a dozen ways, and no one should be refused for that.
 */
export function comparableName(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/[\s\u3000]/gu, '')
    .replace(/[·•‧・∙⋅․.。]/gu, '·');
}
