import { type ConsentView, withdrawConsent } from '@suizheng/domain/contract/rights.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { dayAndTime } from '../../shared/i18n/format.ts';
import { Button, ButtonLink } from '../../shared/kit/button.tsx';
import { Card, Facts } from '../../shared/kit/card.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { Skeleton, SlowNote } from '../../shared/kit/skeleton.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { SignedIn } from '../account/signed-in.tsx';
import { CONSENTS, Standing, useConsents } from './consents-page.tsx';

/** One consent in the words agreed to; withdrawing says first what ends with it. */
export function ConsentPage() {
  const { t } = useTranslation('privacy');
  const { t: shared } = useTranslation();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const { data, error, refetch } = useConsents();
  const consent = data?.find((one) => one.id === id);
  return (
    <PageShell
      title={consent?.title ?? t('consents.title')}
      back={{ href: '/settings/privacy/consents', label: shared('nav.back') }}
    >
      <SignedIn>
        {() => {
          if (error) return <Failure error={error} onRetry={() => void refetch()} />;
          if (!data) return <Skeleton />;
          return consent ? <One consent={consent} /> : <p>{t('consents.gone')}</p>;
        }}
      </SignedIn>
    </PageShell>
  );
}

function One({ consent }: { consent: ConsentView }) {
  const { t } = useTranslation('privacy');
  const { locale } = usePreferences();
  const client = useQueryClient();
  const act = useMutation({
    mutationFn: () => call(withdrawConsent, { params: { id: consent.id } }),
    onSuccess: () =>
      Promise.all(
        [CONSENTS, ['applications'], ['application']].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
  });
  const at = (instant: string) => <span className="nums">{dayAndTime(locale, instant)}</span>;
  return (
    <>
      {consent.withdrawnAt !== null && act.isSuccess ? (
        <Notice tone="good" title={t('consents.done')} live />
      ) : null}
      <p>
        <Standing consent={consent} />
      </p>
      <Card>
        <Facts
          rows={[
            [
              t('consents.about'),
              consent.about === null ? (
                t('consents.me')
              ) : (
                <span key="about" lang="zh-Hans">
                  {consent.about}
                </span>
              ),
            ],
            [t('consents.granted'), at(consent.grantedAt)],
            ...(consent.withdrawnAt === null
              ? []
              : [[t('consents.ended'), at(consent.withdrawnAt)] as const]),
            [t('consents.version'), <code key="version">{consent.version}</code>],
          ]}
        />
        {consent.guardian ? <p className="hint">{t('consents.guardian')}</p> : null}
      </Card>
      <Card title={t('consents.text')}>
        <ul className="bullets">
          {consent.points.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
      </Card>
      {consent.withdrawnAt === null ? (
        <>
          <Notice tone="wait" title={t('consents.ends')}>
            <p>{consent.ends}</p>
          </Notice>
          {act.error ? <Failure error={act.error} /> : null}
          <SlowNote isPending={act.isPending} />
          <Button kind="danger" isPending={act.isPending} onPress={() => act.mutate()}>
            {t('consents.withdraw')}
          </Button>
          <ButtonLink kind="second" href="/settings/privacy/consents">
            {t('consents.keep')}
          </ButtonLink>
        </>
      ) : null}
    </>
  );
}
