import { type AccountView, proveRealName } from '@suizheng/domain/contract/account.ts';
import { type ApplicationView, createApplication } from '@suizheng/domain/contract/applications.ts';
import { procedureById } from '@suizheng/domain/procedures/registry.ts';
import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';
import { ApiProblem } from '../../shared/api/api-problem.ts';
import { call } from '../../shared/api/call.ts';
import { useGo } from '../../shared/go.ts';
import { ACCOUNT } from '../account/use-account.ts';
import { nextPage } from '../ladder/rung-pages.ts';
import { makeHolderKey } from '../wallet/holder-keys.ts';
import { isFaultCode } from './check-fields.ts';
import { beginAct, changeDraft, type Draft, purgeDraft, readDraft } from './draft.ts';
import { inputOf, questionOf, subjectTyped } from './questions.ts';

/** Sends the draft as an application, once: key and holder key belong to these answers and are kept while they are tried again. */
export function useSubmit(
  procedure: string,
  account: AccountView,
): UseMutationResult<ApplicationView, Error, void> {
  const go = useGo();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      const { answers = {}, remember, act: begun } = readDraft(procedure);
      const bound = procedureById(procedure)?.outcome === 'credential';
      const act = begun ?? {
        key: crypto.randomUUID(),
        ...(bound ? { holderKey: await makeHolderKey(new Date()) } : {}),
      };
      if (!begun) beginAct(procedure, act);
      const application = await call(
        createApplication,
        { body: { procedure, input: inputOf(procedure, answers), ...holderOf(act) } },
        { idempotencyKey: act.key },
      );
      if (remember && account.person === null) await rememberPerson(subjectTyped(procedure, answers));
      return application;
    },
    onSuccess: (application) => {
      const mismatch = application.reasons.some(({ code }) => code === 'name-number-mismatch');
      // A slip of the finger must not cost the whole form: what was typed stays, to be corrected and sent as another.
      if (application.state === 'refused' && mismatch) changeDraft(procedure, {});
      else purgeDraft(procedure);
      void queries.invalidateQueries({ queryKey: ['applications'] });
      void queries.invalidateQueries({ queryKey: ACCOUNT });
      queries.setQueryData(['application', application.id], application);
      go(nextPage(application), { replace: true });
    },
    onError: (error) => {
      if (!(error instanceof ApiProblem)) return;
      const wrong = error.fields('input.');
      const first = wrong.map(({ field }) => questionOf(procedure, field)).find((page) => page !== undefined);
      if (first === undefined) return;
      const codes = (error.problem?.errors ?? []).map(({ field, code }) => [
        field.replace(/^input\./, ''),
        code,
      ]);
      const faults = Object.fromEntries(codes.filter(([, code]) => isFaultCode(code ?? '')));
      changeDraft(procedure, { faults });
      go(`/apply/${procedure}/${first}`);
    },
  });
}

/** Asked for by the person on the form; the application does not depend on it. */
async function rememberPerson(person: { name: string; number: string }): Promise<void> {
  try {
    await call(proveRealName, { body: person });
  } catch {
    // The next form simply comes empty.
  }
}

const holderOf = ({ holderKey }: NonNullable<Draft['act']>) => (holderKey ? { holderKey } : {});
