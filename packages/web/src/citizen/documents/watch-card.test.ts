import type { CardMeasurement } from '@suizheng/vision/guide/document/measure-card.ts';
import { expect, it } from 'vitest';
import { adviceOf } from './watch-card.ts';

const card: CardMeasurement = {
  corners: [
    [0.1, 0.1],
    [0.9, 0.1],
    [0.9, 0.9],
    [0.1, 0.9],
  ],
  outline: 0.98,
  weakestSide: 1,
  margin: 0.1,
  borders: 0,
  fill: 0.5,
  lengthPx: 250,
  skew: 2,
  evenness: 0.97,
  glare: 0,
  brightness: 0.6,
  contrast: 0.4,
  sharpness: 0.2,
  ink: 0.1,
  redMark: [0, 0],
};
const see = (changes: Partial<CardMeasurement> = {}) => ({ light: 0.6, card: { ...card, ...changes } });

it('A5: in the small picture sharpness cannot be told and lengths count as in the large one', () => {
  expect(adviceOf(see(), 'front', 4)).toBe('hold');
  expect(adviceOf(see(), 'front', 1)).toBe('too-small');
});

it('A5: the full picture is judged by all that the server judges a card by', () => {
  expect(adviceOf(see({ lengthPx: 1000 }), 'front', 0)).toBe('blurred');
  expect(adviceOf(see({ lengthPx: 1000, sharpness: 0.8 }), 'front', 0)).toBe('hold');
});

it('A5: one thing at a time, the first to mend first', () => {
  expect(adviceOf({ light: 0.02, card: null }, 'back', 4)).toBe('too-dark');
  expect(adviceOf({ light: 0.6, card: null }, 'back', 4)).toBe('not-found');
  expect(adviceOf(see({ glare: 0.2, skew: 40 }), 'back', 4)).toBe('tilted');
  expect(adviceOf(see({ glare: 0.2 }), 'back', 4)).toBe('glare');
});

it('A5: the back held up for the front is told', () => {
  expect(adviceOf(see({ redMark: [0.2, 0] }), 'front', 4)).toBe('wrong-side');
  expect(adviceOf(see({ redMark: [0, 0.2] }), 'front', 4)).toBe('wrong-side');
  expect(adviceOf(see({ redMark: [0.2, 0] }), 'back', 4)).toBe('hold');
});
