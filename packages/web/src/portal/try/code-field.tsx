import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../shared/kit/button.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { useCameraScan } from '../../verifier/scan/use-camera-scan.ts';
import { TextArea } from '../fields/text-area.tsx';

/** A code's text: pasted, or read by the camera as a gate reads it. */
export function CodeField({
  value,
  onChange,
  error,
}: {
  value: string;
  onChange: (code: string) => void;
  error: string | undefined;
}) {
  const { t } = useTranslation('portalTry');
  const [open, setOpen] = useState(false);
  const [read, setRead] = useState(false);
  const onCode = (text: string) => {
    setOpen(false);
    setRead(true);
    onChange(text);
  };
  return (
    <div className="stack-tight">
      <TextArea
        name="code"
        label={t('code')}
        hint={t('codeHint')}
        value={value}
        onChange={(typed) => {
          setRead(false);
          onChange(typed);
        }}
        error={error}
        isCode
      />
      <Button kind="second" onPress={() => setOpen(!open)}>
        {open ? t('stopScan') : t('scan')}
      </Button>
      {open ? <Scanner onCode={onCode} /> : null}
      <p role="status">{read ? t('scanned') : ''}</p>
    </div>
  );
}

function Scanner({ onCode }: { onCode: (text: string) => void }) {
  const { t } = useTranslation('portalTry');
  const video = useRef<HTMLVideoElement>(null);
  const { state } = useCameraScan(video, { wanted: true, paused: false, onCode });
  return (
    <>
      {state.kind === 'fault' ? <Notice tone="wait" title={t(`cameraFault.${state.fault}`)} live /> : null}
      <figure className="scanner" hidden={state.kind === 'fault'}>
        <video ref={video} muted playsInline aria-label={t('viewfinder')} />
        <figcaption role="status">{t('scanning')}</figcaption>
      </figure>
    </>
  );
}
