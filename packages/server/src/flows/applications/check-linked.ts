import type { Subject } from '@suizheng/domain/procedures/procedure.ts';
import type { Context } from '../../context.ts';
import type { Unavailable } from '../../gateways/call-policy.ts';
import { registerFor } from '../../gateways/permit-register.ts';

/** What the registers say of a second document: it is the same person's, or it is not: one answer for every way it differs. */
export type LinkedOutcome = { readonly kind: 'match' | 'linked-differs' } | Unavailable;

/**
 * Asks whether a second document bears the same name and that last day, and whether both are one person's (L1). Both
 * questions are asked whatever the first one says, so that how long it takes tells no more than the answer does.
 */
export async function checkLinked(
  context: Pick<Context, 'population' | 'permits'>,
  { name, number }: Pick<Subject, 'name' | 'number'>,
  linked: NonNullable<Subject['linked']>,
): Promise<LinkedOutcome> {
  const [named, link] = await Promise.all([
    registerFor(context, linked.document).checkRealName({
      name,
      number: linked.number,
      expiry: linked.expires,
    }),
    context.permits.checkLink({ first: number, second: linked.number }),
  ]);
  if (named.kind === 'unavailable') return named;
  if (link.kind === 'unavailable') return link;
  return { kind: named.kind === 'match' && link.kind === 'match' ? 'match' : 'linked-differs' };
}
