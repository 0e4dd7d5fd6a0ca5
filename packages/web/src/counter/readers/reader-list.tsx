import { type CounterReaderView, listReaders, revokeReader } from '@suizheng/domain/contract/counter.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { dayAndTime } from '../../shared/i18n/format.ts';
import { Button, ButtonLink } from '../../shared/kit/button.tsx';
import { Card, Facts } from '../../shared/kit/card.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Notice, Pill } from '../../shared/kit/notice.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { CounterShell, PATHS } from '../counter-shell.tsx';
import { ReasonDialog } from '../reason-dialog.tsx';
import { useEndedSession } from '../session/use-ended-session.ts';
import { usePurposeText, useScopeText } from './scopes.ts';

const KEY = ['readers'];

/** Readers enrolled so far, newest first, and the way to end one. */
export function ReaderList() {
  const { t } = useTranslation('counter');
  const client = useQueryClient();
  const [asked, setAsked] = useState<CounterReaderView | null>(null);
  const [ended, setEnded] = useState<string | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => call(listReaders, {}, { signal }),
    staleTime: 0,
  });
  useEndedSession(error);
  const revoke = async (reader: CounterReaderView, reason: string) => {
    await call(revokeReader, { params: { id: reader.id }, body: { reason } });
    setAsked(null);
    setEnded(reader.label);
    await client.invalidateQueries({ queryKey: KEY });
  };
  return (
    <CounterShell title={t('readers.title')}>
      <ButtonLink href={PATHS.newReader}>{t('readers.new')}</ButtonLink>
      {ended === null ? null : <Notice tone="good" title={t('readers.revokedNow', { label: ended })} live />}
      <h2>{t('readers.list')}</h2>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {data === undefined && !error ? <Skeleton /> : null}
      {data?.length === 0 ? <p>{t('readers.none')}</p> : null}
      {data?.map((reader) => (
        <ReaderCard key={reader.id} reader={reader} onRevoke={() => setAsked(reader)} />
      ))}
      {asked ? (
        <ReasonDialog
          title={t('readers.revokeTitle', { label: asked.label })}
          why={t('readers.revokeWhy')}
          confirm={t('readers.revoke')}
          danger
          onConfirm={(reason) => revoke(asked, reason)}
          onClose={() => setAsked(null)}
        />
      ) : null}
    </CounterShell>
  );
}

function ReaderCard({ reader, onRevoke }: { reader: CounterReaderView; onRevoke: () => void }) {
  const { t } = useTranslation('counter');
  const { locale } = usePreferences();
  const scope = useScopeText();
  const purpose = usePurposeText();
  const { label, organisation, purposes, enrolledAt, revokedAt } = reader;
  return (
    <Card title={label}>
      <p>
        {revokedAt === null ? (
          <Pill tone="good">{t('readers.active')}</Pill>
        ) : (
          <Pill tone="bad">
            {t('readers.revoked')} · {dayAndTime(locale, revokedAt)}
          </Pill>
        )}
      </p>
      <Facts
        rows={[
          [t('readers.organisation'), organisation],
          [t('readers.scope'), scope(reader.scope)],
          [t('readers.purposes'), purposes.map(purpose).join(locale === 'en' ? ', ' : '、')],
          [t('readers.enrolledAt'), dayAndTime(locale, enrolledAt)],
        ]}
      />
      {revokedAt === null ? (
        <Button kind="second" onPress={onRevoke}>
          {t('readers.revoke')}
        </Button>
      ) : null}
    </Card>
  );
}
