import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createEngine } from '../engine/create-engine.ts';
import {
  type AttackRow,
  castOf,
  developmentIdentities,
  facesDir,
  heldOutIdentities,
  instruments,
  present,
} from './attack-rows.ts';

// Reports as ISO/IEC 30107-3 asks: APCER for each attack instrument, BPCER for honest people, with counts.
// Usage: attack-table [--identities 8] [--seed 1000] [--json]

const number = (name: string, otherwise: number): number => {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};
const json = process.argv.includes('--json');
const names = (await heldOutIdentities()).slice(0, number('--identities', 99));
if (names.length < 2) {
  console.error(`The attack table needs portraits: none in ${facesDir()} (set SUIZHENG_FACES).`);
  process.exit(2);
}
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../..');
const engine = await createEngine(
  process.env.SUIZHENG_MODELS ?? path.join(root, 'node_modules/.cache/suizheng/models'),
);
const say = (line: string): void => {
  if (!json) console.log(line);
};
say(
  `Held-out identities: ${names.join(' ')}. Thresholds were chosen on: ${developmentIdentities.join(' ')}.`,
);
say('');
say(
  ['identity', 'instrument', 'steps', 'outcome', 'match', 'same', 'live', 'decided by']
    .map((title, i) => title.padEnd(widths(i)))
    .join(''),
);
const cast = [];
for (const name of names) cast.push(await castOf(engine, name));
const rows: AttackRow[] = [];
const base = number('--seed', 1000);
for (const [i, one] of cast.entries()) {
  for (const [j, instrument] of instruments.entries()) {
    const other = cast[(i + 1 + (j % (cast.length - 1))) % cast.length]!;
    const row = await present(engine, one, other, instrument, base + i * 100 + j);
    rows.push(row);
    say(line(row));
  }
}
await engine.close();
const counts = instruments.map((instrument) => {
  const of = rows.filter((row) => row.instrument === instrument);
  const wrong = of.filter((row) => (instrument === 'bona-fide') !== (row.outcome === 'accept'));
  const review = of.filter((row) => row.outcome === 'review');
  return { instrument, presentations: of.length, errors: wrong.length, reviews: review.length };
});
if (json) console.log(JSON.stringify({ identities: names, rows, counts }));
else {
  console.log('');
  for (const { instrument, presentations, errors, reviews } of counts) {
    const rate = instrument === 'bona-fide' ? 'BPCER' : 'APCER';
    const percent = ((errors / presentations) * 100).toFixed(1);
    console.log(
      `${rate} ${instrument.padEnd(20)} ${percent} % (${errors} of ${presentations}; reviews ${reviews})`,
    );
  }
}
process.exitCode = counts.some(({ errors, reviews }) => errors + reviews > 0) ? 1 : 0;

function widths(column: number): number {
  return [10, 20, 30, 9, 8, 8, 8, 0][column] ?? 0;
}

function line(row: AttackRow): string {
  const figure = (value: number | null): string => (value === null ? '–' : value.toFixed(2));
  const cells = [row.identity, row.instrument, row.steps.join(','), row.outcome];
  const figures = [row.match, row.identityMin, row.live].map(figure);
  return [...cells, ...figures, row.decidedBy.join(', ')].map((cell, i) => cell.padEnd(widths(i))).join('');
}
