import { expect, test } from 'vitest';
import { splitJpegs } from './read-clip.ts';

test('concatenated JPEGs are cut apart, whatever stands inside', () => {
  const one = Buffer.from([0xff, 0xd8, 1, 2, 0xff, 0xd9]);
  const two = Buffer.from([0xff, 0xd8, 0xff, 0x00, 3, 0xff, 0xd9]);
  expect(splitJpegs(Buffer.concat([one, two, one])).map((image) => image.length)).toEqual([6, 7, 6]);
  expect(splitJpegs(Buffer.alloc(0))).toEqual([]);
});
