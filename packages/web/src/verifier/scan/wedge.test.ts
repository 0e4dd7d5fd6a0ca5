import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeCode } from './same-code.ts';
import { feedWedge, typedCode, WEDGE_IDLE } from './wedge.ts';

const policy = { gapMs: 60, shortest: 12 };

/** Types keys with the given gap; answers what came out and which keys were kept from the page. */
function type(keys: readonly string[], gapMs: number) {
  let state = WEDGE_IDLE;
  let at = 1_000;
  const codes: string[] = [];
  const swallowed: string[] = [];
  for (const key of keys) {
    const step = feedWedge(state, key, at, policy);
    state = step.state;
    if (step.swallow) swallowed.push(key);
    if (step.code !== undefined) codes.push(step.code);
    at += gapMs;
  }
  return { codes, swallowed, state };
}

const base45 = fc.string({
  unit: fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'),
  minLength: 12,
});

describe('the hardware scanner', () => {
  it('is heard whatever the code is made of, spaces included', () => {
    fc.assert(
      fc.property(base45, (rest) => {
        const code = `SZ1:${rest}`;
        expect(type([...code, 'Enter'], 8).codes).toEqual([code]);
      }),
    );
  });

  it('is told from a person, who types slower: nothing comes of that, and no key is taken away', () => {
    const { codes, swallowed } = type([...'SZ1:ABCDEFGHIJKLMN', 'Enter'], 120);
    expect(codes).toEqual([]);
    expect(swallowed).toEqual([]);
  });

  it('may send Shift between its keys, and Tab at the end', () => {
    const keys = [...'SZ1:ABCDEFGHIJ'].flatMap((key) => ['Shift', key]);
    expect(type([...keys, 'Tab'], 5).codes).toEqual(['SZ1:ABCDEFGHIJ']);
  });

  it('gives capitals even where Caps Lock turned them into small letters', () => {
    expect(type([...'szp1:abcdefghijkl', 'Enter'], 5).codes).toEqual(['SZP1:ABCDEFGHIJKL']);
  });

  it('never takes the Space or Enter of a person who presses "next"', () => {
    expect(type([' '], 5).swallowed).toEqual([]);
    expect(type(['Enter'], 5).swallowed).toEqual([]);
    expect(type([' ', ' ', 'Enter'], 5).codes).toEqual([]);
  });

  it('keeps the spaces of a code from pressing the button that has the focus', () => {
    expect(type([...'SZ1:A B C D E F', 'Enter'], 5).swallowed).toContain(' ');
  });

  it('starts anew after a pause in the middle', () => {
    let state = WEDGE_IDLE;
    for (const [at, key] of [...'SZ1:ABC'].entries()) state = feedWedge(state, key, at, policy).state;
    const late = feedWedge(state, 'X', 10_000, policy);
    expect(late.state.text).toBe('X');
  });
});

describe('a code by hand', () => {
  it('loses line breaks and outer spaces, and keeps inner ones', () => {
    expect(typedCode('  sz1:ab c\r\nd\n')).toBe('SZ1:AB CD');
  });
});

describe('the code that stays before the camera', () => {
  it('is one scan until it was out of sight for long enough', () => {
    const first = seeCode(null, 'A', 0, 2_000);
    expect(first.isNew).toBe(true);
    const still = seeCode(first.seen, 'A', 1_500, 2_000);
    expect(still.isNew).toBe(false);
    expect(seeCode(still.seen, 'A', 3_000, 2_000).isNew).toBe(false);
    expect(seeCode(still.seen, 'A', 3_501, 2_000).isNew).toBe(true);
  });

  it('gives way at once to another one', () => {
    expect(seeCode({ text: 'A', at: 0 }, 'B', 1, 2_000).isNew).toBe(true);
  });
});
