import type { EnrolmentLinkView } from '@suizheng/domain/contract/staff.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dayAndTime } from '../../shared/i18n/format.ts';
import { Button } from '../../shared/kit/button.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { STAFF_PATHS } from './paths.ts';

/** An enrolment link, shown this once: handed over in person, it opens the page where its holder enrols. */
export function LinkOnce({ made }: { made: EnrolmentLinkView }) {
  const { t } = useTranslation('staff');
  const { locale } = usePreferences();
  const [copied, setCopied] = useState(false);
  const address = `${window.location.origin}${STAFF_PATHS.enrol}#${made.link}`;
  const copy = async () => {
    await navigator.clipboard.writeText(address).catch(() => {});
    setCopied(true);
  };
  return (
    <Notice tone="good" title={t('link.title', { name: made.staff.name })} live>
      <p>{t('link.lead', { time: dayAndTime(locale, made.expiresAt) })}</p>
      <p className="counter-link" lang="en">
        {address}
      </p>
      <Button kind="second" onPress={() => void copy()}>
        {copied ? t('link.copied') : t('link.copy')}
      </Button>
    </Notice>
  );
}
