import { city } from '@suizheng/domain/contract/registers.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allCities, citiesLike, cityAt } from './locate.ts';

test.each([
  ['北京市', 39.9, 116.4],
  ['上海市', 31.14, 121.8],
  ['苏州市', 31.3, 120.6],
  ['济南市', 36.21, 117.67],
  ['舟山市', 30.72, 122.45],
  ['香港特别行政区', 22.3, 114.17],
  ['澳门特别行政区', 22.19, 113.54],
  ['丹东市', 40.13, 124.38],
  ['三亚市', 18.25, 109.5],
  ['日喀则市', 29.27, 88.88],
  ['喀什地区', 39.47, 75.99],
])('B1: %s holds its own position', (name, lat, lon) => {
  expect(cityAt({ lat, lon })?.name).toBe(name);
});

test.each([
  ['Seoul', 37.56, 126.97],
  ['Hanoi', 21.03, 105.85],
  ['Sinuiju, across the river from 丹东', 40.1, 124.4],
  ['the open sea', 30, 125],
  ['the zero of a broken sensor', 0, 0],
])('B1: %s is in no city of the table', (_place, lat, lon) => {
  expect(cityAt({ lat, lon })).toBeUndefined();
});

test('every row is a city of the contract, with a code of its own', () => {
  for (const row of allCities) expect(city.safeParse(row).success).toBe(true);
  expect(new Set(allCities.map(({ code }) => code)).size).toBe(allCities.length);
});

test('cities are found by Chinese, English and pinyin beginnings, with and without signs', () => {
  expect(citiesLike('杭', 5).map(({ name }) => name)).toEqual(['杭州市']);
  expect(citiesLike('xian', 20).map(({ name }) => name)).toContain('西安市');
  expect(citiesLike("Xi'an", 1)[0]?.name).toBe('西安市');
  expect(citiesLike('luliang', 1)[0]?.name).toBe('吕梁市');
  expect(citiesLike('nowhere', 5)).toEqual([]);
  expect(citiesLike('', 500)).toHaveLength(allCities.length);
});

test('any position on earth is answered', () => {
  const lat = fc.double({ min: -90, max: 90, noNaN: true });
  const lon = fc.double({ min: -180, max: 180, noNaN: true });
  fc.assert(fc.property(lat, lon, (y, x) => void cityAt({ lat: y, lon: x })));
});
