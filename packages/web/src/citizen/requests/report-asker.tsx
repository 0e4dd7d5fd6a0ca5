import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../shared/kit/button.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Notice } from '../../shared/kit/notice.tsx';

/** A report refuses as well; it is asked once more on the page itself, without a pop-up. */
export function ReportAsker({
  organisation,
  error,
  isPending,
  onReport,
  onBack,
}: {
  organisation: string;
  error: Error | null;
  isPending: boolean;
  onReport: () => void;
  onBack: () => void;
}) {
  const { t } = useTranslation('requests');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <>
      <h2 ref={heading} tabIndex={-1}>
        {t('reportTitle')}
      </h2>
      <Notice tone="info" title={<span lang="zh-Hans">{organisation}</span>}>
        <p>{t('reportWhat')}</p>
      </Notice>
      {error ? <Failure error={error} /> : null}
      <Button kind="danger" isPending={isPending} onPress={onReport}>
        {t('reportGo')}
      </Button>
      <Button kind="second" onPress={onBack}>
        {t('back')}
      </Button>
    </>
  );
}
