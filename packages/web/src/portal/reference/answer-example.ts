import {
  REASONS_OF_SERVICE,
  reasonInWords,
  verdictOfReason,
} from '@suizheng/domain/policy/service-verdicts.ts';
import type { ServiceId } from '@suizheng/domain/policy/services.ts';
import type { Locale } from '@suizheng/domain/text/locale.ts';
import { exampleOf } from './example-of.ts';
import { type JsonSchema, type Operation, scopeOf } from './open-api.ts';
import type { Schemas } from './schema-rows.ts';

/** An answer for reading: one schema serves several services, so that a check answers as its own service does. */
export function answerExample(
  operation: Pick<Operation, 'operationId' | 'security'>,
  schema: JsonSchema,
  schemas: Schemas,
  locale: Locale,
): unknown {
  const plain = exampleOf(schema, schemas);
  const service = scopeOf(operation);
  if (!isService(service) || !isCheck(plain)) return plain;
  const asked = operation.operationId === 'createLinkCheck';
  const code = asked ? 'consent-awaited' : REASONS_OF_SERVICE[service][0];
  if (code === undefined) return plain;
  return {
    ...plain,
    service,
    verdict: verdictOfReason(code),
    code,
    ...reasonInWords(code, locale),
    ...('state' in plain
      ? { state: asked ? 'waiting' : 'answered', answer: asked ? null : 'confirmed' }
      : {}),
  };
}

const isService = (scope: string | undefined): scope is ServiceId =>
  scope !== undefined && scope in REASONS_OF_SERVICE;

const isCheck = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && 'verdict' in value && 'code' in value;
