import type { Person } from '../population/people.ts';

/** Someone with an account at the demo platform, and the phone that the platform knows them by. */
export type VouchAccount = {
  readonly person: Person;
  /** 11 digits: the phone the platform got to know them by. Who has taken another into use since then still has this one there (A3). */
  readonly mobile: string;
  readonly verified: boolean;
};

/** The account of a person, or null for who has none: no phone, or no wish for one. */
export function vouchAccount(person: Person): VouchAccount | null {
  const { mobile } = person;
  if (mobile === null || person.vouching === 'no-account') return null;
  return { person, mobile, verified: person.vouching !== 'unverified' };
}

/** The claims of scope `phone` (OpenID Connect Core §5.4): E.164, as the standard asks. */
export function phoneClaims({ mobile, verified }: VouchAccount) {
  return { phone_number: `+86${mobile}`, phone_number_verified: verified };
}
