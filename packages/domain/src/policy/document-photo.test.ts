import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LOCALES } from '../text/locale.ts';
import {
  type CardSeen,
  DOCUMENT_RULES,
  type DocumentPhotoMeasured,
  documentPhotoPolicy,
  judgeDocumentPhoto,
} from './document-photo.ts';
import { DOCUMENT_FAULTS, DOCUMENT_RULE_TEXT } from './document-photo-text.ts';

const card: CardSeen = {
  outline: 0.99,
  weakestSide: 1,
  margin: 0.05,
  borders: 0,
  fill: 0.5,
  lengthPx: 1000,
  skew: 3,
  evenness: 0.95,
  glare: 0,
  brightness: 0.7,
  sharpness: 0.8,
  redMark: [0, 0],
};
const face = { score: 0.99, x: 0.77, y: 0.36, height: 0.25 };

const front = (changes: Partial<CardSeen> = {}, light = 0.6): DocumentPhotoMeasured => ({
  ok: true,
  facts: { light, card: { ...card, ...changes }, face },
});
const back = (changes: Partial<CardSeen> = {}): DocumentPhotoMeasured => ({
  ok: true,
  facts: { light: 0.6, card: { ...card, redMark: [0.2, 0], ...changes }, face: null },
});
const accepted = { outcome: 'accepted' };
const refused = (...rules: string[]) => ({ outcome: 'refused', rules });

describe('A5: a photo of the card', () => {
  it('is accepted when nothing is wrong with it, as the side that it shows', () => {
    expect(judgeDocumentPhoto(front(), 'front')).toEqual(accepted);
    expect(judgeDocumentPhoto(back(), 'back')).toEqual(accepted);
  });

  it.each([
    ['glare', { glare: 0.1 }],
    ['blurred', { sharpness: 0.3 }],
    ['too-dark', { brightness: 0.1 }],
    ['too-small', { fill: 0.05 }],
    ['too-small', { lengthPx: 300 }],
    ['tilted', { skew: 30 }],
    ['tilted', { evenness: 0.5 }],
    ['not-whole', { borders: 1 }],
    ['not-whole', { margin: -0.1 }],
    ['not-whole', { weakestSide: 0.2 }],
    ['not-found', { outline: 0.3 }],
  ])('names the one rule that failed: %s', (rule, changes) => {
    expect(judgeDocumentPhoto(front(changes), 'front')).toEqual(refused(rule));
  });

  it('names all that failed, in the order in which one mends them', () => {
    expect(judgeDocumentPhoto(front({ glare: 0.2, sharpness: 0.1, brightness: 0.1 }), 'front')).toEqual(
      refused('too-dark', 'glare', 'blurred'),
    );
  });

  it('the other side is named, also where the photo has another fault', () => {
    expect(judgeDocumentPhoto(back(), 'front')).toEqual(refused('wrong-side'));
    expect(judgeDocumentPhoto(front(), 'back')).toEqual(refused('wrong-side'));
    expect(judgeDocumentPhoto(back({ glare: 0.2 }), 'front')).toEqual(refused('glare', 'wrong-side'));
  });

  it('something of a card’s shape that is none is no side of it', () => {
    const thing: DocumentPhotoMeasured = { ok: true, facts: { light: 0.6, card, face: null } };
    expect(judgeDocumentPhoto(thing, 'front')).toEqual(refused('wrong-side'));
    expect(judgeDocumentPhoto(thing, 'back')).toEqual(refused('wrong-side'));
  });

  it('A9: a travel permit has its portrait elsewhere and no red mark', () => {
    const left: DocumentPhotoMeasured = { ok: true, facts: { light: 0.6, card, face: { ...face, x: 0.2 } } };
    const plain: DocumentPhotoMeasured = { ok: true, facts: { light: 0.6, card, face: null } };
    expect(judgeDocumentPhoto(left, 'front')).toEqual(refused('wrong-side'));
    expect(judgeDocumentPhoto(left, 'front', 'taiwan-permit')).toEqual(accepted);
    expect(judgeDocumentPhoto(plain, 'back', 'home-return-permit')).toEqual(accepted);
    expect(judgeDocumentPhoto(left, 'back', 'home-return-permit')).toEqual(refused('wrong-side'));
  });

  it('what cannot be read or is too large says which', () => {
    expect(judgeDocumentPhoto({ ok: false, refusal: 'damaged' }, 'front')).toEqual(refused('unreadable'));
    expect(judgeDocumentPhoto({ ok: false, refusal: 'too-many-pixels' }, 'back')).toEqual(
      refused('too-large'),
    );
  });

  it('whatever is measured, a refusal names at least one rule, each once, and all have words', () => {
    const share = fc.double({ min: -0.5, max: 1.5, noNaN: true });
    const measured = fc.record({
      light: share,
      card: fc.option(
        fc.record({
          outline: share,
          weakestSide: share,
          margin: share,
          borders: fc.integer({ min: 0, max: 2 }),
          fill: share,
          lengthPx: fc.integer({ min: 0, max: 2000 }),
          skew: fc.double({ min: 0, max: 60, noNaN: true }),
          evenness: share,
          glare: share,
          brightness: share,
          sharpness: share,
          redMark: fc.tuple(share, share),
        }),
      ),
      face: fc.option(fc.record({ score: share, x: share, y: share, height: share })),
    });
    fc.assert(
      fc.property(measured, fc.constantFrom('front' as const, 'back' as const), (facts, side) => {
        const verdict = judgeDocumentPhoto({ ok: true, facts }, side);
        if (verdict.outcome === 'accepted') return;
        expect(verdict.rules.length).toBeGreaterThan(0);
        expect(new Set(verdict.rules).size).toBe(verdict.rules.length);
      }),
    );
    for (const rule of DOCUMENT_RULES) {
      for (const locale of LOCALES) {
        expect(DOCUMENT_RULE_TEXT[rule].reason[locale]).not.toBe('');
        expect(DOCUMENT_FAULTS[`document.${rule}`].next[locale]).not.toBe('');
      }
    }
  });

  it('a worse measure never makes a refused photo good', () => {
    const { mostGlare } = documentPhotoPolicy;
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (glare) => {
        const good = judgeDocumentPhoto(front({ glare }), 'front').outcome === 'accepted';
        expect(good).toBe(glare <= mostGlare);
      }),
    );
  });
});
