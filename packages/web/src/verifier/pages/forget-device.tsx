import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../shared/go.ts';
import { Button } from '../../shared/kit/button.tsx';
import { Dialog } from '../../shared/kit/dialog.tsx';
import { useGate, useGateState } from '../gate/gate-context.tsx';
import { PATHS } from '../gate-shell.tsx';

/** Ends the enrolment on this device, after saying what is lost. */
export function ForgetDevice() {
  const { t } = useTranslation('verifier');
  const gate = useGate();
  const go = useGo();
  const { waiting } = useGateState();
  const [asked, setAsked] = useState(false);
  const forget = async () => {
    setAsked(false);
    go(PATHS.scan, { replace: true });
    await gate.forget();
  };
  return (
    <>
      <Button kind="quiet" onPress={() => setAsked(true)}>
        {t('device.forget')}
      </Button>
      <Dialog title={t('device.forgetTitle')} isOpen={asked} onClose={() => setAsked(false)}>
        <p>{t('device.forgetWhy', { n: waiting })}</p>
        <Button kind="danger" onPress={() => void forget()}>
          {t('device.forgetYes')}
        </Button>
        <Button kind="second" onPress={() => setAsked(false)}>
          {t('device.cancel')}
        </Button>
      </Dialog>
    </>
  );
}
