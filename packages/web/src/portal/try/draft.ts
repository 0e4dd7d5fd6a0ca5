import type { ServiceId } from '@suizheng/domain/policy/services.ts';
import { TRY_PEOPLE, type TryPerson } from './people.ts';

/** Services that can be asked here, with where they are; the link check needs somebody else's phone and has its guide. */
export const TRY_SERVICES = {
  'real-name-check': '/api/v1/services/real-name-checks',
  'card-status-check': '/api/v1/services/card-status-checks',
  'credential-check': '/api/v1/services/credential-checks',
  'real-person-check': '/api/v1/services/real-person-checks',
} as const satisfies Partial<Record<ServiceId, string>>;
export type TryService = keyof typeof TRY_SERVICES;

/** What somebody chose and typed. */
export type Draft = {
  readonly service: TryService;
  readonly purpose: string;
  readonly person: TryPerson;
  readonly name: string;
  readonly number: string;
  readonly code: string;
  /** A JPEG as base64, with the name of its file. */
  readonly portrait: { readonly file: string; readonly base64: string; readonly bytes: number } | null;
};

/** Bytes of a photo at most (contract/services.ts). */
const LARGEST_PHOTO = 1_000_000;

export type Missing = 'name' | 'number' | 'code' | 'portrait' | 'tooLarge';

/** What is missing, by the field it belongs to. */
export function missingIn(draft: Draft): readonly { readonly field: string; readonly what: Missing }[] {
  if (draft.service === 'credential-check')
    return draft.code.trim() === '' ? [{ field: 'code', what: 'code' }] : [];
  const { name, number } = subjectOf(draft);
  return [
    ...(name.trim() === '' ? [{ field: 'name', what: 'name' } as const] : []),
    ...(number.trim() === '' ? [{ field: 'number', what: 'number' } as const] : []),
    ...(draft.service === 'real-person-check' ? missingPhoto(draft) : []),
  ];
}

function missingPhoto({ portrait }: Draft): readonly { field: string; what: Missing }[] {
  if (portrait === null) return [{ field: 'portrait', what: 'portrait' }];
  return portrait.bytes > LARGEST_PHOTO ? [{ field: 'portrait', what: 'tooLarge' }] : [];
}

/** The request's body. */
export function bodyOf(draft: Draft): Readonly<Record<string, unknown>> {
  const { service, purpose, code, portrait } = draft;
  if (service === 'credential-check') return { purpose, code: code.trim() };
  const subject = { purpose, ...subjectOf(draft) };
  return service === 'real-person-check' ? { ...subject, portrait: portrait?.base64 ?? '' } : subject;
}

function subjectOf({ person, name, number }: Draft): { name: string; number: string } {
  return person === 'other' ? { name: name.trim(), number: number.trim() } : TRY_PEOPLE[person];
}
