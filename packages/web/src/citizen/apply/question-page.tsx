import type { AccountView } from '@suizheng/domain/contract/account.ts';
import type { Question } from '@suizheng/domain/procedures/procedure.ts';
import { procedureById } from '@suizheng/domain/procedures/registry.ts';
import { useParams } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../../shared/api/server-clock.ts';
import { acceptsSandboxPeople, useSite } from '../../shared/api/site.ts';
import { useGo } from '../../shared/go.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Button } from '../../shared/kit/button.tsx';
import { Checkbox } from '../../shared/kit/checkbox.tsx';
import { ErrorSummary } from '../../shared/kit/error-summary.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { SignedIn } from '../account/signed-in.tsx';
import { NotFound } from '../not-found.tsx';
import { eachOnce, type FoundFault, faultOf, findFaults, wordFaults } from './check-fields.ts';
import { changeAnswers, changeDraft, readDraft } from './draft.ts';
import { QuestionField } from './question-field.tsx';
import { askedFields, type Field, neighbours, questionsOf } from './questions.ts';

/** One page of a procedure's form, drawn from the procedure: a new procedure needs no new screen. */
export function QuestionPage() {
  const { t: shared } = useTranslation();
  const text = useText();
  const { procedure = '', question: id } = useParams({ strict: false }) as Partial<Record<string, string>>;
  const question = questionsOf(procedure).find((candidate) => candidate.id === id);
  if (!question) return <NotFound />;
  const { who, answers } = readDraft(procedure);
  const title = (who === 'companion' && question.titleForCompanion) || question.title;
  return (
    <PageShell
      key={question.id}
      title={text(title)}
      back={{ href: neighbours(procedure, question.id, answers).before, label: shared('nav.back') }}
      lead={text(question.why)}
    >
      <SignedIn>
        {(account) => <QuestionForm procedure={procedure} question={question} account={account} />}
      </SignedIn>
    </PageShell>
  );
}

type FormProps = { procedure: string; question: Question; account: AccountView };

function QuestionForm({ procedure: id, question, account }: FormProps) {
  const { t } = useTranslation('citizen');
  const text = useText();
  const go = useGo();
  const site = useSite();
  const draft = readDraft(id);
  const me = draft.who !== 'companion';
  const fields = askedFields(question, draft.answers ?? {});
  const names = fields.map(({ name }) => name);
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(
      fields.map((field) => [
        field.name,
        draft.answers?.[field.name] || (me && knownOf(account, field)) || '',
      ]),
    ),
  );
  const [remember, setRemember] = useState(draft.remember ?? false);
  const [found, setFound] = useState<readonly FoundFault[]>(() =>
    names.flatMap((field) => (draft.faults?.[field] ? [{ field, code: draft.faults[field] }] : [])),
  );
  // Worded here and not where they were found: a change of language changes them too.
  const faults = wordFaults(found, text);
  const mayRemember = fields.some(({ kind }) => kind === 'resident-id') && me && !account.person;
  const answers = { ...draft.answers, ...typed };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const schema = procedureById(id)!.form({ sandbox: acceptsSandboxPeople(site) }, serverNow());
    const wrong = findFaults(schema, answers, names);
    setFound(wrong);
    changeAnswers(id, typed);
    if (mayRemember) changeDraft(id, { remember });
    if (wrong.length === 0) go(neighbours(id, question.id, answers).after);
  };
  return (
    <>
      <ErrorSummary faults={eachOnce(faults)} found={found} />
      <form className="stack" onSubmit={submit} noValidate autoComplete={me ? 'on' : 'off'}>
        {fields.map((field) => (
          <QuestionField
            key={field.name}
            procedure={id}
            field={field}
            value={typed[field.name] ?? ''}
            answers={answers}
            ownData={me}
            labelUnseen={fields.length === 1}
            error={faultOf(faults, field.name)}
            onChange={(value) => {
              setTyped((before) => ({ ...before, [field.name]: value }));
              changeAnswers(id, { [field.name]: value });
            }}
          />
        ))}
        {mayRemember ? (
          <Checkbox name="remember" isSelected={remember} onChange={setRemember}>
            {t('identity.remember')}
          </Checkbox>
        ) : null}
        <Button type="submit">{t('next')}</Button>
      </form>
    </>
  );
}

/** What the account knows of its holder (B1: filled in, always editable); a number only where that document is asked for. */
function knownOf({ person }: AccountView, { kind, document }: Field): string | undefined {
  if (kind === 'person-name') return person?.name;
  const asked = kind === 'resident-id' ? 'resident-id' : kind === 'identity-number' ? document : undefined;
  return person && asked === (person.document ?? 'resident-id') ? person.number : undefined;
}
