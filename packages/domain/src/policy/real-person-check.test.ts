import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  judgeRealPersonCheck,
  type RealPersonAction,
  type RealPersonChallenge,
  type RealPersonFace,
  type RealPersonFrame,
  type RealPersonMeasurement,
  realPersonPolicy,
} from './real-person-check.ts';

const rest: RealPersonFace = {
  presence: 1,
  yaw: 2,
  pitch: 9,
  eyeOpenness: 0.3,
  noseLength: 0.55,
  mouthOpen: 0.06,
  live: 0.999,
  widthPx: 190,
  brightness: 0.45,
  contrast: 0.2,
  sharpness: 0.05,
};

const doing: Record<RealPersonAction, Partial<RealPersonFace>> = {
  right: { yaw: 25 },
  left: { yaw: -22 },
  nod: { pitch: 26, eyeOpenness: 0.2 },
  mouth: { mouthOpen: 0.45, pitch: 11 },
  blink: { eyeOpenness: 0.12 },
};

const steps: RealPersonAction[] = ['right', 'blink', 'left', 'mouth'];

/** What an honest person's check measures when they do `acted`, having been asked for whatever. */
function checkOf(acted: readonly RealPersonAction[]): RealPersonMeasurement {
  const frame = (
    step: RealPersonFrame['step'],
    moment: RealPersonFrame['moment'],
    atMs: number,
    face: Partial<RealPersonFace> = {},
  ): RealPersonFrame => ({
    step,
    moment,
    atMs,
    refusal: null,
    faces: 1,
    others: [],
    face: { ...rest, ...face },
  });
  const frames = [
    frame('lead', 'before', 500),
    ...acted.flatMap((action, step) => [
      frame(step, 'before', 1000 + step * 1500),
      frame(step, 'peak', 1600 + step * 1500, doing[action]),
      frame(step, 'after', 2200 + step * 1500),
    ]),
  ];
  return {
    frames,
    identity: frames.slice(1).map(() => ({ similarity: 0.85 })),
    identityMin: 0.6,
    parallax: frames.slice(1).map((one, i) => ({ b: i + 1, residual: 0.06, yaw: one.face!.yaw - rest.yaw })),
    changes: frames.slice(1).map(() => ({ difference: 0.05 })),
    closest: { difference: 0.01 },
    grid: 3.2,
    repeats: [],
    match: { median: 0.8, min: 0.6, frames: frames.length },
  };
}

/** The check with every frame changed. */
function withFrames(
  change: (frame: RealPersonFrame, index: number) => RealPersonFrame,
  acted = steps,
): RealPersonMeasurement {
  const check = checkOf(acted);
  return { ...check, frames: check.frames.map(change) };
}

const judge = (measurement: RealPersonMeasurement, challenge: Partial<RealPersonChallenge> = {}) =>
  judgeRealPersonCheck(measurement, { steps, ...challenge }, realPersonPolicy);
const codes = (...args: Parameters<typeof judge>) => judge(...args).reasons.map(({ code }) => code);

test('B2: an honest person who does what was asked is accepted without a reason', () => {
  expect(judge(checkOf(steps))).toEqual({ outcome: 'accept', reasons: [] });
});

test('B2: any challenge done in its order is accepted, and in another order refused', () => {
  const all: RealPersonAction[] = ['right', 'left', 'blink', 'mouth', 'nod'];
  const orders = fc.shuffledSubarray(all, { minLength: 2 });
  fc.assert(
    fc.property(orders, orders, (asked, acted) => {
      const verdict = judgeRealPersonCheck(checkOf(acted), { steps: asked }, realPersonPolicy);
      expect(verdict.outcome).toBe(asked.join() === acted.join() ? 'accept' : 'refuse');
    }),
  );
});

test('B2: steps done in another order say so', () => {
  expect(codes(checkOf(['blink', 'right', 'left', 'mouth']))).toContain('steps-out-of-order');
});

test('B2: a step whose peak shows nothing is named', () => {
  const still = withFrames((frame) => (frame.step === 2 ? { ...frame, face: rest } : frame));
  expect(judge(still).reasons).toEqual([{ code: 'step-not-seen', step: 2, action: 'left' }]);
});

test('B2: a pose that was there before the step is no action', () => {
  const held = withFrames((frame) =>
    frame.step === 3 ? { ...frame, face: { ...rest, mouthOpen: 0.45 } } : frame,
  );
  expect(codes(held)).toEqual(['step-not-seen']);
});

test('B2: a smile or a squint is neither an open mouth nor a blink', () => {
  const faint = withFrames((frame) => {
    if (frame.step === 3 && frame.moment === 'peak') return { ...frame, face: { ...rest, mouthOpen: 0.12 } };
    if (frame.step === 1 && frame.moment === 'peak')
      return { ...frame, face: { ...rest, eyeOpenness: 0.28 } };
    return frame;
  });
  expect(judge(faint).reasons.map((reason) => 'step' in reason && reason.step)).toEqual([1, 3]);
});

test('B2: a tilted photograph, which shortens eyes and nose alike, does not blink', () => {
  const tilted = withFrames((frame) =>
    frame.step === 1 && frame.moment === 'peak'
      ? { ...frame, face: { ...rest, eyeOpenness: 0.21, noseLength: 0.385 } }
      : frame,
  );
  expect(judge(tilted).reasons).toEqual([{ code: 'step-not-seen', step: 1, action: 'blink' }]);
});

test('B2: a blink of its own accord between the steps does no harm', () => {
  const blinking = withFrames((frame) =>
    frame.step === 2 && frame.moment === 'after' ? { ...frame, face: { ...rest, eyeOpenness: 0.1 } } : frame,
  );
  expect(judge(blinking).outcome).toBe('accept');
});

test('B2: missing, doubled and surplus frames are refused', () => {
  const check = checkOf(steps);
  expect(codes({ ...check, frames: [] })).toContain('frames-missing');
  expect(codes({ ...check, frames: check.frames.slice(1) })).toContain('frames-missing');
  expect(codes({ ...check, frames: [...check.frames, check.frames[2]!] })).toContain('frames-missing');
  expect(codes({ ...check, frames: check.frames.filter(({ moment }) => moment !== 'after') })).toContain(
    'step-not-seen',
  );
  expect(judgeRealPersonCheck(check, { steps: [] }).outcome).toBe('refuse');
});

test('B2: times must rise in the order of the steps and cannot exceed the server’s own clock', () => {
  const check = checkOf(steps);
  expect(codes(withFrames((frame, i) => (i === 5 ? { ...frame, atMs: 1 } : frame)))).toContain(
    'times-impossible',
  );
  expect(codes(withFrames((frame, i) => (i === 0 ? { ...frame, atMs: Number.NaN } : frame)))).toContain(
    'times-impossible',
  );
  expect(codes(check, { elapsedMs: 2000 })).toContain('times-impossible');
  expect(codes(check, { elapsedMs: 9000 })).toEqual([]);
});

test('B2: a late step and a late check miss their deadlines', () => {
  const late = withFrames((frame) =>
    frame.step === 3 ? { ...frame, atMs: frame.atMs + realPersonPolicy.time.stepMs } : frame,
  );
  expect(judge(late).reasons).toEqual([{ code: 'deadline-missed', step: 3 }]);
  expect(judge(checkOf(steps), { elapsedMs: realPersonPolicy.time.totalMs + 1 }).reasons).toEqual([
    { code: 'deadline-missed', step: null },
  ]);
});

test('B2: a second face, no face and an unreadable frame are refused', () => {
  const other = { score: 0.99, presence: 0.9, width: 0.8 };
  expect(codes(withFrames((frame) => ({ ...frame, faces: 2, others: [other] })))).toEqual(['several-faces']);
  expect(codes(withFrames((frame) => ({ ...frame, others: [{ ...other, width: 0.2 }] })))).toEqual([]);
  expect(codes(withFrames((frame, i) => (i === 4 ? { ...frame, faces: 0, face: null } : frame)))).toContain(
    'no-face',
  );
  const broken = withFrames((frame, i) => (i === 4 ? { ...frame, refusal: 'damaged', face: null } : frame));
  expect(codes(broken)).toContain('image-unreadable');
});

test('B2: light, size and focus are named', () => {
  const all = (face: Partial<RealPersonFace>) =>
    codes(withFrames((frame) => ({ ...frame, face: { ...frame.face!, ...face } })));
  expect(all({ brightness: 0.05 })).toEqual(['too-dark']);
  expect(all({ brightness: 0.98 })).toEqual(['too-bright']);
  expect(all({ sharpness: 0.001 })).toEqual(['too-blurred']);
  expect(all({ widthPx: 40 })).toEqual(['face-too-small']);
});

test('B2: a screen, a plane, a copy and a stillness are each caught by their own signal', () => {
  const check = checkOf(steps);
  expect(codes(withFrames((frame) => ({ ...frame, face: { ...frame.face!, live: 0.5 } })))).toEqual([
    'spoof-suspected',
  ]);
  expect(codes({ ...check, grid: 10.8 })).toEqual(['spoof-suspected']);
  expect(codes({ ...check, parallax: check.parallax.map((one) => ({ ...one, residual: 0.005 })) })).toEqual([
    'flat-face',
  ]);
  expect(codes({ ...check, closest: { difference: 0.001 } })).toEqual(['frames-repeated']);
  expect(codes({ ...check, repeats: [{ a: 0, b: 1 }] })).toEqual(['frames-repeated']);
  expect(codes(check, { seenBefore: true })).toEqual(['frames-repeated']);
  expect(codes({ ...check, changes: check.changes.map(() => ({ difference: 0.001 })) })).toEqual([
    'frames-static',
  ]);
});

test('B2: a face that changes during the check is refused, whoever it matches', () => {
  const check = checkOf(steps);
  expect(codes({ ...check, identityMin: 0.1 })).toEqual(['identity-changed']);
  expect(codes({ ...check, identity: [{ similarity: 0.2 }] })).toEqual(['identity-changed']);
});

test('A1: the bands of the match: accept from 0.45, a person looks from 0.35, below that refused', () => {
  const at = (median: number) => judge({ ...checkOf(steps), match: { median, min: median, frames: 13 } });
  expect(at(0.45).outcome).toBe('accept');
  expect(at(0.4)).toEqual({ outcome: 'review', reasons: [{ code: 'match-uncertain' }] });
  expect(at(0.35).outcome).toBe('review');
  expect(at(0.34)).toEqual({ outcome: 'refuse', reasons: [{ code: 'no-match' }] });
  expect(codes({ ...checkOf(steps), match: null })).toEqual(['reference-missing']);
});

test('B2: an uncertain match never softens another reason', () => {
  const both = { ...checkOf(steps), match: { median: 0.4, min: 0.4, frames: 13 }, repeats: [{}] };
  expect(judge(both).outcome).toBe('refuse');
});

test('B2: whatever is measured, there is a verdict, and no refusal is without a reason', () => {
  const number = fc.double({ min: -100, max: 100 });
  const face = fc.record(Object.fromEntries(Object.keys(rest).map((key) => [key, number])));
  const frame = fc.record({
    step: fc.oneof(fc.constant('lead' as const), fc.integer({ min: -1, max: 5 })),
    moment: fc.constantFrom('before' as const, 'peak' as const, 'after' as const),
    atMs: fc.double(),
    refusal: fc.constantFrom(null, 'damaged'),
    faces: fc.nat(3),
    others: fc.array(fc.record({ score: number, presence: number, width: number }), { maxLength: 2 }),
    face: fc.option(face as unknown as fc.Arbitrary<RealPersonFace>),
  });
  fc.assert(
    fc.property(fc.array(frame, { maxLength: 14 }), fc.option(number), (frames, similarity) => {
      const { outcome, reasons } = judge({
        ...checkOf([]),
        frames,
        identityMin: similarity,
        match: similarity === null ? null : { median: similarity, min: similarity, frames: 1 },
      });
      expect(outcome === 'accept').toBe(reasons.length === 0);
    }),
  );
});
