import { type RawBuilder, sql } from 'kysely';

/**
 * Which checks (`k`) are a try: one that did not pass, and one that is under way at `now`. A register without a portrait is
 * nobody's try.
 */
export function usedUpTry(now: Date): RawBuilder<boolean> {
  return sql<boolean>`(k.state in ('refused', 'in-review', 'measuring')
    or (k.state = 'capturing' and k.step_deadline > ${now}))
    and not k.reasons @> '[{"code":"reference-missing"}]'`;
}
