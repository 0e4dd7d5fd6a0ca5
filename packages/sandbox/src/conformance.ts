// Checks any implementation of the register contract:
//   node packages/sandbox/src/conformance.ts BASE_URL [--only population,sms,geo] [--subject FILE]
// Keys come from REGISTER_API_KEY and SMS_API_KEY. Exit: 0 all rules hold, 1 one is broken, 2 wrong use.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { cardExpiry, registerMobile, registerNumber } from '@suizheng/domain/contract/registers.ts';
import { z } from 'zod';
import { runRules } from './conformance/run-rules.ts';

const subjectFile = z.strictObject({
  name: z.string().min(1),
  number: registerNumber,
  mobile: registerMobile.nullish(),
  expiry: cardExpiry.nullish(),
  hasPortrait: z.boolean().default(true),
});
const system = z.enum(['population', 'sms', 'geo']);

function misuse(why: string): never {
  console.error(
    `${why}\nuse: node packages/sandbox/src/conformance.ts BASE_URL [--only population,sms,geo] [--subject FILE]`,
  );
  process.exit(2);
}

/** The subject of `--subject`, or the sandbox's own demo person. */
async function subjectOf(baseUrl: string, file: string | undefined) {
  if (file !== undefined) return subjectFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  const answer = await fetch(`${baseUrl.replace(/\/+$/, '')}/demo-person`);
  if (!answer.ok) misuse('This system has no /demo-person: name a test person with --subject FILE.');
  const { name, number, mobile, expiry, portraitUrl } = (await answer.json()) as Record<
    string,
    string | null
  >;
  return subjectFile.parse({ name, number, mobile, expiry, hasPortrait: portraitUrl !== null });
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string', default: 'population,sms,geo' }, subject: { type: 'string' } },
});
const baseUrl = positionals[0];
if (positionals.length !== 1 || !baseUrl || !URL.canParse(baseUrl)) misuse('One BASE_URL is needed.');
const systems = z.array(system).safeParse(values.only.split(','));
if (!systems.success) misuse('--only takes population, sms and geo, separated by commas.');
const subject = await subjectOf(baseUrl, values.subject).catch(() =>
  misuse('The test person cannot be read.'),
);
const keys = { register: process.env.REGISTER_API_KEY ?? '', sms: process.env.SMS_API_KEY ?? '' };

const count = { passed: 0, failed: 0, skipped: 0 };
for await (const { rule, verdict, why } of runRules({ baseUrl, systems: systems.data, subject, keys })) {
  count[verdict] += 1;
  const mark = { passed: 'pass', failed: 'FAIL', skipped: 'skip' }[verdict];
  console.log(`${mark}  ${rule.id.padEnd(4)}${rule.text}${why === undefined ? '' : `: ${why}`}`);
}
console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
process.exit(count.failed === 0 ? 0 : 1);
