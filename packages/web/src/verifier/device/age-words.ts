import { useTranslation } from 'react-i18next';

/** An age in its largest whole unit: seconds to two minutes, minutes to two hours, hours to two days. */
export function ageUnit(seconds: number): {
  readonly unit: 'seconds' | 'minutes' | 'hours' | 'days';
  readonly n: number;
} {
  if (seconds < 120) return { unit: 'seconds', n: Math.max(0, Math.floor(seconds)) };
  if (seconds < 7_200) return { unit: 'minutes', n: Math.floor(seconds / 60) };
  if (seconds < 172_800) return { unit: 'hours', n: Math.floor(seconds / 3_600) };
  return { unit: 'days', n: Math.floor(seconds / 86_400) };
}

/** The same in the person's language: 12 秒, 3 小时. */
export function useAgeWords(): (seconds: number) => string {
  const { t } = useTranslation('verifier');
  return (seconds) => {
    const { unit, n } = ageUnit(seconds);
    return t(`age.${unit}`, { n });
  };
}
