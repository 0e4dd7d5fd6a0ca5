import type { Text } from '../text/locale.ts';
import type { DisclosedField } from './procedure.ts';
import { CREDENTIAL_PROCEDURES } from './registry.ts';

/** What a purpose shows of one credential; no fields: it is valid there, and nothing more is told. */
export type Seen = {
  readonly procedure: string;
  readonly name: Text;
  readonly fields: readonly DisclosedField[];
};

/** What a relying party with that purpose sees, credential by credential; none for those not valid in its scope. */
export function seenFor(purposeId: string): readonly Seen[] {
  return CREDENTIAL_PROCEDURES.flatMap(({ id, text, credential }) =>
    credential.purposes
      .filter((purpose) => purpose.id === purposeId)
      .map(({ reveals }) => ({ procedure: id, name: text.name, fields: reveals })),
  );
}
