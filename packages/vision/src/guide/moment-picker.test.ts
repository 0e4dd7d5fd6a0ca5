import { expect, test } from 'vitest';
import type { Action } from './challenge.ts';
import type { GuideFace, GuideSample } from './face-sample.ts';
import { createMomentPicker, type GuideState } from './moment-picker.ts';

const rest: GuideFace = { yaw: 1, pitch: 8, eyes: 0.3, mouth: 0.05, size: 0.4, centre: [0.5, 0.5] };
const stepMs = 1400;

/** A face doing these actions one after the other after a second of rest, at the rate of a middling phone. */
function* acting(actions: readonly Action[], fps = 10, leadMs = 1000): Generator<GuideSample> {
  for (let i = 0; (i * 1000) / fps < leadMs + actions.length * stepMs + 600; i++) {
    const atMs = Math.round((i * 1000) / fps);
    const step = Math.floor((atMs - leadMs) / stepMs);
    const along = (atMs - leadMs) / stepMs - step;
    const share = atMs < leadMs ? 0 : Math.max(0, Math.min(1, along / 0.3, (0.9 - along) / 0.3));
    yield { atMs, faces: 1, brightness: 0.5, face: doing(actions[step], share) };
  }
}

function doing(action: Action | undefined, share: number): GuideFace {
  if (action === 'right') return { ...rest, yaw: rest.yaw + 24 * share };
  if (action === 'left') return { ...rest, yaw: rest.yaw - 24 * share };
  if (action === 'nod') return { ...rest, pitch: rest.pitch + 16 * share };
  if (action === 'mouth') return { ...rest, mouth: rest.mouth + 0.35 * share };
  if (action === 'blink') return { ...rest, eyes: rest.eyes! * (1 - 0.7 * share) };
  return rest;
}

function play(steps: readonly Action[], samples: Iterable<GuideSample>) {
  const picker = createMomentPicker<number>(steps);
  const states: GuideState[] = [];
  for (const sample of samples) states.push(picker.feed(sample, () => sample.atMs));
  return { states, picked: picker.finish() };
}

const steps: Action[] = ['right', 'blink', 'left', 'mouth'];

test('B2: a whole run gives one lead and before, peak and after of each step, in order of time', () => {
  const { states, picked } = play(steps, acting(steps));
  expect(states.at(-1)?.step).toBe('done');
  expect(picked.map(({ step, moment }) => `${step} ${moment}`)).toEqual([
    'lead before',
    ...[0, 1, 2, 3].flatMap((step) => [`${step} before`, `${step} peak`, `${step} after`]),
  ]);
  const times = picked.map(({ atMs }) => atMs);
  expect([...times].sort((a, b) => a - b)).toEqual(times);
  expect(new Set(times).size).toBe(times.length);
  for (const { atMs, picture } of picked) expect(picture).toBe(atMs);
});

test('B2: it copes with 3 and with 30 pictures a second', () => {
  for (const fps of [3, 4, 8, 15, 30])
    expect(play(steps, acting(steps, fps)).states.at(-1)?.step).toBe('done');
});

test('B2: actions that were not asked for are ignored, so a loop of all actions meets any challenge', () => {
  const all: Action[] = ['right', 'blink', 'left', 'mouth', 'nod'];
  const asked: Action[] = ['nod', 'left', 'blink', 'right'];
  const { states } = play(asked, acting([...all, ...all, ...all, ...all]));
  expect(states.at(-1)?.step).toBe('done');
});

test('B2: a still picture never finishes, and what there is goes to the server to judge', () => {
  const { states, picked } = play(['right'], acting([], 10, 5000));
  expect(states.every(({ step }) => step !== 'done')).toBe(true);
  expect(picked.length).toBeGreaterThan(0);
});

test('B2: a second face breaks the step off until the person is alone again', () => {
  const samples = [...acting(['right'])].map((sample) =>
    sample.atMs > 1300 && sample.atMs < 1900 ? { ...sample, faces: 2 } : sample,
  );
  const { states } = play(['right'], samples);
  expect(states.some(({ guidance }) => guidance === 'several-faces')).toBe(true);
  expect(states.at(-1)?.step).toBe(0);
  const later = [...samples, ...[...acting(['right'])].map((one) => ({ ...one, atMs: one.atMs + 4000 }))];
  expect(play(['right'], later).states.at(-1)?.step).toBe('done');
});

test('B2: the guide names what is wrong with the picture', () => {
  const one = (change: Partial<GuideSample>): string | undefined =>
    play(['nod'], [{ atMs: 0, faces: 1, brightness: 0.5, face: rest, ...change }]).states[0]?.guidance;
  expect(one({ faces: 0, face: null })).toBe('no-face');
  expect(one({ brightness: 0.05 })).toBe('too-dark');
  expect(one({ face: { ...rest, size: 0.1 } })).toBe('move-closer');
  expect(one({ face: { ...rest, size: 0.9 } })).toBe('move-back');
  expect(one({ face: { ...rest, centre: [0.9, 0.5] } })).toBe('centre-face');
  expect(one({ face: { ...rest, yaw: 20 } })).toBe('look-straight');
  expect(one({})).toBe('hold-still');
});

test('B2: a rest mistaken on a bowed head is found again', () => {
  const bowed = Array.from({ length: 8 }, (_, i) => ({
    atMs: i * 100,
    faces: 1,
    brightness: 0.5,
    face: { ...rest, pitch: 24 },
  }));
  const then = [...acting(['nod'], 10, 1500)].map((sample) => ({ ...sample, atMs: sample.atMs + 800 }));
  expect(play(['nod'], [...bowed, ...then]).states.at(-1)?.step).toBe('done');
});

/** A check whose resting face the server has already, as the camera page follows one step after the other. */
function playStep(action: Action, samples: Iterable<GuideSample>) {
  const picker = createMomentPicker<number>([action], { ...rest, eyes: rest.eyes! });
  const states: GuideState[] = [];
  for (const sample of samples) states.push(picker.feed(sample, () => sample.atMs));
  return { states, picked: picker.finish() };
}

/** The action done by so much (degrees, or the mouth's and the lids' measure), in 1.4 s, so often. */
const faintly = (change: (share: number) => Partial<GuideFace>, times: number): GuideSample[] =>
  Array.from({ length: times * 17 }, (_, i): GuideSample => {
    const along = (i % 17) / 14 - 0.2;
    const share = Math.max(0, Math.min(1, along / 0.3, (0.9 - along) / 0.3));
    return { atMs: i * 100, faces: 1, brightness: 0.5, face: { ...rest, ...change(share) } };
  });

test('B2: a step after the first looks for no rest, and measures from the picture that the server has', () => {
  const { states, picked } = playStep('nod', acting(['nod'], 10, 300));
  expect(states[0]).toMatchObject({ guidance: 'do-step', step: 0 });
  expect(states.at(-1)?.step).toBe('done');
  expect(picked.map(({ step, moment }) => `${step} ${moment}`)).toEqual(['0 before', '0 peak', '0 after']);
});

test('B2: a faint movement is asked for again, fuller, and the fuller one counts', () => {
  const faint = faintly((share) => ({ yaw: rest.yaw + 11.5 * share }), 1);
  const full = faintly((share) => ({ yaw: rest.yaw + 25 * share }), 1);
  const samples = [...faint, ...full.map((one) => ({ ...one, atMs: one.atMs + 1700 }))];
  const { states, picked } = playStep('right', samples);
  expect(states.slice(0, 17).every(({ step }) => step === 0)).toBe(true);
  expect(states[18]?.guidance).toBe('do-more');
  expect(states.at(-1)?.step).toBe('done');
  expect(picked.find(({ moment }) => moment === 'peak')?.atMs).toBeGreaterThan(1700);
});

test('B2: who plainly gives no more is not left waiting: after a while the best faint movement is sent', () => {
  const { states, picked } = playStep(
    'right',
    faintly((share) => ({ yaw: rest.yaw + 11.5 * share }), 4),
  );
  expect(states.at(-1)?.step).toBe('done');
  expect(picked.map(({ moment }) => moment)).toEqual(['before', 'peak', 'after']);
  const less = playStep(
    'right',
    faintly((share) => ({ yaw: rest.yaw + 8 * share }), 4),
  );
  expect(less.states.at(-1)?.step).toBe(0);
});

test('B2: a step is not over while more of the movement is left than the server takes for rest', () => {
  const lingering = acting(['left'], 10, 300);
  const half = [...lingering].map((one) =>
    one.atMs > 1300 ? { ...one, face: { ...rest, yaw: rest.yaw - 11 } } : one,
  );
  expect(playStep('left', half).states.at(-1)?.step).toBe(0);
});

test('B2: a person who moved for good is told to look straight, not left to guess', () => {
  const moved = Array.from(
    { length: 30 },
    (_, i): GuideSample => ({
      atMs: i * 100,
      faces: 1,
      brightness: 0.5,
      face: { ...rest, yaw: rest.yaw + 20 },
    }),
  );
  expect(playStep('nod', moved).states.at(-1)?.guidance).toBe('look-straight');
});
