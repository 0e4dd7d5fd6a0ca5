import type { FieldFaultCode } from '@suizheng/domain/errors/field-faults.ts';
import type { IdentityDocument } from '@suizheng/domain/identifiers/identity-document.ts';
import type { Context } from '../../context.ts';
import { registerFor } from '../../gateways/permit-register.ts';

/** What the register says of a document that an officer holds: good, or which fields are wrong and how. */
export type DocumentAnswer =
  | { readonly kind: 'good' }
  | {
      readonly kind: 'wrong';
      readonly fields: readonly (readonly [string, FieldFaultCode])[];
      readonly guess: boolean;
    }
  | { readonly kind: 'unavailable'; readonly retryAfter: number | undefined };

/**
 * Asks the register that holds the document whether name, number and last day belong together and the document stands
 * (A6); never inside a transaction. Which of the three differs is not told: an officer has the document in hand.
 */
export async function askCounterRegister(
  context: Pick<Context, 'population' | 'permits'>,
  document: IdentityDocument,
  { name, number, expires }: { name: string; number: string; expires: string },
): Promise<DocumentAnswer> {
  const answer = await registerFor(context, document).checkRealName({ name, number, expiry: expires });
  if (answer.kind === 'unavailable') return { kind: 'unavailable', retryAfter: answer.retryAfter };
  if (answer.kind !== 'match') {
    const fields = ['name', 'document.number', 'document.expires'] as const;
    return {
      kind: 'wrong',
      guess: true,
      fields: fields.map((field) => [field, 'document.mismatch'] as const),
    };
  }
  if (answer.cardState === 'lost')
    return { kind: 'wrong', guess: false, fields: [['document.number', 'document.lost']] };
  if (answer.cardState === 'expired')
    return { kind: 'wrong', guess: false, fields: [['document.expires', 'expires.past']] };
  return { kind: 'good' };
}
