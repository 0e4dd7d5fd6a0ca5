import type { lazyRouteComponent } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { lazyScreen } from '../../shared/lazy-screen.ts';
import { STAFF_PATHS } from './paths.ts';
import { STAFF_TEXTS } from './texts/loaders.ts';

const screen = (path: string, page: () => Promise<ComponentType>) =>
  [path, lazyScreen(page, 'staff', STAFF_TEXTS)] as const;

/** Enrolment, and the administrators' pages: each screen is fetched when first wanted. */
export const STAFF_SCREENS: readonly (readonly [string, ReturnType<typeof lazyRouteComponent>])[] = [
  screen(STAFF_PATHS.enrol, () => import('./enrol-page.tsx').then((m) => m.EnrolPage)),
  screen(STAFF_PATHS.staff, () => import('./staff-page.tsx').then((m) => m.StaffPage)),
  screen(STAFF_PATHS.newStaff, () => import('./new-staff-page.tsx').then((m) => m.NewStaffPage)),
];
