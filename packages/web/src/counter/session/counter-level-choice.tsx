import {
  COUNTER_LEVEL_TEXTS,
  COUNTER_LEVELS,
  type CounterLevel,
} from '@suizheng/domain/policy/counter-level.ts';
import { useTranslation } from 'react-i18next';
import { useText } from '../../shared/i18n/i18n.ts';
import { RadioChoice } from '../../shared/kit/radio-choice.tsx';

/** At which level of counter somebody serves (L2). */
export function CounterLevelChoice({
  name,
  value,
  onChange,
}: {
  name: string;
  value: CounterLevel;
  onChange: (level: CounterLevel) => void;
}) {
  const { t } = useTranslation('staff');
  const text = useText();
  return (
    <RadioChoice<CounterLevel>
      name={name}
      label={t('counterLevel')}
      hint={t('counterLevelHint')}
      options={COUNTER_LEVELS.map((id) => ({ id, text: text(COUNTER_LEVEL_TEXTS[id]) }))}
      value={value}
      onChange={onChange}
    />
  );
}
