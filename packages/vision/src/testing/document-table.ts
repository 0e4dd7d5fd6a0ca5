import { createEngine } from '../engine/create-engine.ts';
import { facesDir, heldOutIdentities } from './attack-rows.ts';
import { countRows, type DocumentRow, documentRows } from './document-rows.ts';
import { modelsDir } from './needs.ts';
import { FLAWS } from './photograph-card.ts';

// What the judge of photos of a card does on drawn cards. Usage: document-table [--photos 240] [--seed 5000] [--rows]

const number = (name: string, otherwise: number): number => {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};
const portraits = await heldOutIdentities();
if (portraits.length === 0) {
  console.error(`The document table needs portraits: none in ${facesDir()} (set SUIZHENG_FACES).`);
  process.exit(2);
}
const engine = await createEngine(modelsDir());
const rows: DocumentRow[] = [];
for await (const row of documentRows(engine, portraits, number('--photos', 240), number('--seed', 5000))) {
  rows.push(row);
  if (process.argv.includes('--rows'))
    console.log([row.seed, row.side, row.table, row.flaw, row.rules.join(' ') || 'accepted'].join('\t'));
}
await engine.close();
console.log(
  '| photo | tabletops of development: photos, accepted, rightly named | tabletops never seen before |',
);
console.log('|---|---|---|');
for (const flaw of FLAWS) {
  const cells = [false, true].map((heldOut) => {
    const { photos, accepted, named } = countRows(rows, flaw, heldOut);
    return flaw === 'none' ? `${photos}, ${accepted}` : `${photos}, ${accepted}, ${named}`;
  });
  console.log(`| ${flaw} | ${cells.join(' | ')} |`);
}
const good = rows.filter(({ flaw }) => flaw === 'none');
const errors = good.flatMap(({ cornerError }) => cornerError ?? []).sort((a, b) => a - b);
const times = rows.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
const at = (values: readonly number[], share: number) => values[Math.floor(share * (values.length - 1))]!;
console.log(
  `Corners of flawless photos: median ${(at(errors, 0.5) * 100).toFixed(2)} % of the card's length, 95th percentile ${(at(errors, 0.95) * 100).toFixed(2)} %.`,
);
console.log(
  `Measuring: median ${at(times, 0.5).toFixed(0)} ms, 95th percentile ${at(times, 0.95).toFixed(0)} ms.`,
);
