import type { HistoryEntry } from '@suizheng/domain/contract/looks.ts';
import { useParams } from '@tanstack/react-router';
import { Link } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { dayAndTime } from '../../shared/i18n/format.ts';
import { TextLink } from '../../shared/kit/button.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Icon } from '../../shared/kit/icon.tsx';
import { Pill } from '../../shared/kit/notice.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { SignedIn } from '../account/signed-in.tsx';
import { useLookWords } from './look-words.ts';
import './looks.css';
import { useHistory } from './use-history.ts';

/** Who looked at any document of the holder's, and who asked about them (T5). */
export function HistoryPage() {
  const { t } = useTranslation('looks');
  return (
    <PageShell title={t('title')} back={{ href: '/wallet', label: t('back') }} lead={t('lead')}>
      <SignedIn>{() => <Entries />}</SignedIn>
    </PageShell>
  );
}

/** The same for one document (B7). */
export function DocumentLooksPage() {
  const { t } = useTranslation('looks');
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  return (
    <PageShell title={t('ofDocument')} back={{ href: `/wallet/${id}`, label: t('back') }} lead={t('lead')}>
      <SignedIn>
        {() => (
          <>
            <Entries credential={id} />
            <p className="alone">
              <TextLink href="/looks">{t('all')}</TextLink>
            </p>
          </>
        )}
      </SignedIn>
    </PageShell>
  );
}

function Entries({ credential }: { credential?: string }) {
  const { t } = useTranslation('looks');
  const { data, error, refetch } = useHistory(credential);
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton />;
  if (data.length === 0) {
    return (
      <div className="empty">
        <p>{t('empty')}</p>
        <p>{t('emptyNext')}</p>
      </div>
    );
  }
  return (
    <ul className="look-rows">
      {data.map((entry) => (
        <li key={entry.evidenceId}>
          <Row entry={entry} />
        </li>
      ))}
    </ul>
  );
}

function Row({ entry }: { entry: HistoryEntry }) {
  const { t } = useTranslation('looks');
  const { locale } = usePreferences();
  const words = useLookWords();
  const { accepted, doubled, report, organisation, place, online, at, kind, title } = entry;
  // A question is answered, not let through: what the answer was says more than a red “refused”.
  const answer = kind === 'service' ? title : t('refused');
  return (
    <Link className="tile look-row" href={`/looks/${entry.evidenceId}`}>
      <span className="tile-words">
        <b {...(organisation === null ? {} : { lang: 'zh-Hans' })}>
          {[words.who(entry), place].filter((part) => part !== null).join(' · ')}
        </b>
        <span>{words.about(entry)}</span>
        <small className="nums">
          {dayAndTime(locale, at)} · {words.purpose(entry)} · {online ? t('online') : t('offline')}
        </small>
        <span className="look-pills">
          <Pill tone={accepted ? 'good' : kind === 'service' ? 'info' : 'bad'}>
            {accepted ? t('accepted') : answer}
          </Pill>
          {doubled ? <Pill tone="wait">{t('doubled')}</Pill> : null}
          {report ? <Pill tone="info">{t('reported')}</Pill> : null}
        </span>
      </span>
      <Icon name="next" />
    </Link>
  );
}
