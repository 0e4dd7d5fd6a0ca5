import { useTranslation } from 'react-i18next';
import { Button } from '../shared/kit/button.tsx';
import { Failure } from '../shared/kit/failure.tsx';
import { PageShell } from '../shared/kit/page-shell.tsx';

/** A screen that could not be drawn or fetched: words, and another try. */
export function Broken({ error }: { error: unknown }) {
  const { t } = useTranslation();
  return (
    <PageShell title={t('failure.unreadable.title')}>
      <Failure error={error} />
      <Button onPress={() => window.location.reload()}>{t('failure.retry')}</Button>
    </PageShell>
  );
}
