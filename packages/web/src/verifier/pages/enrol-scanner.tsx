import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../shared/kit/button.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { enrolmentCodeOf } from '../gate/enrolment-code.ts';
import { useCameraScan } from '../scan/use-camera-scan.ts';

/** Reads the QR that the relying party's administrator has on the screen; a QR of anything else is told as such. */
export function EnrolScanner({ onCode }: { onCode: (code: string) => void }) {
  const { t } = useTranslation('verifier');
  const video = useRef<HTMLVideoElement>(null);
  const [wanted, setWanted] = useState(false);
  const [strange, setStrange] = useState(false);
  const { state } = useCameraScan(video, {
    wanted,
    paused: false,
    onCode: (text) => {
      const code = enrolmentCodeOf(text, window.location.origin);
      setStrange(code === null);
      if (code === null) return;
      setWanted(false);
      onCode(code);
    },
  });
  const shown = state.kind === 'on' || state.kind === 'starting';
  return (
    <div className="stack">
      {strange ? <Notice tone="wait" title={t('enrol.strange')} live /> : null}
      {state.kind === 'fault' ? (
        <Notice tone="wait" title={t(`fault.${state.fault}.title`)} live>
          <p>{t(`fault.${state.fault}.next`)}</p>
        </Notice>
      ) : null}
      <div className="gate-camera on-dark" hidden={!shown}>
        <video ref={video} muted playsInline aria-label={t('scan.viewfinder')} />
        <span className="gate-frame" aria-hidden="true" />
        <p className="gate-aim" role="status">
          {state.kind === 'starting' ? t('scan.starting') : t('enrol.aim')}
        </p>
      </div>
      <Button kind="second" onPress={() => setWanted(!wanted)}>
        {wanted ? t('enrol.stopScan') : t('enrol.scan')}
      </Button>
    </div>
  );
}
