import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clockTime } from '../../shared/i18n/format.ts';
import { Button } from '../../shared/kit/button.tsx';
import { Icon } from '../../shared/kit/icon.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { QrCode } from './qr-code.tsx';
import { usePresentation } from './use-presentation.ts';
import { useWakeLock } from './use-wake-lock.ts';

/** The code that a gate reads, renewed as long as it is on screen, with its signed time and what is left of it. */
export function LiveCode({
  token,
  holderKey,
  periodMs,
  presentUntil,
}: {
  token: string;
  holderKey: string;
  periodMs: number;
  presentUntil: Date;
}) {
  const { t } = useTranslation('citizen');
  const { locale } = usePreferences();
  const [bright, setBright] = useState(false);
  const { shown, failed } = usePresentation(token, holderKey, periodMs);
  useWakeLock();
  if (failed) {
    return (
      <Notice tone="bad" title={t('present.cannotSign')} live>
        <p>{t('notNow.key.next')}</p>
      </Notice>
    );
  }
  const minutes = Math.max(1, Math.round((presentUntil.getTime() - Date.now()) / 60_000));
  return (
    <div className={bright ? 'qr bright' : 'qr'}>
      <div className="qr-box">
        {shown ? (
          <QrCode
            text={shown.text}
            label={t('present.qrLabel', { time: clockTime(locale, shown.signedAt) })}
          />
        ) : null}
      </div>
      <div className="qr-words">
        <div className="bar" aria-hidden="true">
          <i style={{ inlineSize: `${(shown?.left ?? 0) * 100}%` }} />
        </div>
        <p>
          <b className="nums">{shown ? clockTime(locale, shown.signedAt) : '…'}</b>
          <span className="nums" aria-hidden="true">
            {' · '}
            {t('present.renewsIn', { seconds: shown?.seconds ?? 0 })}
          </span>
        </p>
        <p className="hint">{t('present.offlineOk')}</p>
        <p className="unseen" role="status">
          {shown ? t('present.announce', { time: clockTime(locale, shown.signedAt) }) : ''}
        </p>
        {bright ? <p className="hint">{t('present.brightHint')}</p> : null}
        <Button kind="second" onPress={() => setBright(!bright)} aria-pressed={bright}>
          <Icon name="sun" /> {bright ? t('present.dim') : t('present.bright')}
        </Button>
        <p className="hint">{t('present.faceIn', { count: minutes })}</p>
      </div>
    </div>
  );
}
