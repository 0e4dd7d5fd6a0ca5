import type { AccountView } from '@suizheng/domain/contract/account.ts';
import type { FieldKind, Question } from '@suizheng/domain/procedures/procedure.ts';
import { procedureById } from '@suizheng/domain/procedures/registry.ts';
import { useParams } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { acceptsSandboxPeople, useSite } from '../../shared/api/site.ts';
import { useGo } from '../../shared/go.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Button } from '../../shared/kit/button.tsx';
import { Checkbox } from '../../shared/kit/checkbox.tsx';
import { ErrorSummary, type Fault } from '../../shared/kit/error-summary.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { SignedIn } from '../account/signed-in.tsx';
import { NotFound } from '../not-found.tsx';
import { checkFields, faultOf } from './check-fields.ts';
import { changeAnswers, changeDraft, readDraft } from './draft.ts';
import { QuestionField } from './question-field.tsx';
import { neighbours, questionsOf } from './questions.ts';

/** One page of a procedure's form, drawn from the procedure: a new procedure needs no new screen. */
export function QuestionPage() {
  const { t: shared } = useTranslation();
  const text = useText();
  const { procedure = '', question: id } = useParams({ strict: false }) as Partial<Record<string, string>>;
  const question = questionsOf(procedure).find((candidate) => candidate.id === id);
  if (!question) return <NotFound />;
  const companion = readDraft(procedure).who === 'companion';
  const title = (companion && question.titleForCompanion) || question.title;
  return (
    <PageShell
      key={question.id}
      title={text(title)}
      back={{
        href: `/apply/${procedure}/${neighbours(procedure, question.id).before}`,
        label: shared('nav.back'),
      }}
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
  const names = question.fields.map(({ name }) => name);
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(
      question.fields.map(({ name, kind }) => [
        name,
        draft.answers?.[name] || (me && knownOf(account, kind)) || '',
      ]),
    ),
  );
  const [remember, setRemember] = useState(draft.remember ?? false);
  const [faults, setFaults] = useState<readonly Fault[]>(() =>
    names.flatMap((field) => (draft.faults?.[field] ? [{ field, text: draft.faults[field] }] : [])),
  );
  const asksWho = question.fields.some(({ kind }) => kind === 'resident-id');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const schema = procedureById(id)!.form({ sandbox: acceptsSandboxPeople(site) });
    const found = checkFields(schema, typed, names, text);
    setFaults(found);
    changeAnswers(id, typed);
    if (asksWho) changeDraft(id, { remember: me && remember });
    if (found.length === 0) go(`/apply/${id}/${neighbours(id, question.id).after}`);
  };
  return (
    <>
      <ErrorSummary faults={faults} />
      <form className="stack" onSubmit={submit} noValidate autoComplete={me ? 'on' : 'off'}>
        {question.fields.map((field) => (
          <QuestionField
            key={field.name}
            field={field}
            value={typed[field.name] ?? ''}
            ownData={me}
            error={faultOf(faults, field.name)}
            onChange={(value) => {
              setTyped((before) => ({ ...before, [field.name]: value }));
              changeAnswers(id, { [field.name]: value });
            }}
          />
        ))}
        {asksWho && me && !account.person ? (
          <Checkbox name="remember" isSelected={remember} onChange={setRemember}>
            {t('identity.remember')}
          </Checkbox>
        ) : null}
        <Button type="submit">{t('next')}</Button>
      </form>
    </>
  );
}

/** What the account knows of its holder (B1: filled in, always editable). */
function knownOf({ person }: AccountView, kind: FieldKind): string | undefined {
  if (kind === 'person-name') return person?.name;
  return kind === 'resident-id' ? person?.number : undefined;
}
