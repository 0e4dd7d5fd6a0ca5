import { type AccountView, proveRealName } from '@suizheng/domain/contract/account.ts';
import { type ApplicationView, createApplication } from '@suizheng/domain/contract/applications.ts';
import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';
import { ApiProblem } from '../../shared/api/api-problem.ts';
import { call } from '../../shared/api/call.ts';
import { useGo } from '../../shared/go.ts';
import { joinSentences } from '../../shared/i18n/join.ts';
import { ACCOUNT } from '../account/use-account.ts';
import { makeHolderKey } from '../wallet/holder-keys.ts';
import { beginAct, changeDraft, purgeDraft, readDraft } from './draft.ts';
import { questionOf, subjectTyped } from './questions.ts';

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
      const act = begun ?? { key: crypto.randomUUID(), holderKey: await makeHolderKey(new Date()) };
      if (!begun) beginAct(procedure, act);
      const application = await call(
        createApplication,
        { body: { procedure, input: answers, holderKey: act.holderKey } },
        { idempotencyKey: act.key },
      );
      if (remember && account.person === null) await rememberPerson(subjectTyped(procedure, answers));
      return application;
    },
    onSuccess: (application) => {
      purgeDraft(procedure);
      void queries.invalidateQueries({ queryKey: ['applications'] });
      void queries.invalidateQueries({ queryKey: ACCOUNT });
      queries.setQueryData(['application', application.id], application);
      const page =
        application.state === 'proving'
          ? `/face/application/${application.id}`
          : `/applications/${application.id}`;
      go(page, { replace: true });
    },
    onError: (error) => {
      if (!(error instanceof ApiProblem)) return;
      const wrong = error.fields('input.');
      const first = wrong.map(({ field }) => questionOf(procedure, field)).find((page) => page !== undefined);
      if (first === undefined) return;
      const faults = Object.fromEntries(
        wrong.map(({ field, reason, next }) => [field, joinSentences(reason, next)]),
      );
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
