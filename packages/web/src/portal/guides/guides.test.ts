import { API } from '@suizheng/domain/contract/api.ts';
import { LOCALES, type Text } from '@suizheng/domain/text/locale.ts';
import { expect, it } from 'vitest';
import { FIGURES } from './figures.ts';
import { GUIDE_IDS, type Section } from './guide.ts';
import { GUIDE_GROUPS, GUIDES } from './list.ts';
import { SAMPLES } from './samples.ts';

const all = await Promise.all(GUIDE_IDS.map(async (id) => ({ id, sections: await GUIDES[id].load() })));

const textsOf = (sections: readonly Section[]): Text[] =>
  sections.flatMap(({ title, blocks }) => [
    title,
    ...blocks.flatMap((block) => ('text' in block ? [block.text] : 'items' in block ? [...block.items] : [])),
  ]);

it('V1: every guide stands in the list once', () => {
  expect(GUIDE_GROUPS.flatMap(({ guides }) => [...guides]).sort()).toEqual([...GUIDE_IDS].sort());
});

it('V1: every figure in a guide is one of policy, in every language alike', () => {
  const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').sort();
  for (const { sections } of all)
    for (const text of textsOf(sections)) {
      for (const place of places(text.en)) expect(FIGURES[place], place).toBeGreaterThan(0);
      for (const locale of LOCALES) expect(places(text[locale])).toEqual(places(text.en));
    }
});

it('V1: every section can be linked to', () => {
  for (const { id, sections } of all)
    expect(new Set(sections.map((section) => section.id)).size, id).toBe(sections.length);
});

it('V1: the samples call operations and paths that there are', () => {
  const known = new Set([...API.map(({ id }) => id), 'requestToken']);
  const paths = new Set<string>([...API.map(({ path }) => path), '/api/v1/oauth/token']);
  for (const [name, { operation, samples }] of Object.entries(SAMPLES)) {
    if (operation !== undefined) expect(known.has(operation), name).toBe(true);
    for (const { text } of samples)
      for (const [path] of text.matchAll(/\/api\/v1\/[\w/.-]*[\w-]/g))
        expect(paths.has(path.replace('EVIDENCE-ID', '{id}')), path).toBe(true);
  }
});
