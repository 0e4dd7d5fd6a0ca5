import type { CounterCredentialView } from '@suizheng/domain/contract/counter.ts';
import {
  decideStatusRequest,
  listStatusRequests,
  type StatusRequestView,
} from '@suizheng/domain/contract/status-requests.ts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { dayAndTime } from '../../shared/i18n/format.ts';
import { Button } from '../../shared/kit/button.tsx';
import { Card, Facts } from '../../shared/kit/card.tsx';
import { Dialog } from '../../shared/kit/dialog.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { CounterShell } from '../counter-shell.tsx';
import { CredentialFacts } from '../search/credential-facts.tsx';
import { useEndedSession } from '../session/use-ended-session.ts';

/** Revocations that wait for a second pair of eyes. */
export function RequestsPage() {
  const { t } = useTranslation('review');
  const [done, setDone] = useState<CounterCredentialView | null>(null);
  const query = useQuery({
    queryKey: ['status-requests'],
    queryFn: ({ signal }) => call(listStatusRequests, {}, { signal }),
    staleTime: 0,
    gcTime: 0,
  });
  useEndedSession(query.error);
  return (
    <CounterShell title={t('requests.title')} lead={t('requests.lead')}>
      {done ? (
        <Notice
          tone="good"
          title={t(done.status === 'revoked' ? 'requests.revoked' : 'requests.restored', {
            name: done.subject.name,
          })}
          live
        />
      ) : null}
      {query.error ? <Failure error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.isPending ? <Skeleton lines={4} /> : null}
      {query.data?.length === 0 ? (
        <Notice title={t('requests.none')}>
          <p>{t('requests.noneNext')}</p>
        </Notice>
      ) : null}
      {query.data?.map((request) => (
        <Request
          key={request.id}
          request={request}
          onDone={(credential) => {
            setDone(credential);
            void query.refetch();
          }}
        />
      ))}
    </CounterShell>
  );
}

function Request({
  request,
  onDone,
}: {
  request: StatusRequestView;
  onDone: (credential: CounterCredentialView) => void;
}) {
  const { t } = useTranslation('review');
  const { t: counter } = useTranslation('counter');
  const { locale } = usePreferences();
  const [sure, setSure] = useState(false);
  const decide = useMutation({
    mutationFn: (confirm: boolean) =>
      call(decideStatusRequest, { params: { id: request.id }, body: { confirm } }),
    onSuccess: onDone,
    onSettled: () => setSure(false),
  });
  useEndedSession(decide.error);
  return (
    <Card>
      <CredentialFacts credential={request.credential} />
      <Facts
        rows={[
          [t('requests.by'), `${request.requestedBy} · ${request.counter}`],
          [t('requests.at'), dayAndTime(locale, request.requestedAt)],
          [t('requests.until'), dayAndTime(locale, request.expiresAt)],
          [t('requests.before'), counter(`credential.states.${request.before}`)],
          [t('requests.reason'), request.reason],
        ]}
      />
      {decide.error ? <Failure error={decide.error} /> : null}
      {request.mine ? <Notice tone="wait" title={t('requests.mine')} /> : null}
      <div className="counter-acts">
        {request.mine ? null : (
          <Button kind="danger" onPress={() => setSure(true)}>
            {t('requests.confirm')}
          </Button>
        )}
        <Button kind="second" onPress={() => decide.mutate(false)} isPending={decide.isPending}>
          {t(request.mine ? 'requests.takeBack' : 'requests.decline')}
        </Button>
      </div>
      {sure ? (
        <Dialog title={t('requests.sure')} isOpen onClose={() => setSure(false)}>
          <p>{t('requests.sureWhy')}</p>
          <Button kind="danger" onPress={() => decide.mutate(true)} isPending={decide.isPending}>
            {t('requests.confirm')}
          </Button>
          <Button kind="second" onPress={() => setSure(false)}>
            {t('requests.cancel')}
          </Button>
        </Dialog>
      ) : null}
    </Card>
  );
}
