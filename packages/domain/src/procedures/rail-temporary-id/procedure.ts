import { z } from 'zod';
import {
  nameOnRegister,
  onlyFor,
  perNaturalMonth,
  reapplyInLast,
  subjectProven,
} from '../../policy/rules.ts';
import { cityName, personName, residentIdNumber } from '../form-fields.ts';
import { defineProcedure } from '../procedure.ts';
import { examples } from './examples.ts';
import { ladder, policy } from './policy.ts';
import { questions } from './questions.ts';
import { paperProofs, purposes, text } from './text.ts';

/** 铁路电子临时乘车身份证明: a temporary ID for trains, for who travels without the resident identity card (B1–B8). */
export const railTemporaryId = defineProcedure({
  id: 'rail-temporary-id',
  version: 1,
  level: 'registered',
  form: (mode) => z.strictObject({ name: personName, number: residentIdNumber(mode), city: cityName }),
  questions,
  subject: (input) => ({ name: input.name, number: input.number }),
  ladder,
  lapsesAfterMs: policy.lapsesAfterMs,
  rules: [
    nameOnRegister,
    onlyFor(policy.limitedMedium, perNaturalMonth(policy.perMonth)),
    onlyFor(policy.limitedMedium, reapplyInLast(policy.reapplyInLastHours)),
    subjectProven(ladder, 'real-person'),
  ],
  outcome: 'credential',
  credential: {
    code: 1,
    certificateType: '11100000000013338W901',
    validForMs: policy.validForMs,
    codeForMs: policy.codeForMs,
    presentForMs: policy.presentForMs,
    scopes: ['rail'],
    purposes,
    paperProofs,
  },
  text,
  examples,
});
