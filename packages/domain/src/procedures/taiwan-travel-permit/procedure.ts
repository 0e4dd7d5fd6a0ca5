import { z } from 'zod';
import { nameOnRegister, onlyFor, perNaturalMonth, subjectProven } from '../../policy/rules.ts';
import { expiryDate, identityNumber, oneOf, personName } from '../form-fields.ts';
import { PERMIT_REASONS, permitPolicy, permitPurposes } from '../permit-parts.ts';
import { defineProcedure } from '../procedure.ts';
import { examples } from './examples.ts';
import { ladder } from './ladder.ts';
import { questions } from './questions.ts';
import { paperProofs, text } from './text.ts';

/** 台湾居民来往大陆临时通行证: for residents of Taiwan whose permit is lost, damaged or left behind (T1–T7). */
export const taiwanTravelPermit = defineProcedure({
  id: 'taiwan-travel-permit',
  version: 1,
  level: 'registered',
  form: (mode, now) =>
    z.strictObject({
      reason: oneOf(PERMIT_REASONS),
      name: personName,
      number: identityNumber('taiwan-permit', mode, false),
      expires: expiryDate(now),
    }),
  questions,
  subject: ({ name, number, expires }) => ({ name, number, document: 'taiwan-permit', expires }),
  ladder,
  lapsesAfterMs: permitPolicy.lapsesAfterMs,
  rules: [
    nameOnRegister,
    onlyFor(permitPolicy.limitedMedium, perNaturalMonth(permitPolicy.perMonth)),
    subjectProven(ladder, 'real-person'),
  ],
  outcome: 'credential',
  credential: {
    code: 3,
    certificateType: '11100000000013338W903',
    validForMs: permitPolicy.validForMs,
    codeForMs: permitPolicy.codeForMs,
    presentForMs: permitPolicy.presentForMs,
    scopes: permitPolicy.scopes,
    purposes: permitPurposes,
    paperProofs,
  },
  text,
  examples,
});
