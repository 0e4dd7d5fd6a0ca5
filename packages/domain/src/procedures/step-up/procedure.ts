import { z } from 'zod';
import { nameOnRegister, subjectProven } from '../../policy/rules.ts';
import { accountPolicy } from '../account-parts.ts';
import { expiryDate } from '../form-fields.ts';
import { defineProcedure } from '../procedure.ts';
import { examples } from './examples.ts';
import { ladder } from './policy.ts';
import { questions } from './questions.ts';
import { text } from './text.ts';

/** 提升到实人: a real-name holder proves the face, or the document to a person, for the level `real-person` (A4–A6). */
export const stepUp = defineProcedure({
  id: 'step-up',
  version: 1,
  level: 'real-name',
  below: 'real-person',
  form: (_mode, now) => z.strictObject({ expires: expiryDate(now) }),
  questions,
  subject: ({ expires }, holder) => {
    if (!holder) throw new Error('who steps up is real-name, and so has a name');
    return { ...holder, expires };
  },
  ladder,
  lapsesAfterMs: accountPolicy.lapsesAfterMs,
  rules: [nameOnRegister, subjectProven(ladder, 'real-person')],
  outcome: 'level',
  text,
  examples,
});
