import type { ReasonView } from '@suizheng/domain/contract/fields.ts';
import { useTranslation } from 'react-i18next';
import { dayAndTime } from '../../shared/i18n/format.ts';
import { Notice, type Tone } from '../../shared/kit/notice.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';

/** Reasons in the server's words, each with its next step and, where there is one, the moment it opens. */
export function Reasons({ reasons, tone = 'info' }: { reasons: readonly ReasonView[]; tone?: Tone }) {
  const { t } = useTranslation('citizen');
  const { locale } = usePreferences();
  // Three unseen actions are one reason to a person.
  const different = [...new Map(reasons.map((reason) => [reason.code, reason])).values()];
  return different.map(({ code, reason, next, params }) => (
    <Notice key={code} tone={tone} title={reason}>
      <p>{next}</p>
      {typeof params?.from === 'string' ? (
        <p className="hint nums">{t('application.from', { time: dayAndTime(locale, params.from) })}</p>
      ) : null}
    </Notice>
  ));
}
