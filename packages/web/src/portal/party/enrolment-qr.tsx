import type { PartyView } from '@suizheng/domain/contract/parties.ts';
import type { PartyEnrolmentCode } from '@suizheng/domain/contract/party-devices.ts';
import { correction, generate } from 'lean-qr';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { dayAndTime } from '../../shared/i18n/format.ts';
import { ButtonLink } from '../../shared/kit/button.tsx';
import { Card } from '../../shared/kit/card.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { partyPath } from '../paths.ts';

/** The code as a device scans it and as a person types it, with the time until which it works. */
export function EnrolmentQr({
  party,
  label,
  code: { code, url, expiresAt },
}: {
  party: PartyView;
  label: string;
  code: PartyEnrolmentCode;
}) {
  const { t } = useTranslation('portalParty');
  const { locale } = usePreferences();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (!canvas.current) return;
    generate(url, { minCorrectionLevel: correction.M }).toCanvas(canvas.current, {
      on: [0, 0, 0, 255],
      off: [255, 255, 255, 255],
      padX: 4,
      padY: 4,
    });
  }, [url]);
  return (
    <div className="stack portal-narrow">
      <p>{t('devices.codeLead')}</p>
      <Card>
        <h2>
          {t('devices.codeTitle')} · <span lang="zh-Hans">{label}</span>
        </h2>
        <canvas ref={canvas} className="portal-qr" role="img" aria-label={t('devices.qr')} data-url={url} />
        <p className="portal-code" lang="zxx" translate="no">
          {code}
        </p>
        <p className="nums">{t('devices.until', { time: dayAndTime(locale, expiresAt) })}</p>
      </Card>
      <ButtonLink href={partyPath(party.id, 'devices')}>{t('devices.done')}</ButtonLink>
    </div>
  );
}
