import { type ApplicationView, listApplications } from '@suizheng/domain/contract/applications.ts';
import { CREDENTIAL_PROCEDURES, procedureById } from '@suizheng/domain/procedures/registry.ts';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { serverNow } from '../../shared/api/server-clock.ts';
import { dayAndTime } from '../../shared/i18n/format.ts';
import { addTexts, useText } from '../../shared/i18n/i18n.ts';
import { ButtonLink } from '../../shared/kit/button.tsx';
import { Tile } from '../../shared/kit/card.tsx';
import { Pill } from '../../shared/kit/notice.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { useAccount } from '../account/use-account.ts';
import { OPEN_STATES } from '../application/open-states.ts';
import { LazyBell } from '../inbox/lazy-bell.tsx';
import { LADDER_TEXTS } from '../ladder/texts/loaders.ts';
import { useKept } from './use-kept.ts';

const VouchingProblem = lazy(async () => {
  const [{ VouchingProblem: component }] = await Promise.all([
    import('../ladder/vouching-problem.tsx'),
    addTexts('ladder', LADDER_TEXTS),
  ]);
  return { default: component };
});

/** The first screen: "I forgot my card" first, then what is under way, then the wallet. */
export function Home() {
  const { t } = useTranslation('citizen');
  const text = useText();
  const { locale } = usePreferences();
  const kept = useKept();
  // Where a trip to the third party ends whose application is not known any more (A3).
  const problem = useSearch({ strict: false, select: (search: { problem?: unknown }) => search.problem });
  const valid = kept.find(
    (credential) => credential.status === 'valid' && new Date(credential.expiresAt) > serverNow(),
  );
  const [rail, ...others] = CREDENTIAL_PROCEDURES;
  return (
    <PageShell title={valid ? t('home.titleValid') : t('home.title')} hasOwnHeading>
      {valid ? (
        <section className="urgent on-dark">
          <h1 tabIndex={-1}>{t('home.titleValid')}</h1>
          <p>
            {text(rail!.text.name)}
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
          <ButtonLink kind="light" href={`/services/${rail!.id}`}>
            {t('home.start')}
          </ButtonLink>
        </section>
      )}
      <Suspense fallback={null}>{problem === undefined ? null : <VouchingProblem />}</Suspense>
      <Ongoing />
      <nav className="stack" aria-label={t('home.more')}>
        <LazyBell />
        {valid ? (
          <Tile
            href={`/services/${rail!.id}`}
            letter={t('home.railLetter')}
            title={text(rail!.text.name)}
            detail={text(rail!.text.quota)}
          />
        ) : null}
        {others.map(({ id, text: words }) => (
          <Tile
            key={id}
            href={`/services/${id}`}
            letter={text(words.short).slice(0, 1)}
            title={text(words.name)}
            detail={text(words.quota)}
          />
        ))}
        <LevelTile />
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

/** Registering, while it helps: not for who is real-person already, and never before what is urgent. */
function LevelTile() {
  const { t } = useTranslation('citizen');
  const { data: account } = useAccount();
  const ongoing = useOngoing();
  if (account?.level === 'real-person') return null;
  if (ongoing.some(({ procedure }) => procedureById(procedure)?.outcome === 'level')) return null;
  const named = account?.level === 'real-name';
  return (
    <Tile
      href={named ? '/level' : '/register'}
      icon="person"
      title={t(named ? 'home.raise' : 'home.register')}
      detail={t(named ? 'home.raiseDetail' : 'home.registerDetail')}
    />
  );
}

function useOngoing(): readonly ApplicationView[] {
  const { data: account } = useAccount();
  const { data } = useQuery({
    queryKey: ['applications'],
    queryFn: ({ signal }) => call(listApplications, {}, { signal }),
    enabled: Boolean(account),
  });
  return (data ?? []).filter((application) => OPEN_STATES.has(application.state));
}

/** Applications that wait for something; nothing is shown while there are none. */
function Ongoing() {
  const { t } = useTranslation('citizen');
  const open = useOngoing();
  if (open.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="ongoing">
      <h2 id="ongoing">{t('home.ongoing', { count: open.length })}</h2>
      {open.map((application) => (
        <Tile
          key={application.id}
          href={`/applications/${application.id}`}
          icon="clock"
          title={<ProcedureName id={application.procedure} />}
          detail={
            <span className="nums" lang="zh-Hans">
              {application.subject.name}
            </span>
          }
          badge={<Pill tone="wait">{t(`state.${application.state}`)}</Pill>}
        />
      ))}
    </section>
  );
}

function ProcedureName({ id }: { id: string }) {
  const text = useText();
  const procedure = procedureById(id);
  return procedure ? text(procedure.text.short) : id;
}
