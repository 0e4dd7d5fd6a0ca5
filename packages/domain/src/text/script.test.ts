import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Converter } from 'opencc-js';
import { expect, it } from 'vitest';
import { CONSENT_ENDS, CONSENT_TEXTS } from '../contract/consent-texts.ts';
import { VERDICT_TEXTS } from '../credential/verdict-text.ts';
import { PROBLEMS } from '../errors/catalog.ts';
import { FIELD_FAULTS } from '../errors/field-faults.ts';
import { NOTIFICATIONS } from '../policy/notification-text.ts';
import { REASONS } from '../policy/reason.ts';
import { DELETED, KEPT_AFTER_DELETION } from '../policy/retention.ts';
import { USES } from '../policy/uses.ts';
import { PROCEDURES } from '../procedures/registry.ts';

const packages = fileURLToPath(new URL('../../../', import.meta.url));
const toTraditional = Converter({ from: 'cn', to: 't' });
const toSimplified = Converter({ from: 't', to: 'cn' });
/** Characters that are good Traditional Chinese too although the converter prefers another one. */
const GOOD_IN_BOTH = new Set(
  '台里后只了面干才系制表向准几出志回困谷松余御板游当同采佣症吃床秘群峰污着沖杯托庄么娘岳夸背洒吊并痴蒸斗丑'.split(
    '',
  ),
);

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules' || entry.name === 'dist') return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /(?<!\.test)\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

function traditionalTexts(path: string): string[] {
  const source = readFileSync(path, 'utf8');
  if (/zh-hant/i.test(path)) return [source.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')];
  const named = [...source.matchAll(/'zh-Hant-(?:HK|TW)':\s*(['"`])((?:(?!\1)[\s\S])*)\1/g)].map(
    (match) => match[2]!,
  );
  return named;
}

/** Texts written with a positional helper are read from the loaded catalogues. */
function textsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    key.startsWith('zh-Hant') && typeof part === 'string' ? [part] : textsIn(part),
  );
}

const simplified = (text: string) =>
  [...new Set(text)].filter(
    (c) =>
      /\p{Script=Han}/u.test(c) && !GOOD_IN_BOTH.has(c) && toTraditional(c) !== c && toSimplified(c) === c,
  );

it('Traditional Chinese texts hold no Simplified character', () => {
  const inSource = sources(packages).flatMap((path) =>
    traditionalTexts(path).map((text) => ({ where: path.slice(packages.length), text })),
  );
  const inCatalogues = textsIn([
    PROBLEMS,
    FIELD_FAULTS,
    REASONS,
    NOTIFICATIONS,
    CONSENT_TEXTS,
    CONSENT_ENDS,
    DELETED,
    KEPT_AFTER_DELETION,
    PROCEDURES,
    USES,
    VERDICT_TEXTS,
  ]).map((text) => ({
    where: 'catalogues',
    text,
  }));
  expect(inSource.length).toBeGreaterThan(50);
  expect(inCatalogues.length).toBeGreaterThan(100);
  const found = [...inSource, ...inCatalogues].flatMap(({ where, text }) =>
    simplified(text).map((c) => `${where}: ${c} in ${text.length < 60 ? text : '…'}`),
  );
  expect(found).toEqual([]);
});

it('the search for Simplified characters finds one', () => {
  expect(simplified('到窗口办理紙本證明')).toEqual(['办']);
});
