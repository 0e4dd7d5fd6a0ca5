import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGeocoder, type Geocoder } from './geocoder.ts';
import { quickPolicy, startOutsideWorld, startStranger, testEffects } from './testing/outside-world.ts';

let world: Awaited<ReturnType<typeof startOutsideWorld>>;
let geocoder: Geocoder;
beforeAll(async () => {
  world = await startOutsideWorld();
  geocoder = createGeocoder({ baseUrl: world.url, policy: quickPolicy, effects: testEffects().effects });
});
afterAll(() => world.close());

test('B1: a position in a city names the city', async () => {
  expect(await geocoder.cityAt({ lat: 30.2431, lon: 120.1509 })).toEqual({
    kind: 'city',
    city: { code: '330100', name: '杭州市', english: 'Hangzhou', province: '浙江省' },
  });
});

test('B1: a position outside the covered area has no city', async () => {
  expect(await geocoder.cityAt({ lat: 37.56, lon: 126.97 })).toEqual({ kind: 'no-city' });
});

test('B1: cities are found by Chinese name or pinyin for a choice by hand', async () => {
  expect(await geocoder.cities('huhe')).toMatchObject({ cities: [{ name: '呼和浩特市' }] });
  expect(await geocoder.cities('杭')).toMatchObject({ cities: [{ english: 'Hangzhou' }] });
});

test('B1: a list longer than a check answer fits', async () => {
  const all = await geocoder.cities('', 500);
  expect(all.kind === 'cities' && all.cities.length).toBeGreaterThan(330);
});

test('only a rounded position leaves the house', async () => {
  let asked = '';
  const server = await startStranger((request, response) => {
    asked = request.url!;
    response.setHeader('content-type', 'application/json').end('{"result":"no-city"}');
  });
  const elsewhere = createGeocoder({
    baseUrl: server.url,
    policy: quickPolicy,
    effects: testEffects().effects,
  });
  await elsewhere.cityAt({ lat: 30.243_187, lon: 120.150_932 });
  expect(asked).toBe('/geo/v1/reverse?lat=30.24&lon=120.15');
  await server.close();
});
