import { ACTIONS, type Action, type CheckView } from '@suizheng/domain/contract/real-person-checks.ts';
import { procedureById } from '@suizheng/domain/procedures/registry.ts';
import type { Locale } from '@suizheng/domain/text/locale.ts';
import type { CheckRow } from '../../db/checks.ts';
import { viewReason } from '../applications/application-view.ts';
import { CHECK_TRIES } from './check-subject.ts';

/** A check as the person sees it; an action is told only when its turn comes. */
export function viewCheck(row: CheckRow, now: Date, locale: Locale): CheckView {
  const overdue = row.state === 'capturing' && now > row.step_deadline;
  const capturing = row.state === 'capturing' && !overdue;
  const procedure = row.procedure ? procedureById(row.procedure) : undefined;
  const face = procedure?.ladder.find(({ rung }) => rung === 'real-person');
  const tries = row.procedure ? face?.tries?.most : CHECK_TRIES;
  return {
    id: row.check_id,
    // 'measuring' is ours: to the person the check is not over until there is a verdict.
    state: overdue ? 'lapsed' : row.state === 'measuring' ? 'capturing' : row.state,
    nonce: row.nonce,
    step: capturing ? viewStep(row, now) : null,
    triesLeft: Math.max(0, (tries ?? 0) - row.tries),
    reasons: row.reasons.map((reason) => viewReason(reason, locale)),
    applicationId: row.application_id,
    credentialId: row.credential_id ?? row.issued_credential_id,
  };
}

function viewStep(row: CheckRow, now: Date): NonNullable<CheckView['step']> {
  return {
    index: row.at_step,
    of: row.steps.length,
    action: row.at_step === 0 ? 'straight' : actionOf(row.steps[row.at_step - 1]),
    deadline: row.step_deadline.toISOString(),
    withinMs: Math.max(0, row.step_deadline.getTime() - now.getTime()),
  };
}

function actionOf(stored: string | undefined): Action {
  const action = ACTIONS.find((one) => one === stored);
  if (!action) throw new Error('a stored challenge has an unknown action');
  return action;
}
