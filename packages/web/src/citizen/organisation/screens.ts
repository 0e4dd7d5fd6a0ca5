import type { lazyRouteComponent } from '@tanstack/react-router';
import { lazyScreen } from '../../shared/lazy-screen.ts';
import { ORGANISATION_TEXTS } from './texts/loaders.ts';

type Page = Parameters<typeof lazyScreen>[0];
const at = (path: string, page: Page) =>
  [path, lazyScreen(page, 'organisation', ORGANISATION_TEXTS)] as const;

/** Organisations that a person acts for (A7), each screen fetched when first wanted. */
export const ORGANISATION_SCREENS: readonly (readonly [string, ReturnType<typeof lazyRouteComponent>])[] = [
  at('/organisations', () => import('./organisations-page.tsx').then((m) => m.OrganisationsPage)),
  at('/organisations/invitations/$id', () => import('./invitation-page.tsx').then((m) => m.InvitationPage)),
  at('/organisations/$id', () => import('./organisation-page.tsx').then((m) => m.OrganisationPage)),
  at('/organisations/$id/members', () => import('./members-page.tsx').then((m) => m.MembersPage)),
  at('/organisations/$id/members/$memberId', () => import('./member-page.tsx').then((m) => m.MemberPage)),
  at('/organisations/$id/invite', () => import('./invite-page.tsx').then((m) => m.InvitePage)),
  at('/organisations/$id/leave', () => import('./leave-page.tsx').then((m) => m.LeavePage)),
];
