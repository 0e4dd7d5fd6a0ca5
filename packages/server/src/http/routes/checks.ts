import * as checks from '@suizheng/domain/contract/real-person-checks.ts';
import { readCheck } from '../../flows/real-person-checks/read-check.ts';
import { sendStep } from '../../flows/real-person-checks/send-step.ts';
import { type CheckContext, startCheck } from '../../flows/real-person-checks/start-check.ts';
import { type Binding, bind } from '../bind.ts';

/** The real-person check, step by step. */
export const checkRoutes = (context: CheckContext): Binding[] => [
  bind(checks.startCheck, ({ caller, body, operationId, actor, locale }) =>
    startCheck(context, caller, { ...body, operationId, actor, locale }),
  ),
  bind(checks.sendStep, ({ caller, params, body, actor, locale }) =>
    sendStep(context, caller, { ...body, checkId: params.id, step: params.step, actor, locale }),
  ),
  bind(checks.readCheck, ({ caller, params, locale }) => readCheck(context, caller, params.id, locale)),
];
