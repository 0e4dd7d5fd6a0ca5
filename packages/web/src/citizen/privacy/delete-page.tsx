import {
  askDeletion,
  type DeletionView,
  readDeletion,
  undoDeletion,
} from '@suizheng/domain/contract/rights.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { dayAndTime } from '../../shared/i18n/format.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Button, ButtonLink } from '../../shared/kit/button.tsx';
import { Card, Facts } from '../../shared/kit/card.tsx';
import { Checkbox } from '../../shared/kit/checkbox.tsx';
import { ErrorSummary, type Fault } from '../../shared/kit/error-summary.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { Skeleton, SlowNote } from '../../shared/kit/skeleton.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { SignedIn } from '../account/signed-in.tsx';
import { SignInAgain } from './sign-in-again.tsx';

const HERE = '/settings/privacy/delete';
const DELETION = ['deletion'] as const;

/** Deleting the account: what goes, what the law keeps, why and until when; then asking, or undoing (PIPL art. 47). */
export function DeletePage() {
  const { t } = useTranslation('privacy');
  const { t: shared } = useTranslation();
  return (
    <PageShell
      title={t('delete.title')}
      back={{ href: '/settings/privacy', label: shared('nav.back') }}
      lead={t('delete.lead')}
    >
      <SignedIn>{() => <Deletion />}</SignedIn>
    </PageShell>
  );
}

function Deletion() {
  const { data, error, refetch } = useQuery({
    queryKey: DELETION,
    queryFn: ({ signal }) => call(readDeletion, {}, { signal }),
    staleTime: 0,
  });
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton />;
  return data.dueAt === null ? <Ask deletion={data} /> : <Undo dueAt={data.dueAt} />;
}

function Ask({ deletion }: { deletion: DeletionView }) {
  const { t } = useTranslation('privacy');
  const text = useText();
  const client = useQueryClient();
  const [understood, setUnderstood] = useState(false);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const act = useMutation({
    mutationFn: () => call(askDeletion, {}),
    onSuccess: async (after) => {
      await client.invalidateQueries();
      client.setQueryData(DELETION, after);
    },
  });
  const ask = () => {
    const missing = understood ? [] : [{ field: 'understood', text: t('delete.needed') }];
    setFaults(missing);
    if (missing.length === 0) act.mutate();
  };
  return (
    <>
      <ErrorSummary faults={faults} />
      <Card title={t('delete.now')}>
        <ul className="bullets">
          <li>{t('delete.nowCredentials', { count: deletion.credentials })}</li>
          <li>{t('delete.nowApplications', { count: deletion.applications })}</li>
          <li>{t('delete.nowPictures')}</li>
        </ul>
        <p>
          <b>{t('delete.later', { days: deletion.undoDays })}</b>
        </p>
      </Card>
      <Card title={t('delete.goes')}>
        <ul className="bullets">
          {deletion.deleted.map((what) => (
            <li key={what.en}>{text(what)}</li>
          ))}
        </ul>
      </Card>
      <h2>{t('delete.stays')}</h2>
      {deletion.kept.map(({ what, why, until }) => (
        <section className="card" key={what.en}>
          <h3>{text(what)}</h3>
          <Facts
            rows={[
              [t('delete.why'), text(why)],
              [t('delete.until'), text(until)],
            ]}
          />
        </section>
      ))}
      <Checkbox
        name="understood"
        isSelected={understood}
        onChange={setUnderstood}
        error={faults.length > 0 && !understood ? t('delete.needed') : undefined}
      >
        {t('delete.understood')}
      </Checkbox>
      {act.error ? <SignInAgain error={act.error} next={HERE} /> : null}
      <SlowNote isPending={act.isPending} />
      <Button kind="danger" isPending={act.isPending} onPress={ask}>
        {t('delete.yes')}
      </Button>
      <ButtonLink kind="second" href="/settings/privacy">
        {t('delete.no')}
      </ButtonLink>
    </>
  );
}

function Undo({ dueAt }: { dueAt: string }) {
  const { t } = useTranslation('privacy');
  const { locale } = usePreferences();
  const client = useQueryClient();
  const act = useMutation({
    mutationFn: () => call(undoDeletion, {}),
    onSuccess: async (after) => {
      await client.invalidateQueries();
      client.setQueryData(DELETION, after);
    },
  });
  return (
    <>
      <Notice tone="wait" title={t('delete.asked', { time: dayAndTime(locale, dueAt) })} live>
        <p>{t('delete.askedWhat')}</p>
      </Notice>
      {act.error ? <SignInAgain error={act.error} next={HERE} /> : null}
      <SlowNote isPending={act.isPending} />
      <Button isPending={act.isPending} onPress={() => act.mutate()}>
        {t('delete.undo')}
      </Button>
    </>
  );
}
