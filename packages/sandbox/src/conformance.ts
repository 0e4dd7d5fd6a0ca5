// Checks any implementation of the register contract:
//   node packages/sandbox/src/conformance.ts BASE_URL [--only population,permits,…] [--subject FILE]
// Keys come from REGISTER_API_KEY, PERMIT_REGISTER_API_KEY, ORGANISATION_REGISTER_API_KEY (REGISTER_API_KEY where
// absent) and SMS_API_KEY. Exit: 0 all rules hold, 1 one is broken, 2 wrong use.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import {
  cardExpiry,
  organisationCheckRequest,
  permitNumber,
  registerMobile,
  registerNumber,
} from '@suizheng/domain/contract/registers.ts';
import { z } from 'zod';
import { SYSTEMS } from './conformance/rule.ts';
import { runRules } from './conformance/run-rules.ts';

const person = {
  name: z.string().min(1),
  mobile: registerMobile.nullish(),
  expiry: cardExpiry.nullish(),
  hasPortrait: z.boolean().default(true),
};
const subjectFile = z.strictObject({
  ...person,
  number: registerNumber,
  guardianship: z.strictObject({ child: registerNumber, guardian: registerNumber }).optional(),
  permit: z
    .strictObject({ ...person, number: permitNumber, linkedNumber: permitNumber.optional() })
    .optional(),
  organisation: organisationCheckRequest.optional(),
});
const system = z.enum(SYSTEMS);

function misuse(why: string): never {
  console.error(
    `${why}\nuse: node packages/sandbox/src/conformance.ts BASE_URL [--only ${SYSTEMS.join(',')}] [--subject FILE]`,
  );
  process.exit(2);
}

/** The subject of `--subject`, or the sandbox's own demo people. */
async function subjectOf(baseUrl: string, file: string | undefined) {
  if (file !== undefined) return subjectFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  const answer = await fetch(`${baseUrl.replace(/\/+$/, '')}/demo-subject`);
  if (!answer.ok) misuse('This system has no /demo-subject: name a test person with --subject FILE.');
  return subjectFile.parse(await answer.json());
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string', default: SYSTEMS.join(',') }, subject: { type: 'string' } },
});
const baseUrl = positionals[0];
if (positionals.length !== 1 || !baseUrl || !URL.canParse(baseUrl)) misuse('One BASE_URL is needed.');
const systems = z.array(system).safeParse(values.only.split(','));
if (!systems.success) misuse(`--only takes ${SYSTEMS.join(', ')}, separated by commas.`);
const subject = await subjectOf(baseUrl, values.subject).catch(() =>
  misuse('The test person cannot be read.'),
);
const { env } = process;
const register = env.REGISTER_API_KEY ?? '';
const keys = {
  register,
  permits: env.PERMIT_REGISTER_API_KEY ?? register,
  organisations: env.ORGANISATION_REGISTER_API_KEY ?? register,
  sms: env.SMS_API_KEY ?? '',
};

const count = { passed: 0, failed: 0, skipped: 0 };
for await (const { rule, verdict, why } of runRules({ baseUrl, systems: systems.data, subject, keys })) {
  count[verdict] += 1;
  const mark = { passed: 'pass', failed: 'FAIL', skipped: 'skip' }[verdict];
  console.log(`${mark}  ${rule.id.padEnd(4)}${rule.text}${why === undefined ? '' : `: ${why}`}`);
}
console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
process.exit(count.failed === 0 ? 0 : 1);
