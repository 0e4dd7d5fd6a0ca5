import { useSearch } from '@tanstack/react-router';
import { type ComponentType, lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../../shared/api/server-clock.ts';
import { dayAndTime } from '../../shared/i18n/format.ts';
import { addTexts } from '../../shared/i18n/i18n.ts';
import { ButtonLink } from '../../shared/kit/button.tsx';
import { Tile } from '../../shared/kit/card.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { LADDER_TEXTS } from '../ladder/texts/loaders.ts';
import { useKept } from './use-kept.ts';

/** A part of the page that comes after it; without a network the rest stands without it. */
function later<P extends object>(part: () => Promise<ComponentType<P>>) {
  return lazy(async () => ({ default: await part().catch((): ComponentType<P> => () => null) }));
}
const services = () => import('./services.tsx');
const Ongoing = later(() => services().then((m) => m.Ongoing));
const ServiceTiles = later(() => services().then((m) => m.ServiceTiles));
const ProcedureTitle = later(() => services().then((m) => m.ProcedureTitle));
// Whose account this is comes with the words of its contract, which nobody has to read first.
const Bell = later(() => import('../inbox/lazy-bell.tsx').then((m) => m.LazyBell));
const VouchingProblem = later(async () => {
  await addTexts('ladder', LADDER_TEXTS);
  return (await import('../ladder/vouching-problem.tsx')).VouchingProblem;
});

/** What is valid for a month is no emergency: it waits in the wallet and leaves its place to who forgot a card. */
const MONTH_MS = 28 * 86_400_000;

/** What "I forgot my card" leads to. */
const RAIL = 'rail-temporary-id';

/** The first screen: "I forgot my card" first, then what is under way, then the wallet. */
export function Home() {
  const { t } = useTranslation('citizen');
  const { locale } = usePreferences();
  const kept = useKept();
  // Where a trip to the third party ends whose application is not known any more (A3).
  const problem = useSearch({ strict: false, select: (search: { problem?: unknown }) => search.problem });
  const valid = kept.find(
    ({ status, issuedAt, expiresAt }) =>
      status === 'valid' &&
      new Date(expiresAt) > serverNow() &&
      Date.parse(expiresAt) - Date.parse(issuedAt) < MONTH_MS,
  );
  return (
    <PageShell title={valid ? t('home.titleValid') : t('home.title')} hasOwnHeading>
      {valid ? (
        <section className="urgent on-dark">
          <h1 tabIndex={-1}>{t('home.titleValid')}</h1>
          <p>
            <Suspense fallback={null}>
              <ProcedureTitle id={valid.procedure} />
            </Suspense>
            <br />
            {t('home.validUntil', { time: dayAndTime(locale, valid.expiresAt) })}
          </p>
          <ButtonLink kind="light" href={`/wallet/${valid.id}`}>
            {t('home.show')}
          </ButtonLink>
        </section>
      ) : (
        <section className="urgent on-dark">
          <h1 tabIndex={-1}>{t('home.title')}</h1>
          <p>{t('home.pitch')}</p>
          <ButtonLink kind="light" href={`/services/${RAIL}`}>
            {t('home.start')}
          </ButtonLink>
        </section>
      )}
      <Suspense fallback={null}>{problem === undefined ? null : <VouchingProblem />}</Suspense>
      <Suspense fallback={null}>
        <Ongoing />
      </Suspense>
      <nav className="stack" aria-label={t('home.more')}>
        <Suspense fallback={null}>
          <Bell />
        </Suspense>
        <Suspense fallback={null}>
          <ServiceTiles except={valid ? null : RAIL} />
        </Suspense>
        <Tile
          href="/wallet"
          icon="wallet"
          title={t('wallet.title')}
          detail={kept.length > 0 ? t('home.walletCount', { count: kept.length }) : t('home.walletEmpty')}
        />
        <Tile
          href="/organisations"
          icon="people"
          title={t('home.organisations')}
          detail={t('home.organisationsDetail')}
        />
        <Tile href="/records" icon="list" title={t('records.title')} detail={t('home.recordsDetail')} />
        <Tile href="/help" icon="help" title={t('help.title')} detail={t('home.helpDetail')} />
        <Tile
          href="/settings"
          icon="settings"
          title={t('settings.title')}
          detail={t('home.settingsDetail')}
        />
      </nav>
    </PageShell>
  );
}
