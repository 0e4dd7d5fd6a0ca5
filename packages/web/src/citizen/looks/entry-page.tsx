import type { HistoryEntry } from '@suizheng/domain/contract/looks.ts';
import { procedureById } from '@suizheng/domain/procedures/registry.ts';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dayAndTime } from '../../shared/i18n/format.ts';
import { Button, TextLink } from '../../shared/kit/button.tsx';
import { Card, Facts } from '../../shared/kit/card.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { SignedIn } from '../account/signed-in.tsx';
import { useLookWords } from './look-words.ts';
import './looks.css';
import { ReportForm } from './report-form.tsx';
import { ReportStanding } from './report-standing.tsx';
import { useEntry } from './use-history.ts';

/** One check: who, where, why, what they saw, under which number both sides hold it; and the way to report it. */
export function EntryPage() {
  const { t } = useTranslation('looks');
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  return (
    <PageShell title={t('entry.title')} back={{ href: '/looks', label: t('back') }}>
      <SignedIn>{() => <Entry id={id} />}</SignedIn>
    </PageShell>
  );
}

function Entry({ id }: { id: string }) {
  const { data, error, refetch } = useEntry(id);
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton />;
  return (
    <>
      <Double entry={data} />
      <About entry={data} />
      {data.report ? <ReportStanding report={data.report} /> : <Reporting entry={data} />}
    </>
  );
}

function About({ entry }: { entry: HistoryEntry }) {
  const { t } = useTranslation('looks');
  const { locale } = usePreferences();
  const words = useLookWords();
  const { place, at, title, online, kind, organisation, evidenceId } = entry;
  const fields = words.fields(entry);
  const nothing = kind === 'service' ? t('entry.answerOnly') : t('entry.nothing');
  return (
    <Card>
      <Facts
        rows={[
          [
            t('entry.who'),
            organisation === null ? (
              words.who(entry)
            ) : (
              <span key="who" lang="zh-Hans">
                {organisation}
              </span>
            ),
          ],
          ...(place === null
            ? []
            : [
                [
                  t('entry.place'),
                  <span key="place" lang="zh-Hans">
                    {place}
                  </span>,
                ] as const,
              ]),
          [t('entry.what'), words.about(entry)],
          [t('entry.purpose'), words.purpose(entry)],
          [
            t('entry.when'),
            <span key="at" className="nums">
              {dayAndTime(locale, at)}
            </span>,
          ],
          [t('entry.mode'), online ? t('entry.online') : t('entry.offline')],
          [t('entry.result'), title],
          [t('entry.saw'), fields.length > 0 ? fields.join(' · ') : nothing],
          [
            t('entry.evidence'),
            <code key="id" className="look-evidence">
              {evidenceId}
            </code>,
          ],
        ]}
      />
      {organisation === null ? <p className="hint">{t('strangerSaw')}</p> : null}
      <p className="hint">{t('entry.evidenceNote')}</p>
    </Card>
  );
}

function Double({ entry: { doubled } }: { entry: HistoryEntry }) {
  const { t } = useTranslation('looks');
  const { locale } = usePreferences();
  if (!doubled) return null;
  return (
    <Notice tone="bad" title={t('doubles.title')}>
      <p>{t('doubles.where', { reader: doubled.otherReader, at: dayAndTime(locale, doubled.otherAt) })}</p>
      <p>{t('doubles.next')}</p>
      <p>
        <TextLink href="/settings/devices">{t('doubles.devices')}</TextLink>
      </p>
    </Notice>
  );
}

function Reporting({ entry }: { entry: HistoryEntry }) {
  const { t } = useTranslation('looks');
  const [open, setOpen] = useState(false);
  const about = entry.service === 'link-check' ? 'document-link' : entry.procedure;
  const hotline = (about ? procedureById(about)?.text.hotline : undefined) ?? '12345';
  return (
    <>
      {open ? (
        <ReportForm evidenceId={entry.evidenceId} onCancel={() => setOpen(false)} />
      ) : (
        <Button kind="second" onPress={() => setOpen(true)}>
          {t('report.open')}
        </Button>
      )}
      <p className="hint">
        {t('report.urgent')} <a href={`tel:${hotline}`}>{hotline}</a>
      </p>
    </>
  );
}
