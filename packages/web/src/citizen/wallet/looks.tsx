import { type LookView, listLooks } from '@suizheng/domain/contract/credentials.ts';
import { purposeById } from '@suizheng/domain/procedures/purposes.ts';
import { credentialProcedureById } from '@suizheng/domain/procedures/registry.ts';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { dayAndTime } from '../../shared/i18n/format.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Failure } from '../../shared/kit/failure.tsx';
import { Notice, Pill } from '../../shared/kit/notice.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { SignedIn } from '../account/signed-in.tsx';
import { isAccepted } from './look-reason.ts';
import { keptCredential } from './store.ts';

/** Who looked at a credential, when, for what, with what result (T5); and whom to call when one is strange. */
export function Looks() {
  const { t } = useTranslation('citizen');
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const kept = useQuery({ queryKey: ['kept', id], queryFn: async () => (await keptCredential(id)) ?? null });
  const hotline = credentialProcedureById(kept.data?.procedure ?? '')?.text.hotline ?? '12306';
  return (
    <PageShell
      title={t('looks.title')}
      back={{ href: `/wallet/${id}`, label: t('looks.back') }}
      lead={t('looks.lead')}
    >
      <SignedIn>{() => <LookList id={id} />}</SignedIn>
      <Notice title={t('looks.report')}>
        <p>
          {t('looks.reportDetail')} <a href={`tel:${hotline}`}>{hotline}</a>
        </p>
      </Notice>
    </PageShell>
  );
}

function LookList({ id }: { id: string }) {
  const { t } = useTranslation('citizen');
  const { data, error, refetch } = useQuery({
    queryKey: ['looks', id],
    queryFn: ({ signal }) => call(listLooks, { params: { id } }, { signal }),
  });
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton />;
  if (data.length === 0) return <p className="empty">{t('looks.empty')}</p>;
  return (
    <ul className="rows">
      {data.map((look) => (
        <Look key={`${look.at} ${look.reader}`} look={look} />
      ))}
    </ul>
  );
}

function Look({ look }: { look: LookView }) {
  const { t } = useTranslation('citizen');
  const { locale } = usePreferences();
  const text = useText();
  const purpose = look.purpose === null ? undefined : purposeById(look.purpose);
  const good = isAccepted(look.reason);
  return (
    <li className="card">
      <b>{look.reader}</b>
      <span className="nums hint">
        {dayAndTime(locale, look.at)} · {purpose ? text(purpose.text) : t('looks.noPurpose')} ·{' '}
        {look.online ? t('looks.online') : t('looks.offline')}
      </span>
      <Pill tone={good ? 'good' : 'bad'}>{good ? t('looks.accepted') : t('looks.refused')}</Pill>
      {look.doubled ? <Pill tone="wait">{t('looks.doubled')}</Pill> : null}
    </li>
  );
}
