import type { Ladder } from '../../policy/ladder.ts';
import { faceStep } from '../../policy/ladder-steps.ts';
import { accountCounter, accountReview } from '../account-parts.ts';

/** How a real-name person becomes real-person: by the face (A4), by photos of the document (A5), at a counter (A6). */
export const ladder: Ladder = [faceStep, accountReview, accountCounter];
