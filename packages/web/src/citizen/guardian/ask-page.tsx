import {
  createGuardianRequest,
  type GuardianRequestView,
  readGuardianRequest,
} from '@suizheng/domain/contract/guardians.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { dayAndTime } from '../../shared/i18n/format.ts';
import { Button, ButtonLink } from '../../shared/kit/button.tsx';
import { Card } from '../../shared/kit/card.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { Skeleton, SlowNote } from '../../shared/kit/skeleton.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { SignedIn } from '../account/signed-in.tsx';
import { forgetGuardian } from '../face/kinds.ts';
import { LinkCode } from './link-code.tsx';
import './guardian.css';

/** How often the page asks whether the guardian has answered. */
const LOOK_AGAIN_MS = 3_000;

/** On the child's phone: a code for the guardian's own phone, and the answer as soon as it is there (A12). */
export function AskPage() {
  const { t } = useTranslation('guardian');
  const { t: shared } = useTranslation();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  return (
    <PageShell
      title={t('ask.title')}
      back={{ href: `/applications/${id}`, label: shared('nav.back') }}
      lead={t('ask.lead')}
    >
      <SignedIn>{() => <Ask id={id} />}</SignedIn>
    </PageShell>
  );
}

function Ask({ id }: { id: string }) {
  const { t } = useTranslation('guardian');
  const client = useQueryClient();
  const key = ['guardian-request', id];
  // A code is told once: it lives as long as this page.
  const [code, setCode] = useState<string | null>(null);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => call(readGuardianRequest, { params: { id } }, { signal }),
    refetchInterval: ({ state }) => (state.data?.request?.state === 'open' ? LOOK_AGAIN_MS : false),
    staleTime: 0,
  });
  const act = useMutation({
    mutationFn: () => call(createGuardianRequest, { params: { id } }),
    onSuccess: (made) => {
      setCode(made.code);
      client.setQueryData(key, { needed: true, request: { ...made, code: null } });
    },
  });
  const request = data?.request ?? null;
  const consented = data !== undefined && !data.needed;
  useEffect(() => {
    if (consented) forgetGuardian({ kind: 'application', id });
  }, [consented, id]);
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (isPending) return <Skeleton />;
  if (consented) {
    return (
      <>
        <Notice tone="good" title={t('ask.consented')} live />
        <ButtonLink href={`/face/application/${id}`}>{t('ask.go')}</ButtonLink>
      </>
    );
  }
  if (request?.state === 'refused') {
    return (
      <>
        <Notice tone="bad" title={t('ask.refused')} live>
          <p>{t('ask.refusedWhat')}</p>
        </Notice>
        <ButtonLink href={`/applications/${id}/ways`}>{t('ask.other')}</ButtonLink>
      </>
    );
  }
  const shown = request?.state === 'open' && code !== null ? { request, code } : null;
  return (
    <>
      {shown ? <Shown {...shown} /> : <How />}
      {request?.state === 'ended' ? <Notice tone="wait" title={t('ask.ended')} live /> : null}
      {act.error ? <Failure error={act.error} /> : null}
      <SlowNote isPending={act.isPending} />
      <Button kind={shown ? 'second' : 'primary'} isPending={act.isPending} onPress={() => act.mutate()}>
        {request === null ? t('ask.make') : t('ask.again')}
      </Button>
      <ButtonLink kind="quiet" href={`/applications/${id}/ways`}>
        {t('ask.other')}
      </ButtonLink>
    </>
  );
}

function How() {
  const { t } = useTranslation('guardian');
  return (
    <Card>
      <ol className="bullets">
        <li>{t('ask.how1')}</li>
        <li>{t('ask.how2')}</li>
        <li>{t('ask.how3')}</li>
      </ol>
    </Card>
  );
}

function Shown({ request, code }: { request: GuardianRequestView; code: string }) {
  const { t } = useTranslation('guardian');
  const { locale } = usePreferences();
  return (
    <>
      <section className="card" aria-label={t('ask.code')}>
        <p className="guardian-code">
          {code.slice(0, 4)}-{code.slice(4)}
        </p>
        {/* In the fragment, which no server and no log ever sees. */}
        <LinkCode link={`${location.origin}/guardian#${code}`} label={t('ask.scan')} />
        <p className="hint nums">{t('ask.until', { time: dayAndTime(locale, request.expiresAt) })}</p>
      </section>
      <Notice tone="wait" title={t('ask.waiting')} live>
        <p>{t('ask.waitingHint')}</p>
      </Notice>
    </>
  );
}
