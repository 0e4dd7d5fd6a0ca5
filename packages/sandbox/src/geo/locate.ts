import { iso1A2Code } from '@rapideditor/country-coder';
import type { City } from '@suizheng/domain/contract/registers.ts';
import rows from './cities.json' with { type: 'json' };

type Position = { readonly lat: number; readonly lon: number };
type Ring = readonly (readonly [lon: number, lat: number])[];
type Area = {
  readonly city: City;
  readonly pinyin: string;
  readonly rings: readonly Ring[];
  readonly box: Box;
};
type Box = { west: number; south: number; east: number; north: number };

/** Regions that are one city: their border with the next city is finer than the outlines are (ISO 3166-1 → GB/T 2260). */
const ONE_CITY = new Map([
  ['HK', '810000'],
  ['MO', '820000'],
]);
/** Degrees: a place this far outside every outline (a pier, a small island) still belongs to the nearest city. */
const SHORE = 0.6;

const areas: readonly Area[] = rows.map(({ code, name, english, province, pinyin, rings }) => {
  const outlines = rings.map(decode);
  return { city: { code, name, english, province }, pinyin, rings: outlines, box: boxOf(outlines) };
});

/** Every city of the table, by code. */
export const allCities: readonly City[] = areas.map(({ city }) => city);

/** The city whose outline holds the position, else the nearest one on the same shore; undefined outside the covered area. */
export function cityAt(position: Position): City | undefined {
  const country = iso1A2Code([position.lon, position.lat], { level: 'territory' });
  const only = country === null ? undefined : ONE_CITY.get(country);
  if (only !== undefined) return allCities.find(({ code }) => code === only);
  if (country !== 'CN') return undefined;
  const inside = areas.find((area) => isInBox(position, area.box, 0) && isInside(position, area.rings));
  return (inside ?? nearest(position))?.city;
}

/** Cities whose Chinese, English or pinyin name begins with the text; shorter names first. */
export function citiesLike(text: string, limit: number): City[] {
  const wanted = plain(text);
  return areas
    .filter(
      ({ city, pinyin }) =>
        city.name.startsWith(text.trim()) ||
        plain(city.english).startsWith(wanted) ||
        pinyin.startsWith(wanted),
    )
    .sort((a, b) => (wanted === '' ? 0 : a.city.english.length - b.city.english.length))
    .slice(0, limit)
    .map(({ city }) => city);
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f'’\s]/gu, '')
    .toLowerCase();
}

/** Outlines are stored as differences in thousandths of a degree: `dx dy dx dy …`. */
function decode(text: string): Ring {
  const numbers = text.split(' ').map(Number);
  const ring: [number, number][] = [];
  let x = 0;
  let y = 0;
  for (let index = 0; index + 1 < numbers.length; index += 2) {
    x += numbers[index]!;
    y += numbers[index + 1]!;
    ring.push([x / 1_000, y / 1_000]);
  }
  return ring;
}

function boxOf(rings: readonly Ring[]): Box {
  const box = { west: 180, south: 90, east: -180, north: -90 };
  for (const [lon, lat] of rings.flat()) {
    box.west = Math.min(box.west, lon);
    box.east = Math.max(box.east, lon);
    box.south = Math.min(box.south, lat);
    box.north = Math.max(box.north, lat);
  }
  return box;
}

function isInBox({ lat, lon }: Position, box: Box, margin: number): boolean {
  return (
    lon >= box.west - margin &&
    lon <= box.east + margin &&
    lat >= box.south - margin &&
    lat <= box.north + margin
  );
}

/** Even-odd rule over all rings: holes and islands come out right without being told apart. */
function isInside({ lat, lon }: Position, rings: readonly Ring[]): boolean {
  let inside = false;
  for (const ring of rings) {
    for (let index = 0, before = ring.length - 1; index < ring.length; before = index, index += 1) {
      const [x1, y1] = ring[index]!;
      const [x2, y2] = ring[before]!;
      if (y1 > lat !== y2 > lat && lon < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) inside = !inside;
    }
  }
  return inside;
}

function nearest(position: Position): Area | undefined {
  let best: Area | undefined;
  let bestDistance = SHORE ** 2;
  for (const area of areas) {
    if (!isInBox(position, area.box, SHORE)) continue;
    for (const [lon, lat] of area.rings.flat()) {
      const distance =
        ((lon - position.lon) * Math.cos((lat * Math.PI) / 180)) ** 2 + (lat - position.lat) ** 2;
      if (distance < bestDistance) {
        best = area;
        bestDistance = distance;
      }
    }
  }
  return best;
}
