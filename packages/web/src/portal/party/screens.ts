import type { ComponentType } from 'react';
import { lazyScreen } from '../../shared/lazy-screen.ts';
import { PATHS } from '../paths.ts';
import type { Screen } from '../screen.ts';
import { PARTY_TEXTS } from './texts/loaders.ts';

const screen = (path: string, page: () => Promise<ComponentType>): Screen => [
  path,
  lazyScreen(page, 'portalParty', PARTY_TEXTS),
];
const one = `${PATHS.party}/$id`;

/** The pages of a relying party, fetched when first wanted. */
export const PARTY_SCREENS: readonly Screen[] = [
  screen(PATHS.party, () => import('./parties-page.tsx').then((m) => m.PartiesPage)),
  screen(PATHS.apply, () => import('./apply-page.tsx').then((m) => m.ApplyPage)),
  screen(one, () => import('./party-page.tsx').then((m) => m.PartyPage)),
  screen(`${one}/change`, () => import('./change-page.tsx').then((m) => m.ChangePage)),
  screen(`${one}/agreement`, () => import('./agreement-page.tsx').then((m) => m.AgreementPage)),
  screen(`${one}/clients`, () => import('./clients-page.tsx').then((m) => m.ClientsPage)),
  screen(`${one}/clients/new`, () => import('./new-client-page.tsx').then((m) => m.NewClientPage)),
  screen(`${one}/devices`, () => import('./devices-page.tsx').then((m) => m.DevicesPage)),
  screen(`${one}/devices/new`, () => import('./new-device-page.tsx').then((m) => m.NewDevicePage)),
  screen(`${one}/webhooks`, () => import('./webhooks-page.tsx').then((m) => m.WebhooksPage)),
  screen(`${one}/usage`, () => import('./usage-page.tsx').then((m) => m.UsagePage)),
  screen(`${one}/evidence`, () => import('./evidence-page.tsx').then((m) => m.EvidencePage)),
];
