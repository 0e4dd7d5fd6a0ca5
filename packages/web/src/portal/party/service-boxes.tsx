import { SERVICE_IDS, SERVICES, type ServiceId } from '@suizheng/domain/policy/services.ts';
import { useTranslation } from 'react-i18next';
import { useText } from '../../shared/i18n/i18n.ts';
import { ChoiceBoxes } from '../fields/choice-boxes.tsx';

/** All services to tick, each with what it asks. */
export function ServiceBoxes({
  value,
  onChange,
  error,
}: {
  value: readonly ServiceId[];
  onChange: (ids: readonly ServiceId[]) => void;
  error: string | undefined;
}) {
  const { t } = useTranslation('portalParty');
  const { t: portal } = useTranslation('portal');
  const text = useText();
  return (
    <ChoiceBoxes
      name="services"
      label={t('apply.services')}
      options={SERVICE_IDS.map((id) => ({
        id,
        text: text(SERVICES[id].text),
        detail: portal(`service.${id}.asks`),
      }))}
      value={value}
      onChange={onChange}
      error={error}
    />
  );
}
