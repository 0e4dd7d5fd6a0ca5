import { useRouterState } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Link } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { OfflineBanner, PageShell } from '../shared/kit/page-shell.tsx';
import { PATHS } from './paths.ts';

const ENTRIES = ['home', 'guides', 'reference', 'tryIt', 'party'] as const;

/** One page of the portal: the kit's shell, with the portal's parts above it and, where given, a list at its side. */
export function PortalShell({
  title,
  lead,
  aside,
  children,
}: {
  title: string;
  lead?: ReactNode;
  /** What stands beside the page on a wide screen and above it on a narrow one. */
  aside?: ReactNode;
  children: ReactNode;
}) {
  return (
    <PageShell title={title} home={PATHS.home} wide hasOwnHeading banner={<PortalBanner />}>
      <div className={aside === undefined ? 'portal-page' : 'portal-page with-aside'}>
        {aside === undefined ? null : <div className="portal-aside">{aside}</div>}
        <div className="portal-body">
          <h1 tabIndex={-1}>{title}</h1>
          {lead ? <p className="lead">{lead}</p> : null}
          {children}
        </div>
      </div>
    </PageShell>
  );
}

function PortalBanner() {
  const { t } = useTranslation('portal');
  const here = useRouterState({ select: ({ location }) => location.pathname });
  return (
    <>
      <nav className="portal-nav" aria-label={t('nav.label')}>
        {ENTRIES.map((entry) => {
          const href = PATHS[entry];
          const current = entry === 'home' ? here === href : here.startsWith(href);
          return (
            <Link
              key={entry}
              className="portal-entry"
              href={href}
              {...(current ? { 'aria-current': 'page' as const } : {})}
            >
              {t(`nav.${entry}`)}
            </Link>
          );
        })}
      </nav>
      <OfflineBanner />
    </>
  );
}
