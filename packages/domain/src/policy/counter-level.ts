import { inAll, type Text } from '../text/locale.ts';

/** Levels of counters 窗口, lowest first: some papers come only from a higher one (L2). */
export const COUNTER_LEVELS = ['station', 'county', 'city', 'province'] as const;
export type CounterLevel = (typeof COUNTER_LEVELS)[number];

/** The level of a counter for which nothing else was said. */
export const LOWEST_COUNTER = 'station' satisfies CounterLevel;

/** Each level in words. */
export const COUNTER_LEVEL_TEXTS: Readonly<Record<CounterLevel, Text>> = {
  station: inAll('车站、派出所', '車站、派出所', '車站、派出所', 'station'),
  county: inAll('县级', '縣級', '縣級', 'county'),
  city: inAll('市级', '市級', '市級', 'city'),
  province: inAll('省级', '省級', '省級', 'province'),
};

/** Whether a counter of level `has` may do what needs a counter of level `needs`. */
export function counterReaches(has: CounterLevel, needs: CounterLevel): boolean {
  return COUNTER_LEVELS.indexOf(has) >= COUNTER_LEVELS.indexOf(needs);
}
