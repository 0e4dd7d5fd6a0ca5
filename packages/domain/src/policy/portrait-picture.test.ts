import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgePicture, type MeasuredPicture } from './portrait-picture.ts';
import { matchBand, realPersonPolicy } from './real-person-check.ts';

const face = { presence: 0.99, widthPx: 240, brightness: 0.5, sharpness: 0.05 };
const good: MeasuredPicture = { ok: true, others: [], face };

test('V2: a picture that will do has no fault, and each fault has its own name', () => {
  expect(judgePicture(good)).toBeNull();
  expect(judgePicture({ ok: false })).toBe('unreadable');
  expect(judgePicture({ ...good, face: null })).toBe('no-face');
  expect(judgePicture({ ...good, face: { ...face, presence: 0.1 } })).toBe('no-face');
  expect(judgePicture({ ...good, others: [{ score: 0.95, presence: 0.9, width: 0.8 }] })).toBe(
    'several-faces',
  );
  expect(judgePicture({ ...good, face: { ...face, widthPx: 30 } })).toBe('face-too-small');
  expect(judgePicture({ ...good, face: { ...face, brightness: 0.02 } })).toBe('too-dark');
  expect(judgePicture({ ...good, face: { ...face, brightness: 0.99 } })).toBe('too-bright');
  expect(judgePicture({ ...good, face: { ...face, sharpness: 0.001 } })).toBe('too-blurred');
});

test('a small face in the background, or a window taken for one, makes no second person', () => {
  expect(judgePicture({ ...good, others: [{ score: 0.95, presence: 0.9, width: 0.1 }] })).toBeNull();
  expect(judgePicture({ ...good, others: [{ score: 0.5, presence: 0.2, width: 0.9 }] })).toBeNull();
});

test('the bands of a match follow one another: nothing is both, and more alike is never worse', () => {
  const order = ['no-match', 'match-uncertain', 'match'];
  expect(matchBand(realPersonPolicy.match.accept)).toBe('match');
  expect(matchBand(realPersonPolicy.match.review)).toBe('match-uncertain');
  const cosine = fc.double({ min: -1, max: 1, noNaN: true });
  fc.assert(
    fc.property(cosine, cosine, (a, b) => {
      const [less, more] = a < b ? [a, b] : [b, a];
      expect(order.indexOf(matchBand(less))).toBeLessThanOrEqual(order.indexOf(matchBand(more)));
    }),
  );
});
