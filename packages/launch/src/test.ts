import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './data-dir.ts';
import { ensureBrowser } from './ensure-browser.ts';
import { buildWeb, hasWebApp } from './web-build.ts';

interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

const bin = (name: string): string => join(root, 'node_modules', '.bin', name);
const results = mkdtempSync(join(tmpdir(), 'suizheng-results-'));

const run = (command: string, args: readonly string[]): Promise<number> =>
  new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit' });
    child.once('error', () => resolve(127));
    child.once('exit', (code) => resolve(code ?? 1));
  });

/** Runs one tool over the sources and counts as one check. */
const check = async (command: string, args: readonly string[]): Promise<Count> =>
  (await run(bin(command), args)) === 0
    ? { passed: 1, failed: 0, skipped: 0 }
    : { passed: 0, failed: 1, skipped: 0 };

interface Report {
  success: boolean;
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
}

/** Runs the tests of vitest projects and counts them from its own report; a run that broke counts as one failure. */
const tests = async (projects: readonly string[], filters: readonly string[] = []): Promise<Count> => {
  const file = join(results, `${projects.join('-')}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const chosen = projects.flatMap((name) => ['--project', name]);
  const code = await run(bin('vitest'), ['run', '--passWithNoTests', ...chosen, ...reporters, ...filters]);
  try {
    const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
    const broke = code !== 0 && report.numFailedTests === 0 ? 1 : 0;
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests + broke,
      skipped: report.numPendingTests + report.numTodoTests,
    };
  } catch {
    return { passed: 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  }
};

/** Journeys need a browser; without one they fail, because an untested trip is not a tested one. */
const journeys = async (): Promise<Count> => {
  const missing = await ensureBrowser();
  if (missing === undefined) return tests(['journeys', 'films']);
  console.error(`✗ ${missing}`);
  return { passed: 0, failed: 1, skipped: 0 };
};

/** What tests of faces measure with; without it they say that they skip, so a failure is told and no more. */
const faceModels = (): Promise<Count> =>
  run(process.execPath, [join(root, 'packages', 'launch', 'src', 'fetch-models.ts')]).then((code) => {
    if (code !== 0) console.error('✗ the face models could not be fetched: tests that need them skip');
    return { passed: 0, failed: 0, skipped: 0 };
  });

/** Built before the tests that weigh it and those that use it. */
const webApp = async (): Promise<Count> => {
  try {
    if (hasWebApp()) console.log(`web app ${await buildWeb(process.env)}`);
    return { passed: 1, failed: 0, skipped: 0 };
  } catch (error) {
    console.error((error as Error).message);
    return { passed: 0, failed: 1, skipped: 0 };
  }
};

const steps: Record<string, () => Promise<Count>> = {
  'format and lint': () => check('biome', ['check', '--diagnostic-level=warn', '.']),
  types: () => check('tsc', ['-p', '.']),
  boundaries: () =>
    check(
      'depcruise',
      ['packages', 'journeys', 'bench'].filter((folder) => existsSync(join(root, folder))),
    ),
  'unused code': () => check('knip', []),
  'face models': faceModels,
  'web app': webApp,
  unit: () => tests(['unit']),
  flow: () => tests(['flow']),
  crash: () => tests(['crash']),
  journeys,
};

const quick = ['format and lint', 'types', 'boundaries', 'unused code', 'unit'];
const [first, ...rest] = process.argv.slice(2);

const chosen = (): [string, () => Promise<Count>][] => {
  if (first === undefined) return Object.entries(steps);
  if (first === 'crash') {
    process.env.CRASH_ROUNDS ??= '20';
    return [['crash', () => tests(['crash'])]];
  }
  if (first === 'check') return Object.entries(steps).filter(([name]) => quick.includes(name));
  return [
    [
      `tests matching ${[first, ...rest].join(', ')}`,
      () => faceModels().then(() => tests(['unit', 'flow', 'crash', 'journeys', 'films'], [first, ...rest])),
    ],
  ];
};

const sum: Count = { passed: 0, failed: 0, skipped: 0 };
for (const [name, work] of chosen()) {
  console.log(`\n• ${name}`);
  const since = performance.now();
  const count = await work();
  for (const key of ['passed', 'failed', 'skipped'] as const) sum[key] += count[key];
  const seconds = ((performance.now() - since) / 1000).toFixed(1);
  console.log(
    `${count.failed === 0 ? '✓' : '✗'} ${name}: ${count.passed} passed, ${count.failed} failed (${seconds} s)`,
  );
}
rmSync(results, { recursive: true, force: true });
process.exitCode = sum.failed === 0 ? 0 : 1;
// Format, lint, types, boundaries, unused code and the web build count as one each, a test as one.
console.log(`\n${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
process.disconnect?.();
