// `npm run bench [piece …]`: measures against raw limits; the last line is one JSON object with every figure.
import { cpus } from 'node:os';

type Figures = Readonly<Record<string, unknown>>;

/** A part of the measurement; `keys` are the figures it owes, null when it fails. */
type Piece = { name: string; keys: readonly string[]; load(): Promise<() => Promise<Figures>> };

const pieces: readonly Piece[] = [
  {
    name: 'credential',
    keys: ['qr_verify_ratio', 'sign_ratio'],
    load: async () => (await import('./credential.ts')).benchCredential,
  },
  {
    name: 'http',
    keys: [
      'verify_http_ratio_fresh',
      'verify_http_ratio_again',
      'verify_http_gain_remembered',
      'verify_http_per_s',
      'verify_http_per_s_two_wall',
      'verify_http_p50_ms',
      'verify_http_p99_ms',
      'trivial_http_per_s',
      'raw_verify_per_s',
    ],
    load: async () => (await import('./http.ts')).benchHttp,
  },
  {
    name: 'scale',
    keys: [
      'status_bytes_per_million',
      'remembered_bytes_per_million',
      'spring_cores_full',
      'spring_peak_p99_ms',
    ],
    load: async () => (await import('./scale.ts')).benchScale,
  },
  {
    name: 'settle',
    keys: ['settle_ratio_1', 'settle_ratio_8', 'settle_ratio_32'],
    load: async () => (await import('./settle.ts')).benchSettle,
  },
  {
    name: 'review',
    keys: ['claim_ratio_1', 'claim_ratio_16', 'claim_statements', 'queue_page_ms'],
    load: async () => (await import('./review.ts')).benchReview,
  },
  {
    name: 'face',
    keys: ['face_check_cpu_s'],
    load: async () => (await import('./face.ts')).benchFace,
  },
  {
    name: 'start',
    keys: ['start_cold_s', 'start_warm_s'],
    load: async () => (await import('./start.ts')).benchStart,
  },
];

const rounded = (value: unknown): unknown =>
  typeof value === 'number' ? Number(value.toPrecision(4)) : value;

const measure = async (piece: Piece): Promise<Figures> => {
  console.log(`\n• ${piece.name}`);
  try {
    const figures = await (await piece.load())();
    for (const [key, value] of Object.entries(figures)) console.log(`  ${key.padEnd(26)} ${rounded(value)}`);
    const owed = piece.keys.filter((key) => typeof figures[key] !== 'number');
    if (owed.length > 0) throw new Error(`no figure for ${owed.join(', ')}`);
    return figures;
  } catch (error) {
    console.error(`✗ ${piece.name}: ${(error as Error).stack}`);
    process.exitCode = 1;
    return Object.fromEntries(piece.keys.map((key) => [key, null]));
  }
};

const wanted = process.argv.slice(2);
let all: Figures = {};
for (const piece of pieces) {
  if (wanted.length === 0 || wanted.includes(piece.name)) all = { ...all, ...(await measure(piece)) };
}
const machine = { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length };
const shown = Object.fromEntries(
  Object.entries({ ...all, ...machine }).map(([key, value]) => [key, rounded(value)]),
);
process.stdout.write(`\n${JSON.stringify(shown)}\n`);
process.disconnect?.();
