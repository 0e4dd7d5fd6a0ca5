import { useTranslation } from 'react-i18next';
import { TextLink } from '../../shared/kit/button.tsx';
import { DataPill } from '../device/data-pill.tsx';
import { useGateState } from '../gate/gate-context.tsx';
import { PATHS } from '../gate-shell.tsx';
import { usePurposeWords } from './purpose-words.ts';

/** Which gate this is, what for, and how old its data is. */
export function GateStrip() {
  const { t } = useTranslation('verifier');
  const { device } = useGateState();
  const purposeWords = usePurposeWords();
  return (
    <div className="gate-strip">
      {device ? (
        <p>
          <b>{device.reader.label}</b>
          {device.purpose ? <TextLink href={PATHS.device}>{purposeWords(device.purpose)}</TextLink> : null}
        </p>
      ) : (
        <p>
          <b>{t('stranger.label')}</b>
          <TextLink href={PATHS.enrol}>{t('stranger.enrol')}</TextLink>
        </p>
      )}
      <DataPill />
      {device ? null : <p className="hint gate-note">{t('stranger.note')}</p>}
    </div>
  );
}
