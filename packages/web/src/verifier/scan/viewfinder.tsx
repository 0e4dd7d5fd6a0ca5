import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../shared/kit/button.tsx';
import { Icon } from '../../shared/kit/icon.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { setGateSettings, useGateSettings } from '../device/gate-settings.ts';
import { wakeSound } from '../device/signals.ts';
import { type Camera, cameraAllowed } from './camera.ts';
import { type ScanState, useCameraScan } from './use-camera-scan.ts';

/** The camera's picture with its frame, or why there is none; and the few tools of the person who holds it. */
export function Viewfinder({
  paused,
  onCode,
  onByHand,
  handOpen,
}: {
  paused: boolean;
  onCode: (text: string, began: number) => void;
  onByHand: () => void;
  handOpen: boolean;
}) {
  const { t } = useTranslation('verifier');
  const video = useRef<HTMLVideoElement>(null);
  const [wanted, setWanted] = useState(false);
  // Until it is known whether the person has allowed the camera before, nothing is asked.
  const [known, setKnown] = useState(false);
  const { state, again } = useCameraScan(video, { wanted, paused, onCode });
  useEffect(() => {
    void cameraAllowed().then((allowed) => {
      if (allowed) setWanted(true);
      setKnown(true);
    });
  }, []);
  const open = () => {
    wakeSound();
    setWanted(true);
  };
  const retry = () => {
    // A page of an older build asks for a reader that a new build replaced: only the new page has one.
    if (state.kind === 'fault' && state.fault === 'reader' && navigator.onLine) return location.reload();
    setWanted(false);
    // Two turns, so that the first attempt is wholly over.
    setTimeout(open, 0);
  };
  const shown = state.kind === 'on' || state.kind === 'starting';
  return (
    <>
      <div className="gate-stage">
        {state.kind === 'fault' ? <FaultNotice state={state} onRetry={retry} /> : null}
        {state.kind === 'off' && known && !wanted ? (
          <div className="gate-ask stack">
            <Icon name="camera" size="72px" />
            <p>{t('scan.why')}</p>
            <Button onPress={open}>{t('scan.open')}</Button>
          </div>
        ) : null}
        <div className="gate-camera on-dark" hidden={!shown}>
          <video ref={video} muted playsInline aria-label={t('scan.viewfinder')} />
          <span className="gate-frame" aria-hidden="true" />
          <p className="gate-aim" role="status">
            {state.kind === 'starting' ? t('scan.starting') : again ? t('scan.again') : t('scan.aim')}
          </p>
        </div>
      </div>
      <div className="gate-tools">
        {state.kind === 'on' && state.torch ? <TorchButton torch={state.torch} /> : null}
        <MuteButton />
        <Button kind="quiet" onPress={onByHand} aria-expanded={handOpen} aria-controls="by-hand">
          {t('scan.byHand')}
        </Button>
      </div>
    </>
  );
}

function FaultNotice({ state, onRetry }: { state: ScanState & { kind: 'fault' }; onRetry: () => void }) {
  const { t } = useTranslation('verifier');
  return (
    <Notice tone="wait" title={t(`fault.${state.fault}.title`)} live>
      <p>{t(`fault.${state.fault}.next`)}</p>
      <Button kind="second" onPress={onRetry}>
        {t('fault.retry')}
      </Button>
    </Notice>
  );
}

function TorchButton({ torch }: { torch: NonNullable<Camera['torch']> }) {
  const { t } = useTranslation('verifier');
  const [lit, setLit] = useState(false);
  const turn = () =>
    void torch(!lit).then(
      () => setLit(!lit),
      () => undefined,
    );
  return (
    <Button kind="quiet" onPress={turn} aria-pressed={lit}>
      {lit ? t('scan.torchOff') : t('scan.torchOn')}
    </Button>
  );
}

function MuteButton() {
  const { t } = useTranslation('verifier');
  const { muted } = useGateSettings();
  const turn = () => {
    wakeSound();
    setGateSettings({ muted: !muted });
  };
  return (
    <Button kind="quiet" onPress={turn}>
      {muted ? t('scan.unmute') : t('scan.mute')}
    </Button>
  );
}
