/** True when offices work on that day of the Chinese calendar (Asia/Shanghai). */
export function isWorkingDay(day: Date): boolean {
  const weekday = new Date(day.getTime() + 8 * 3_600_000).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}
