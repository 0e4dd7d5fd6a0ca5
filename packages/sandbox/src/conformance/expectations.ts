import { type RegisterProblemCode, registerProblem } from '@suizheng/domain/contract/registers.ts';
import type { z } from 'zod';
import { must, type TrialAnswer } from './rule.ts';

/** The answer is a problem of the contract with this status and code. */
export function mustBeProblem(answer: TrialAnswer, status: number, code: RegisterProblemCode): void {
  must(answer.status === status, `status ${status} expected, got ${answer.status}`);
  const type = answer.header('content-type').split(';')[0];
  must(type === 'application/problem+json', `application/problem+json expected, got ${type || 'no type'}`);
  const problem = registerProblem.safeParse(answer.json);
  must(problem.success, 'the body is no problem of the contract');
  must(problem.data.code === code, `code ${code} expected, got ${problem.data.code}`);
  must(problem.data.status === status, 'the body’s status differs from the answer’s');
}

/** The answer is JSON of this shape, nothing more and nothing less; returns it. */
export function mustAnswer<T>(answer: TrialAnswer, status: number, schema: z.ZodType<T>): T {
  must(answer.status === status, `status ${status} expected, got ${answer.status}`);
  must(answer.header('content-type').startsWith('application/json'), 'application/json expected');
  const parsed = schema.safeParse(answer.json);
  must(parsed.success, 'the body does not have the contract’s shape');
  return parsed.data;
}

/** The answer repeats none of these texts. */
export function mustNotRepeat(answer: TrialAnswer, ...texts: readonly string[]): void {
  const body = new TextDecoder().decode(answer.bytes);
  for (const text of texts) must(!body.includes(text), 'the answer repeats personal data');
}
