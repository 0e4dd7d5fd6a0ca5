import { decideLinkRequest, type LinkRequestView } from '@suizheng/domain/contract/link-checks.ts';
import { IDENTITY_DOCUMENT_TEXTS } from '@suizheng/domain/identifiers/identity-document.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Button } from '../../shared/kit/button.tsx';
import { Card, Facts } from '../../shared/kit/card.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { Skeleton, SlowNote } from '../../shared/kit/skeleton.tsx';
import { SignedIn } from '../account/signed-in.tsx';
import { useCountdown } from '../sign-in/use-countdown.ts';
import { Answered } from './answered.tsx';
import { Asker } from './asker.tsx';
import { ReportAsker } from './report-asker.tsx';
import { REQUESTS, useRequest } from './use-requests.ts';

/** One request: who asks, for what, about which documents, exactly what would be told; yes, no, or a report (L3). */
export function RequestPage() {
  const { t } = useTranslation('requests');
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  return (
    <PageShell title={t('title')} back={{ href: '/requests', label: t('all') }}>
      <SignedIn>{() => <Request id={id} />}</SignedIn>
    </PageShell>
  );
}

function Request({ id }: { id: string }) {
  const { data, error, refetch } = useRequest(id);
  // What was read once stays on screen while a later look fails.
  if (!data) return error ? <Failure error={error} onRetry={() => void refetch()} /> : <Skeleton />;
  return data.state === 'waiting' ? (
    <Waiting request={data} onOver={() => void refetch()} />
  ) : (
    <Answered request={data} />
  );
}

function Waiting({ request, onOver }: { request: LinkRequestView; onOver: () => void }) {
  const { t } = useTranslation('requests');
  const client = useQueryClient();
  const [reporting, setReporting] = useState(false);
  const seconds = useCountdown(Date.parse(request.expiresAt));
  const over = seconds === 0;
  useEffect(() => {
    if (over) onOver();
  }, [over, onOver]);
  const act = useMutation({
    mutationFn: (say: 'approve' | 'refuse' | 'report') =>
      call(decideLinkRequest, {
        params: { id: request.id },
        body: { say, version: request.consent.version },
      }),
    // Too late, or answered elsewhere: the page says where it stands now.
    onSettled: () => client.invalidateQueries({ queryKey: REQUESTS }),
  });
  const pending = (say: string) => act.isPending && act.variables === say;
  if (reporting) {
    return (
      <ReportAsker
        organisation={request.organisation}
        error={act.error}
        isPending={pending('report')}
        onReport={() => act.mutate('report')}
        onBack={() => {
          act.reset();
          setReporting(false);
        }}
      />
    );
  }
  return (
    <>
      <h2>
        <Asker organisation={request.organisation} does={t('wants')} />
      </h2>
      <Asked request={request} seconds={seconds} />
      <Card title={t('told')}>
        <p>{t('onlyYes')}</p>
        <p>
          <b>{t('yes')}</b>
        </p>
        <ul className="bullets">
          {request.consent.points.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
      </Card>
      {act.error ? <Failure error={act.error} /> : null}
      <SlowNote isPending={act.isPending} />
      <Button isPending={pending('approve')} isDisabled={over} onPress={() => act.mutate('approve')}>
        {t('agree')}
      </Button>
      <Button
        kind="second"
        isPending={pending('refuse')}
        isDisabled={over}
        onPress={() => act.mutate('refuse')}
      >
        {t('refuse')}
      </Button>
      <Button kind="quiet" isDisabled={over} onPress={() => setReporting(true)}>
        {t('report')}
      </Button>
    </>
  );
}

function Asked({ request, seconds }: { request: LinkRequestView; seconds: number }) {
  const { t } = useTranslation('requests');
  const text = useText();
  return (
    <Card>
      <Facts
        rows={[
          [
            t('asks'),
            <span key="who" lang="zh-Hans">
              {request.organisation}
            </span>,
          ],
          [t('purpose'), request.purpose.text],
          [
            t('documents'),
            <span key="documents" className="stack-tight">
              {request.documents.map(({ document, number }) => (
                <span key={document}>
                  {text(IDENTITY_DOCUMENT_TEXTS[document].short)} <span className="nums">{number}</span>
                </span>
              ))}
            </span>,
          ],
          [
            t('left'),
            <span key="left" className="nums" role="timer" aria-live="off">
              {minutes(seconds)}
            </span>,
          ],
        ]}
      />
    </Card>
  );
}

/** 4:09 */
const minutes = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
