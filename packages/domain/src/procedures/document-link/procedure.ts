import { z } from 'zod';
import {
  documentsOfOnePerson,
  nameOnRegister,
  onlyFor,
  perNaturalMonth,
  subjectProven,
} from '../../policy/rules.ts';
import { expiryDate, identityNumber, personName } from '../form-fields.ts';
import { defineProcedure } from '../procedure.ts';
import { examples } from './examples.ts';
import { ladder, policy, purposes } from './policy.ts';
import { questions } from './questions.ts';
import { paperProofs, text } from './text.ts';

/** 双证关联证明: a travel permit and a residence permit are one person's (L1, L2). */
export const documentLink = defineProcedure({
  id: 'document-link',
  version: 1,
  level: 'registered',
  form: (mode, now) => {
    const oneOf = <Kind extends 'home-return-permit' | 'taiwan-permit'>(document: Kind) =>
      z.strictObject({
        document: z.literal(document),
        name: personName,
        number: identityNumber(document, mode),
        expires: expiryDate(now),
        residence: identityNumber('residence-permit', mode, false),
        residenceExpires: expiryDate(now),
      });
    return z.discriminatedUnion('document', [oneOf('home-return-permit'), oneOf('taiwan-permit')], {
      error: 'document-kind.unknown',
    });
  },
  questions,
  subject: ({ name, number, document, expires, residence, residenceExpires }) => ({
    name,
    number,
    document,
    expires,
    linked: { document: 'residence-permit' as const, number: residence, expires: residenceExpires },
  }),
  ladder,
  lapsesAfterMs: policy.lapsesAfterMs,
  rules: [
    nameOnRegister,
    documentsOfOnePerson,
    onlyFor(policy.limitedMedium, perNaturalMonth(policy.perMonth)),
    subjectProven(ladder, 'real-person'),
  ],
  outcome: 'credential',
  credential: {
    code: 4,
    certificateType: '11100000000013338W904',
    validForMs: policy.validForMs,
    codeForMs: policy.codeForMs,
    presentForMs: policy.presentForMs,
    scopes: policy.scopes,
    purposes,
    paperProofs,
    paperFrom: policy.paperFrom,
    paperLinks: 'residence-permit',
  },
  text,
  examples,
});
