import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/api-problem.ts';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';

/** A failed call in words: what happened, what to do next, the number to tell the hotline, and the hotline. */
export function Failure({
  error,
  onRetry,
  hotline = '12306',
}: {
  error: unknown;
  onRetry?: (() => void) | undefined;
  hotline?: string;
}) {
  const { t } = useTranslation();
  const words = useFailureWords(error);
  const traceId = error instanceof ApiProblem ? error.traceId : undefined;
  return (
    <Notice tone="bad" title={words.title} live>
      <p>{words.next}</p>
      <p className="hint">
        {t('failure.hotline')} <a href={`tel:${hotline}`}>{hotline}</a>
        {traceId ? (
          <>
            <br />
            {t('failure.trace')} <code className="trace">{traceId}</code>
          </>
        ) : null}
      </p>
      {onRetry ? (
        <Button kind="second" onPress={onRetry}>
          {t('failure.retry')}
        </Button>
      ) : null}
    </Notice>
  );
}

/** Title and next step of a failure: the server's own words where it gave any. */
export function useFailureWords(error: unknown): { title: string; next: string } {
  const { t } = useTranslation();
  if (!(error instanceof ApiProblem))
    return { title: t('failure.unreadable.title'), next: t('failure.unreadable.next') };
  if (error.problem) return { title: error.problem.title, next: error.problem.next };
  if (error.kind === 'refused')
    return { title: t('failure.unreadable.title'), next: t('failure.unreadable.next') };
  return { title: t(`failure.${error.kind}.title`), next: t(`failure.${error.kind}.next`) };
}
