/**
 * The civil calendar of Asia/Shanghai. China has kept UTC+8 without daylight saving since 1992, and every
 * date here is later, so the offset is a constant of the rule, not an approximation.
 */
const OFFSET_MS = 8 * 3_600_000;

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** The natural month 自然月 of an instant in Asia/Shanghai, as YYYY-MM. */
export function naturalMonth(now: Date): string {
  return new Date(now.getTime() + OFFSET_MS).toISOString().slice(0, 7);
}

/** The first instant of the next natural month in Asia/Shanghai. */
export function nextNaturalMonth(now: Date): Date {
  const local = new Date(now.getTime() + OFFSET_MS);
  return new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + 1, 1) - OFFSET_MS);
}

/** The civil date of an instant in Asia/Shanghai, as YYYY-MM-DD. */
export function civilDate(now: Date): string {
  return new Date(now.getTime() + OFFSET_MS).toISOString().slice(0, 10);
}

/** Date and time of an instant in Asia/Shanghai, read alike in every language: YYYY-MM-DD HH:MM, never earlier than it. */
export function civilMinute(instant: Date): string {
  const up = Math.ceil(instant.getTime() / MINUTE_MS) * MINUTE_MS;
  return new Date(up + OFFSET_MS).toISOString().slice(0, 16).replace('T', ' ');
}

/** Completed years of age on the civil date of `now` for a birth date YYYY-MM-DD. */
export function ageOn(birthDate: string, now: Date): number {
  const today = civilDate(now);
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return today.slice(5) < birthDate.slice(5) ? years - 1 : years;
}
