import { expect, it } from 'vitest';
import { seenFor } from './party-sees.ts';
import { purposesIn } from './purposes.ts';

it('V1: what an officer is shown of a purpose is what readers with it see, no more and no less', () => {
  for (const scope of ['rail', 'air', 'border', 'bank'])
    for (const { id, reveals } of purposesIn(scope)) {
      const shown = new Set(seenFor(id).flatMap(({ fields }) => fields));
      expect(shown).toEqual(new Set(reveals));
    }
  expect(seenFor('border.crossing').every(({ fields }) => fields.length === 0)).toBe(true);
  expect(seenFor('no.such')).toEqual([]);
});
