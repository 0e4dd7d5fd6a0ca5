import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
let copy: string | undefined;
afterAll(async () => {
  if (copy) await rm(copy, { recursive: true, force: true });
});

it('a newcomer who follows docs/add-a-procedure.md word by word gets a procedure whose examples pass', async () => {
  const page = await readFile(join(root, 'docs/add-a-procedure.md'), 'utf8');
  const files = [...page.matchAll(/```ts file=(\S+)\n([\s\S]*?)```/g)].map(([, path, body]) => ({
    path: path!,
    body: body!,
  }));
  const edit = /```ts edit=(\S+)\n(import .*)\n(export const PROCEDURES[^;]*;)\n```/.exec(page);
  expect(files).toHaveLength(4);
  expect(edit).not.toBeNull();

  await mkdir(join(root, 'node_modules/.cache'), { recursive: true });
  copy = await mkdtemp(join(root, 'node_modules/.cache/procedure-'));
  await cp(join(root, 'packages/domain/src'), join(copy, 'packages/domain/src'), { recursive: true });
  for (const { path, body } of files) {
    await mkdir(dirname(join(copy, path)), { recursive: true });
    await writeFile(join(copy, path), body);
  }
  const [, registryPath, importLine, listLine] = edit!;
  const registry = await readFile(join(copy, registryPath!), 'utf8');
  const edited = `${importLine}\n${registry.replace(/export const PROCEDURES[^;]*;/, listLine!)}`;
  expect(edited).not.toBe(registry);
  await writeFile(join(copy, registryPath!), edited);
  await writeFile(join(copy, 'vitest.config.mjs'), 'export default { test: { exclude: [] } };\n');

  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--root',
      copy,
      'procedures.test.ts',
      '--reporter=json',
    ],
    { cwd: copy, env: { ...process.env, VITEST: '' }, maxBuffer: 1 << 24 },
  );
  const report = JSON.parse(stdout.slice(stdout.indexOf('{'))) as {
    success: boolean;
    testResults: { assertionResults: { fullName: string; status: string }[] }[];
  };
  const ours = report.testResults
    .flatMap((r) => r.assertionResults)
    .filter((a) => a.fullName.includes('coach-temporary-id'));
  expect(report.success).toBe(true);
  expect(ours.length).toBeGreaterThanOrEqual(8);
  expect(ours.every((a) => a.status === 'passed')).toBe(true);
}, 120_000);
