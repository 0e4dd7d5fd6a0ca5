import { useTranslation } from 'react-i18next';
import { RadioChoice } from '../../shared/kit/radio-choice.tsx';
import { useGate, useGateState } from '../gate/gate-context.tsx';
import { usePurposeWords } from './purpose-words.ts';

/** What this gate checks for: decides which fields open. */
export function PurposeChoice() {
  const { t } = useTranslation('verifier');
  const gate = useGate();
  const { device } = useGateState();
  const words = usePurposeWords();
  if (!device) return null;
  return (
    <RadioChoice
      name="purpose"
      label={device.purpose === null ? t('scan.choosePurpose') : t('scan.purpose')}
      hint={t('scan.choosePurposeWhy')}
      options={device.reader.purposes.map((id) => ({ id, text: words(id) }))}
      value={device.purpose}
      onChange={(purpose) => void gate.choosePurpose(purpose)}
    />
  );
}
