import { fill } from '@suizheng/domain/text/locale.ts';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/api-problem.ts';
import { useConnection } from '../api/connection.ts';
import { usePreferences } from '../preferences/preferences.ts';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';

/** The travellers' hotline; officers and developers have colleagues instead, and their apps say so. */
let usualHotline: string | null = '12306';

/** Names nobody to call where an app's people are not travellers: once, when the app starts. */
export function withoutHotline(): void {
  usualHotline = null;
}

/** A failed call in words: what happened, what to do next, the number to tell the hotline, and the hotline. */
export function Failure({
  error,
  onRetry,
  hotline = usualHotline,
}: {
  error: unknown;
  onRetry?: (() => void) | undefined;
  hotline?: string | null;
}) {
  const { t } = useTranslation();
  const words = useFailureWords(error);
  const connection = useConnection();
  if (connection === 'online' && isAway(error)) return <NetworkIsBack onRetry={onRetry} />;
  const traceId = error instanceof ApiProblem ? error.traceId : undefined;
  return (
    <Notice tone="bad" title={words.title} live>
      <p>{words.next}</p>
      {hotline === null ? null : (
        <p className="hint">
          {t('failure.hotline')} <a href={`tel:${hotline}`}>{hotline}</a>
        </p>
      )}
      {traceId ? (
        <p className="hint">
          {t('failure.trace')} <code className="trace">{traceId}</code>
        </p>
      ) : null}
      {onRetry ? (
        <Button kind="second" onPress={onRetry}>
          {t('failure.retry')}
        </Button>
      ) : null}
    </Notice>
  );
}

const isAway = (error: unknown): boolean =>
  error instanceof ApiProblem && (error.kind === 'offline' || error.kind === 'unreachable');

/** What stood here has passed: the phone reaches the server again. */
function NetworkIsBack({ onRetry }: { onRetry: (() => void) | undefined }) {
  const { t } = useTranslation();
  return (
    <Notice tone="good" title={t('failure.back.title')} live>
      <p>{t('failure.back.next')}</p>
      {onRetry ? (
        <Button kind="second" onPress={onRetry}>
          {t('failure.retry')}
        </Button>
      ) : null}
    </Notice>
  );
}

/** Title and next step of a failure: the server's own words where it gave any, in the language that is shown now. */
export function useFailureWords(error: unknown): { title: string; next: string } {
  const { t } = useTranslation();
  const again = useWordsAgain(error);
  if (!(error instanceof ApiProblem))
    return { title: t('failure.unreadable.title'), next: t('failure.unreadable.next') };
  if (error.problem) return again ?? { title: error.problem.title, next: error.problem.next };
  if (error.kind === 'refused')
    return { title: t('failure.unreadable.title'), next: t('failure.unreadable.next') };
  return { title: t(`failure.${error.kind}.title`), next: t(`failure.${error.kind}.next`) };
}

type Words = { readonly title: string; readonly next: string };

/** A refusal's words in another language than they came in: fetched only when the language was changed under it. */
function useWordsAgain(error: unknown): Words | undefined {
  const { locale } = usePreferences();
  const [words, setWords] = useState<Words & { locale: string; of: unknown }>();
  const problem = error instanceof ApiProblem && error.locale !== locale ? error.problem : undefined;
  useEffect(() => {
    if (!problem) return;
    let left = false;
    void import('@suizheng/domain/errors/catalog.ts').then(({ PROBLEMS }) => {
      const entry = Object.entries(PROBLEMS).find(([code]) => code === problem.code)?.[1];
      if (!entry || left) return;
      const { title, next } = entry;
      setWords({
        title: fill(title[locale], problem.params),
        next: fill(next[locale], problem.params),
        locale,
        of: problem,
      });
    });
    return () => {
      left = true;
    };
  }, [problem, locale]);
  return words && words.of === problem && words.locale === locale ? words : undefined;
}
