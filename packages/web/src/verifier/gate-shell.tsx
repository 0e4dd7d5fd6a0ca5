import { useRouterState } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Link } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useConnection } from '../shared/api/connection.ts';
import { Icon, type IconName } from '../shared/kit/icon.tsx';
import { PageShell } from '../shared/kit/page-shell.tsx';
import { useGateState } from './gate/gate-context.tsx';

/** Addresses of the gate app. */
export const PATHS = {
  scan: '/verifier/',
  log: '/verifier/log',
  device: '/verifier/device',
  enrol: '/verifier/enrol',
} as const;

/** One screen of the gate: the kit's shell with the gate's own words for "no network", and the three pages below. */
export function GateShell({
  title,
  lead,
  back,
  hasOwnHeading = false,
  wide = false,
  children,
}: {
  title: string;
  lead?: ReactNode;
  back?: { href: string; label: string };
  hasOwnHeading?: boolean;
  wide?: boolean;
  children: ReactNode;
}) {
  return (
    <PageShell
      title={title}
      lead={lead}
      back={back}
      home={PATHS.scan}
      hasOwnHeading={hasOwnHeading}
      wide={wide}
      banner={<GateBanner />}
      footer={<GateNav />}
    >
      {children}
    </PageShell>
  );
}

function GateBanner() {
  const { t } = useTranslation('verifier');
  const connection = useConnection();
  return (
    <div role="status">
      {connection === 'online' ? null : (
        <p className="offline">
          <Icon name="offline" />
          {connection === 'offline' ? t('data.offlineBanner') : t('data.serverBanner')}
        </p>
      )}
    </div>
  );
}

const PAGES: readonly { readonly page: 'scan' | 'log' | 'device'; readonly icon: IconName }[] = [
  { page: 'scan', icon: 'camera' },
  { page: 'log', icon: 'list' },
  { page: 'device', icon: 'settings' },
];

function GateNav() {
  const { t } = useTranslation('verifier');
  const { log } = useGateState();
  const here = useRouterState({ select: ({ location }) => location.pathname.replace(/\/$/, '') });
  const unread = log.some(({ double, seen }) => double && !seen);
  return (
    <nav className="gate-nav" aria-label={t('nav.label')}>
      {PAGES.map(({ page, icon }) => (
        <Link
          key={page}
          className="gate-tab"
          href={PATHS[page]}
          {...(PATHS[page].replace(/\/$/, '') === here ? { 'aria-current': 'page' as const } : {})}
        >
          <Icon name={icon} />
          <span>{t(`nav.${page}`)}</span>
          {page === 'log' && unread ? <span className="gate-dot">!</span> : null}
        </Link>
      ))}
    </nav>
  );
}
