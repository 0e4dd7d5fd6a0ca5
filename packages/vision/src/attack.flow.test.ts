import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEngine } from './engine/create-engine.ts';
import type { Engine } from './engine/engine.ts';
import { type Cast, castOf, heldOutIdentities, instruments, present } from './testing/attack-rows.ts';
import { missingForFaces, modelsDir } from './testing/needs.ts';

/** Real models on a machine that has other things to do: a film takes 15 s where nothing else runs. */
const SLOW_MS = 300_000;

const missing = await missingForFaces();
if (missing) console.log(`Skipped: the attack rows on real models (${missing}).`);

describe.skipIf(missing)('on two identities that no threshold was chosen on', () => {
  let engine: Engine;
  let cast: [Cast, Cast];
  beforeAll(async () => {
    engine = await createEngine(modelsDir());
    const [first, second] = await heldOutIdentities();
    cast = [await castOf(engine, first!), await castOf(engine, second!)];
  }, SLOW_MS);
  afterAll(() => engine.close());

  test(
    'B2: the honest person is accepted',
    async () => {
      const row = await present(engine, cast[0], cast[1], 'bona-fide', 41);
      expect(row).toMatchObject({ outcome: 'accept', decidedBy: [] });
    },
    SLOW_MS,
  );

  const attacks = instruments.filter((instrument) => instrument !== 'bona-fide');
  test.each(attacks)(
    'B2: the attack "%s" is refused',
    async (instrument) => {
      const [one, other] = attacks.indexOf(instrument) % 2 === 0 ? cast : [cast[1], cast[0]];
      const row = await present(engine, one, other, instrument, 70 + attacks.indexOf(instrument));
      expect(row.outcome, row.decidedBy.join()).toBe('refuse');
    },
    SLOW_MS,
  );
});
