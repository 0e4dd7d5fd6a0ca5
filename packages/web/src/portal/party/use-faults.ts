import { FIELD_FAULTS } from '@suizheng/domain/errors/field-faults.ts';
import type { Text } from '@suizheng/domain/text/locale.ts';
import { useState } from 'react';
import type { z } from 'zod';
import { ApiProblem } from '../../shared/api/api-problem.ts';
import { type OwnWords, schemaFaults } from '../../shared/faults.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { joinSentences } from '../../shared/i18n/join.ts';
import type { Fault } from '../../shared/kit/error-summary.tsx';

/** What is wrong with a form, in the language that is shown now. */
export type Faults = {
  readonly list: readonly Fault[];
  /** Changes when something else was found: the summary takes the focus then. */
  readonly found: unknown;
  /** The words of one field. */
  of(field: string): string | undefined;
  /** Looks at what is to be sent; true when it may be. */
  check(body: object): boolean;
};

/** Faults found by the contract's own schema before sending, and by the server (`error`) after it; `own` words win. */
export function useFaults(schema: z.ZodType, error: unknown, own: OwnWords = {}): Faults {
  const text = useText();
  const [checked, setChecked] = useState<object | null>(null);
  const before = checked === null ? [] : schemaFaults(schema, checked, text, own);
  const list = (before.length > 0 ? before : serverFaults(error, text)).map(({ field, text: words }) => ({
    field: inputOf(field),
    text: words,
  }));
  return {
    list,
    found: before.length > 0 ? checked : error,
    of: (field) => list.find((fault) => fault.field === field)?.text,
    check: (body) => {
      setChecked(body);
      return schema.safeParse(body).success;
    },
  };
}

/** The input that a fault belongs to: a list's own where one of its entries is wrong. */
const inputOf = (field: string): string => field.replace(/\.\d+(\..*)?$/, '').replace(/^jwks\..*/, 'jwks');

function serverFaults(error: unknown, word: (text: Text) => string): Fault[] {
  if (!(error instanceof ApiProblem)) return [];
  return (error.problem?.errors ?? []).map(({ field, code, reason, next }) => {
    const known = Object.entries(FIELD_FAULTS).find(([id]) => id === code)?.[1];
    const words = known && [word(known.reason), word(known.next)];
    // Words with a place in them are filled by the server alone.
    const [why = reason, then = next] = words?.every((one) => !one.includes('{')) ? words : [];
    return { field, text: joinSentences(why, then) };
  });
}
