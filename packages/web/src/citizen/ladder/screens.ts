import type { lazyRouteComponent } from '@tanstack/react-router';
import { lazyScreen } from '../../shared/lazy-screen.ts';
import { LADDER_TEXTS } from './texts/loaders.ts';

type Page = Parameters<typeof lazyScreen>[0];
const at = (
  path: string,
  page: Page,
): readonly [path: string, component: ReturnType<typeof lazyRouteComponent>] => [
  path,
  lazyScreen(page, 'ladder', LADDER_TEXTS),
];

/** The application and the ladder below it: ways, rungs, levels. */
export const LADDER_SCREENS = [
  at('/applications/$id', () => import('../application/application.tsx').then((m) => m.Application)),
  at('/applications/$id/withdraw', () => import('../application/withdraw.tsx').then((m) => m.Withdraw)),
  at('/applications/$id/ways', () => import('./ways-page.tsx').then((m) => m.WaysPage)),
  at('/applications/$id/mobile', () => import('./mobile-page.tsx').then((m) => m.MobilePage)),
  at('/applications/$id/vouching', () => import('./vouching-page.tsx').then((m) => m.VouchingPage)),
  at('/services/$procedure', () => import('../service/service-intro.tsx').then((m) => m.ServiceIntro)),
  at('/apply/$procedure/check', () => import('../apply/check-answers.tsx').then((m) => m.CheckAnswers)),
  at('/apply/$procedure/$question', () => import('../apply/question-page.tsx').then((m) => m.QuestionPage)),
  at('/level', () => import('./level-page.tsx').then((m) => m.LevelPage)),
  at('/register', () => import('../register/register-intro.tsx').then((m) => m.RegisterIntro)),
] as const;
