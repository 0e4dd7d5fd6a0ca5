import { gatePolicy } from '@suizheng/domain/policy/gate.ts';
import { useTranslation } from 'react-i18next';
import { fullDay } from '../../shared/i18n/format.ts';
import { ButtonLink } from '../../shared/kit/button.tsx';
import { Card, Facts } from '../../shared/kit/card.tsx';
import { Checkbox } from '../../shared/kit/checkbox.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { setGateSettings, useGateSettings } from '../device/gate-settings.ts';
import { signal, wakeSound } from '../device/signals.ts';
import { useOfflineReady } from '../device/use-offline-ready.ts';
import { useGateState } from '../gate/gate-context.tsx';
import type { Device } from '../gate/gate-db.ts';
import { GateShell, PATHS } from '../gate-shell.tsx';
import { DataCard } from './data-card.tsx';
import { ForgetDevice } from './forget-device.tsx';
import { PurposeChoice } from './purpose-choice.tsx';

/** This device: who it is, what for, how old its data is, how it signals, and how to end its enrolment. */
export function DevicePage() {
  const { t } = useTranslation('verifier');
  const { device } = useGateState();
  const { muted, autoNext } = useGateSettings();
  const offline = useOfflineReady();
  const turnSound = (on: boolean) => {
    setGateSettings({ muted: !on });
    wakeSound();
    if (on) signal('green', false);
  };
  return (
    <GateShell title={t('device.title')}>
      {device ? <DeviceCard device={device} /> : <StrangerCard />}
      {device && device.reader.purposes.length > 1 ? <PurposeChoice /> : null}
      <DataCard />
      <Card title={t('device.settings')}>
        <Checkbox name="sound" isSelected={!muted} onChange={turnSound}>
          {t('device.sound')}
        </Checkbox>
        <Checkbox name="auto-next" isSelected={autoNext} onChange={(on) => setGateSettings({ autoNext: on })}>
          {t('device.auto', { seconds: gatePolicy.nextAfterMs.green / 1000 })}
        </Checkbox>
      </Card>
      <Card title={t('device.offlineTitle')}>
        <p role="status">{t(`device.${offline}`)}</p>
      </Card>
      {device ? (
        <>
          <ButtonLink kind="second" href={PATHS.enrol}>
            {t('device.again')}
          </ButtonLink>
          <ForgetDevice />
        </>
      ) : null}
    </GateShell>
  );
}

const KNOWN = ['rail', 'air', 'bank', 'telecom', 'government', 'border'] as const;

function DeviceCard({ device: { reader } }: { device: Device }) {
  const { t } = useTranslation('verifier');
  const { locale } = usePreferences();
  const known = KNOWN.find((scope) => scope === reader.scope);
  const scope = known ? t(`device.scopes.${known}`) : reader.scope;
  return (
    <Card title={t('device.enrolled')}>
      <Facts
        rows={[
          [t('device.organisation'), reader.organisation],
          [t('device.label'), reader.label],
          [t('device.scope'), scope],
          [t('device.enrolledAt'), fullDay(locale, reader.enrolledAt)],
        ]}
      />
    </Card>
  );
}

function StrangerCard() {
  const { t } = useTranslation('verifier');
  return (
    <Card title={t('stranger.label')}>
      <p>{t('stranger.note')}</p>
      <ButtonLink href={PATHS.enrol}>{t('stranger.enrol')}</ButtonLink>
    </Card>
  );
}
