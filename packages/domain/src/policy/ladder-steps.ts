import { inAll } from '../text/locale.ts';
import { DAY_MS } from './calendar.ts';
import type { LadderStep } from './ladder.ts';

/**
 * The face, as every procedure takes it that does not say otherwise: three tries a day (A2), and the next rung at once
 * where the register has no portrait, since no try could pass.
 */
export const faceStep: LadderStep = {
  rung: 'real-person',
  gives: 'real-person',
  tries: { most: 3, withinMs: DAY_MS },
  endsBy: ['reference-missing'],
  takes: inAll('约十秒', '約十秒', '約十秒', 'about ten seconds'),
};
