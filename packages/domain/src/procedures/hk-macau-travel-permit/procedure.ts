import { z } from 'zod';
import { nameOnRegister, onlyFor, perNaturalMonth, subjectProven } from '../../policy/rules.ts';
import { expiryDate, identityNumber, oneOf, personName } from '../form-fields.ts';
import { PERMIT_REASONS, permitPurposes } from '../permit-parts.ts';
import { defineProcedure } from '../procedure.ts';
import { examples } from './examples.ts';
import { ladder, policy } from './policy.ts';
import { questions } from './questions.ts';
import { paperProofs, text } from './text.ts';

/** 港澳居民来往内地临时通行证: for residents of Hong Kong and Macau whose home return permit is lost, damaged or left behind (T1–T7). */
export const hkMacauTravelPermit = defineProcedure({
  id: 'hk-macau-travel-permit',
  version: 1,
  level: 'registered',
  form: (mode, now) =>
    z.strictObject({
      reason: oneOf(PERMIT_REASONS),
      name: personName,
      number: identityNumber('home-return-permit', mode, false),
      expires: expiryDate(now),
    }),
  questions,
  subject: ({ name, number, expires }) => ({ name, number, document: 'home-return-permit', expires }),
  ladder,
  lapsesAfterMs: policy.lapsesAfterMs,
  rules: [
    nameOnRegister,
    onlyFor(policy.limitedMedium, perNaturalMonth(policy.perMonth)),
    subjectProven(ladder, 'real-person'),
  ],
  outcome: 'credential',
  credential: {
    code: 2,
    certificateType: '11100000000013338W902',
    validForMs: policy.validForMs,
    codeForMs: policy.codeForMs,
    presentForMs: policy.presentForMs,
    scopes: policy.scopes,
    purposes: permitPurposes,
    paperProofs,
  },
  text,
  examples,
});
