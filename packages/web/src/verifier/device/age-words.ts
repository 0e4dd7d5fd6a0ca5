import { useTranslation } from 'react-i18next';
import { ageUnit } from './age-unit.ts';

/** An age in the person's language: 12 秒, 3 小时. */
export function useAgeWords(): (seconds: number) => string {
  const { t } = useTranslation('verifier');
  return (seconds) => {
    const { unit, n } = ageUnit(seconds);
    return t(`age.${unit}`, { n });
  };
}
