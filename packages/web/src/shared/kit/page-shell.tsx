import { type ReactNode, useEffect, useRef } from 'react';
import { Link } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useConnection } from '../api/connection.ts';
import { useSite } from '../api/site.ts';
import { Icon } from './icon.tsx';
import { PreferenceBar } from './preference-bar.tsx';

let visited = false;
/** The heading only where no summary of faults stands below it. */
const FAULTS_OR_HEADING = '.errors, main:not(:has(.errors)) h1';

/**
 * One screen: header (back or brand, elder mode, language), offline banner, heading, contents.
 * The heading takes the focus when a person comes from another screen, and names the browser's tab.
 */
export function PageShell({
  title,
  back,
  home = '/',
  wide = false,
  hasOwnHeading = false,
  banner,
  lead,
  children,
  footer,
  aside,
}: {
  title: string;
  back?: { href: string; label: string } | undefined;
  /** Where the brand leads. */
  home?: string;
  wide?: boolean;
  /** True when the contents bring the page's h1 themselves (with tabIndex -1). */
  hasOwnHeading?: boolean;
  /** In place of the offline banner, where another app has other words for it. */
  banner?: ReactNode;
  /** One sentence under the heading. */
  lead?: ReactNode;
  children: ReactNode;
  footer?: ReactNode;
  /** A link at the header's end, in place of the preferences. */
  aside?: ReactNode;
}) {
  const { t } = useTranslation();
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    document.title = `${title} · ${t('brand')}`;
  }, [title, t]);
  useEffect(() => {
    // The first screen of a visit leaves the focus where browsers put it; faults that came along are heard first (A11).
    if (visited) main.current?.querySelector<HTMLElement>(FAULTS_OR_HEADING)?.focus();
    visited = true;
    window.scrollTo(0, 0);
  }, []);
  const shown = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a heading that gave way to another took the focus with it
  useEffect(() => {
    if (shown.current && document.activeElement === document.body) main.current?.querySelector('h1')?.focus();
    shown.current = true;
  }, [title, hasOwnHeading]);
  return (
    <div className={wide ? 'shell wide' : 'shell'}>
      <a className="skip unseen" href="#main">
        {t('nav.skip')}
      </a>
      <header className="top">
        {back ? (
          <Link className="top-link" href={back.href}>
            <Icon name="back" />
            {back.label}
          </Link>
        ) : (
          <Link className="brand" href={home}>
            {t('brand')}
          </Link>
        )}
        <DemoMark />
        <span className="top-end">{aside ?? <PreferenceBar />}</span>
      </header>
      {banner === undefined ? <OfflineBanner /> : banner}
      <main id="main" tabIndex={-1} ref={main}>
        {hasOwnHeading ? null : <h1 tabIndex={-1}>{title}</h1>}
        {lead ? <p className="lead">{lead}</p> : null}
        {children}
      </main>
      {footer}
    </div>
  );
}

/** 演示: nothing here is real; shown wherever the installation runs in sandbox mode. */
export function DemoMark() {
  const { t } = useTranslation();
  const site = useSite();
  if (site?.mode !== 'sandbox') return null;
  return (
    <span className="demo" title={t('demo.why')}>
      {t('demo.mark')}
    </span>
  );
}

/** Says that there is no network and what still works; leaves by itself. */
export function OfflineBanner() {
  const { t } = useTranslation();
  const connection = useConnection();
  return (
    <div role="status">
      {connection === 'online' ? null : (
        <p className="offline">
          <Icon name="offline" />
          {connection === 'offline' ? t('offline.device') : t('offline.server')}
        </p>
      )}
    </div>
  );
}
