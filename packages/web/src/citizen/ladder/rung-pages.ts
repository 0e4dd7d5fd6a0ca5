import type { ApplicationView } from '@suizheng/domain/contract/applications.ts';
import type { Rung } from '@suizheng/domain/policy/level.ts';
import type { IconName } from '../../shared/kit/icon.tsx';

/** The sign that stands for a rung, always beside its name. */
export const RUNG_ICONS = {
  'real-person': 'camera',
  'mobile-on-file': 'phone',
  'vouched-mobile': 'people',
  'document-review': 'card',
  counter: 'place',
} as const satisfies Record<Rung, IconName>;

/** Where a person does what a rung asks for. */
export function rungPage(id: string, rung: Rung): string {
  const pages = {
    'real-person': `/face/application/${id}`,
    'mobile-on-file': `/applications/${id}/mobile`,
    'vouched-mobile': `/applications/${id}/vouching`,
    'document-review': `/applications/${id}/documents`,
    counter: `/applications/${id}`,
  } as const satisfies Record<Rung, string>;
  return pages[rung];
}

/** Where an application goes on: at the rung it waits for, else on its own page. */
export function nextPage({ id, state, need }: Pick<ApplicationView, 'id' | 'state' | 'need'>): string {
  return state === 'proving' && need ? rungPage(id, need) : `/applications/${id}`;
}

/** The page where every open way can be chosen. */
export const waysPage = (id: string): string => `/applications/${id}/ways`;
