import { DAY_MS, HOUR_MS } from '@suizheng/domain/policy/calendar.ts';
import { type RealPersonAction, realPersonPolicy } from '@suizheng/domain/policy/real-person-check.ts';

/** How a real-person check is asked; an agency changes these figures here and nowhere else. Times in milliseconds. */
export const CHALLENGE_POLICY = {
  /** Actions drawn for one check, besides looking straight ahead first. */
  steps: 3,
  actions: ['right', 'left', 'blink', 'mouth', 'nod'],
  /** One of these is always among them: only a turned head shows that the face has depth. */
  turns: ['right', 'left'],
  /** To find the frame and look straight ahead. */
  leadMs: 20_000,
  /** To do one action and send it. The judge allows `stepMs` for the act itself, the rest is for the network. */
  stepMs: realPersonPolicy.time.stepMs,
  networkMs: 3_000,
  /** Checks that may be begun: whoever begins again and again waits for a challenge that suits a recording. */
  begun: [
    { most: 12, withinMs: HOUR_MS },
    { most: 30, withinMs: DAY_MS },
  ],
  /** A person's earlier pictures are known again for this long, exact copies by anyone for `seenMs`. */
  recentMs: 7 * DAY_MS,
  seenMs: 180 * DAY_MS,
  /** Under this age a guardian agrees (A12; Measures on face recognition, in force 2025-06-01). */
  guardianUnder: 14,
} as const satisfies {
  actions: readonly RealPersonAction[];
  turns: readonly RealPersonAction[];
  [key: string]: unknown;
};

/** Draws the actions of one check, in order: no action twice, one turn at least. Every allowed sequence is equally likely. */
export function drawChallenge(random: (length: number) => Uint8Array): RealPersonAction[] {
  for (;;) {
    const left: RealPersonAction[] = [...CHALLENGE_POLICY.actions];
    const drawn: RealPersonAction[] = [];
    while (drawn.length < CHALLENGE_POLICY.steps) drawn.push(...left.splice(below(left.length, random), 1));
    if (drawn.some((action) => (CHALLENGE_POLICY.turns as readonly string[]).includes(action))) return drawn;
  }
}

/** Uniform in 0…n−1, without the bias of a plain remainder. */
function below(n: number, random: (length: number) => Uint8Array): number {
  for (;;) {
    const byte = random(1)[0]!;
    if (byte < 256 - (256 % n)) return byte % n;
  }
}

/** When the frames of a step must have arrived; step 0 is looking straight ahead. */
export function deadlineOf(step: number, openedAt: Date): Date {
  const { leadMs, stepMs, networkMs } = CHALLENGE_POLICY;
  return new Date(openedAt.getTime() + (step === 0 ? leadMs : stepMs + networkMs));
}
