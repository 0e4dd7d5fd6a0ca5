import type { lazyRouteComponent } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { addTexts } from '../../shared/i18n/i18n.ts';
import { lazyScreen } from '../../shared/lazy-screen.ts';
import { PORTRAIT_TEXTS } from '../portrait/texts/loaders.ts';
import { PEOPLE_PATHS } from './paths.ts';
import { PEOPLE_TEXTS } from './texts/loaders.ts';

const screen = (path: string, page: () => Promise<ComponentType>) =>
  [path, lazyScreen(page, 'people', PEOPLE_TEXTS)] as const;

/** One person at the counter (A6) and organisations (A7): each screen is fetched when first wanted. */
export const PEOPLE_SCREENS: readonly (readonly [string, ReturnType<typeof lazyRouteComponent>])[] = [
  screen(PEOPLE_PATHS.find, () => import('./find-page.tsx').then((m) => m.FindPage)),
  screen(PEOPLE_PATHS.document, () => import('./document-page.tsx').then((m) => m.DocumentPage)),
  screen(PEOPLE_PATHS.visit, async () => {
    const [m] = await Promise.all([import('./visit-page.tsx'), addTexts('portrait', PORTRAIT_TEXTS)]);
    return m.VisitPage;
  }),
  screen(PEOPLE_PATHS.faceSign, () => import('./face-sign-page.tsx').then((m) => m.FaceSignPage)),
  screen(PEOPLE_PATHS.phone, () => import('./phone-page.tsx').then((m) => m.PhonePage)),
  screen(PEOPLE_PATHS.organisations, () =>
    import('../organisations/organisations-page.tsx').then((m) => m.OrganisationsPage),
  ),
  screen(PEOPLE_PATHS.onboard, () => import('../organisations/onboard-page.tsx').then((m) => m.OnboardPage)),
];
