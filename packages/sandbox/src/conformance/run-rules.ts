import { randomUUID } from 'node:crypto';
import { organisationRules, permitRules } from './permit-and-organisation-rules.ts';
import { populationRules } from './population-rules.ts';
import { NotChecked, type Rule, type Subject, type System, type Trial } from './rule.ts';
import { signOrder } from './sign-order.ts';
import { geoRules, smsRules } from './sms-and-geo-rules.ts';

/** What became of one rule; `why` holds no personal data. */
export type Finding = {
  readonly rule: Rule;
  readonly verdict: 'passed' | 'failed' | 'skipped';
  readonly why?: string;
};

const RULES: readonly Rule[] = [
  ...populationRules,
  ...permitRules,
  ...organisationRules,
  ...smsRules,
  ...geoRules,
];
const ANSWER_MS = 10_000;

/** Checks an implementation of the contract against every rule of the chosen systems, one after the other. */
export async function* runRules(options: {
  readonly baseUrl: string;
  readonly systems: readonly System[];
  readonly subject: Subject;
  readonly keys: Trial['keys'];
}): AsyncGenerator<Finding> {
  const base = options.baseUrl.replace(/\/+$/, '');
  const trial: Trial = {
    baseUrl: base,
    subject: options.subject,
    keys: options.keys,
    fresh: () => `conformance-${randomUUID()}`,
    async call({ path, body, key, secret, headers }) {
      const bytes = body === undefined ? null : new TextEncoder().encode(JSON.stringify(body));
      const method = bytes === null ? 'GET' : 'POST';
      const response = await fetch(base + path, {
        method,
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
          ...(secret === undefined ? {} : await signOrder(method, base + path, secret, bytes)),
          ...headers,
        },
        body: bytes,
        redirect: 'manual',
        signal: AbortSignal.timeout(ANSWER_MS),
      });
      const answered = new Uint8Array(await response.arrayBuffer());
      return {
        status: response.status,
        header: (name) => response.headers.get(name) ?? '',
        bytes: answered,
        json: parse(answered),
      };
    },
  };
  for (const rule of RULES.filter(({ system }) => options.systems.includes(system))) {
    try {
      await rule.check(trial);
      yield { rule, verdict: 'passed' };
    } catch (error) {
      const why = error instanceof Error ? error.message : 'unknown';
      yield { rule, verdict: error instanceof NotChecked ? 'skipped' : 'failed', why };
    }
  }
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
