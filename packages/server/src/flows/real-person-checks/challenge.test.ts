import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { CHALLENGE_POLICY, drawChallenge } from './challenge.ts';

describe('the challenge of a real-person check', () => {
  it('has no action twice and a turn of the head always', () => {
    for (let i = 0; i < 500; i += 1) {
      const steps = drawChallenge(randomBytes);
      expect(steps).toHaveLength(CHALLENGE_POLICY.steps);
      expect(new Set(steps).size).toBe(steps.length);
      expect(steps.some((step) => step === 'left' || step === 'right')).toBe(true);
    }
  });

  it('draws every allowed sequence', () => {
    const seen = new Set<string>();
    for (let i = 0; i < 4_000; i += 1) seen.add(drawChallenge(randomBytes).join());
    // 5·4·3 sequences, less the 3·2·1 without a turn.
    expect(seen.size).toBe(54);
  });
});
