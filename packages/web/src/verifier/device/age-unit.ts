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
