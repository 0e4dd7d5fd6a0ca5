import { z } from 'zod';
import { IDENTITY_DOCUMENTS } from '../../identifiers/identity-document.ts';
import { nameOnRegister, subjectProven } from '../../policy/rules.ts';
import { accountPolicy } from '../account-parts.ts';
import { agreedTerms, expiryDate, identityNumber, personName } from '../form-fields.ts';
import { defineProcedure, type Mode } from '../procedure.ts';
import { examples } from './examples.ts';
import { ladder } from './policy.ts';
import { questions } from './questions.ts';
import { text } from './text.ts';

const [RESIDENT_ID, ...PERMITS] = IDENTITY_DOCUMENTS;

/** Each document asks for its own number; a permit is renewed under the same one, so its last day is asked too (A9). */
const form = (mode: Mode, now: Date) =>
  z.discriminatedUnion(
    'document',
    [
      z.strictObject({
        document: z.literal(RESIDENT_ID),
        name: personName,
        number: identityNumber(RESIDENT_ID, mode),
        terms: agreedTerms,
      }),
      ...PERMITS.map((document) =>
        z.strictObject({
          document: z.literal(document),
          name: personName,
          number: identityNumber(document, mode),
          expires: expiryDate(now),
          terms: agreedTerms,
        }),
      ),
    ],
    { error: 'document-kind.unknown' },
  );

/** 注册认证: the account's holder proves who they are, for the level `real-name` or `real-person` (A1–A3, A5, A6, A9). */
export const registration = defineProcedure({
  id: 'registration',
  version: 1,
  level: 'registered',
  below: 'real-name',
  form,
  questions,
  subject: ({ document, name, number, ...rest }) => ({
    name,
    number,
    ...(document === RESIDENT_ID ? {} : { document }),
    ...('expires' in rest ? { expires: rest.expires } : {}),
  }),
  ladder,
  lapsesAfterMs: accountPolicy.lapsesAfterMs,
  rules: [nameOnRegister, subjectProven(ladder, 'real-name')],
  outcome: 'level',
  text,
  examples,
});
