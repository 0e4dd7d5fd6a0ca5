import type { ReactNode } from 'react';
import { Button as RacButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { PageShell } from '../shared/kit/page-shell.tsx';
import { PreferenceBar } from '../shared/kit/preference-bar.tsx';
import { signOut, useStaffSession } from './session/staff-session.ts';

/** Addresses of the counter. Nothing about a person ever stands in one. */
export const PATHS = {
  home: '/counter/',
  paper: '/counter/paper',
  paperCheck: '/counter/paper/check',
  paperIssued: '/counter/paper/issued',
  search: '/counter/search',
  readers: '/counter/readers',
  newReader: '/counter/readers/new',
} as const;

/** One screen of the counter: the kit's shell, with the way home and out. */
export function CounterShell({
  title,
  lead,
  back = PATHS.home,
  wide = false,
  children,
}: {
  title: string;
  lead?: ReactNode;
  /** Null on the first page. */
  back?: string | null;
  /** For a workbench that shows things side by side. */
  wide?: boolean;
  children: ReactNode;
}) {
  const { t } = useTranslation('counter');
  const { t: shared } = useTranslation('shared');
  const { state } = useStaffSession();
  const label = back === PATHS.home ? t('home') : shared('nav.back');
  return (
    <PageShell
      title={title}
      lead={lead}
      wide={wide}
      home={PATHS.home}
      back={back === null ? undefined : { href: back, label }}
      aside={
        <>
          <PreferenceBar />
          {state === 'in' ? (
            <span className="counter-leave">
              <RacButton className="top-link" onPress={() => signOut('locked')}>
                {t('signIn.lock')}
              </RacButton>
              <RacButton className="top-link" onPress={() => signOut()}>
                {t('signIn.out')}
              </RacButton>
            </span>
          ) : null}
        </>
      }
    >
      {children}
    </PageShell>
  );
}
