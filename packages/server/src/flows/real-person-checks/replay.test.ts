import { describe, expect, it } from 'vitest';
import { showsEarlierPictures } from './replay.ts';

const a = ['00000000000000ff', '0f0f0f0f00000000', 'ffff000000000000', '123456789abcdef0'];

describe('pictures of an earlier check', () => {
  it('are known again though every one was encoded anew', () => {
    const again = ['00000000000000fe', '0f0f0f0f00000001', 'ffff000000000000', '123456789abcdef0'];
    expect(showsEarlierPictures(again, [['0000000000000000'], a])).toBe(true);
  });

  it('are not seen in an honest second try, where some pictures are alike and others are not', () => {
    const honest = ['00000000000000ff', '0f0f0f0f00000000', 'ffff0000ffff0000', '1234567800000000'];
    expect(showsEarlierPictures(honest, [a])).toBe(false);
    expect(showsEarlierPictures(a, [])).toBe(false);
  });
});
