import type { AccountView } from '@suizheng/domain/contract/account.ts';
import { TERMS } from '@suizheng/domain/contract/consent-terms.ts';
import { procedureById } from '@suizheng/domain/procedures/registry.ts';
import { useParams } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../shared/api/api-problem.ts';
import { useGo } from '../../shared/go.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Button, ButtonLink, TextLink } from '../../shared/kit/button.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { SlowNote } from '../../shared/kit/skeleton.tsx';
import { SignedIn } from '../account/signed-in.tsx';
import { Answer } from './answer.tsx';
import { readDraft } from './draft.ts';
import { askedFields, asksWho, firstMissing, neighbours, questionsOf } from './questions.ts';
import { useSubmit } from './use-submit.ts';

/** Everything typed, to be looked over once; sending is one press, and a second press sends nothing twice. */
export function CheckAnswers() {
  const { t } = useTranslation('citizen');
  const { t: shared } = useTranslation();
  const { procedure = '' } = useParams({ strict: false }) as { procedure?: string };
  return (
    <PageShell
      title={t('check.title')}
      back={{
        href: neighbours(procedure, 'check', readDraft(procedure).answers).before,
        label: shared('nav.back'),
      }}
      lead={t('check.lead')}
    >
      <SignedIn>{(account) => <Answers procedure={procedure} account={account} />}</SignedIn>
    </PageShell>
  );
}

function Answers({ procedure, account }: { procedure: string; account: AccountView }) {
  const { t } = useTranslation('citizen');
  const { t: ladder } = useTranslation('ladder');
  const go = useGo();
  const missing = firstMissing(procedure, readDraft(procedure));
  const act = useSubmit(procedure, account);
  useEffect(() => {
    if (missing && !act.isPending && !act.isSuccess) go(`/apply/${procedure}/${missing}`, { replace: true });
  }, [missing, procedure, go, act.isPending, act.isSuccess]);
  const rows = useRows(procedure, account);
  if (missing) return null;
  const level = act.error instanceof ApiProblem && act.error.code === 'level-needed';
  return (
    <>
      <dl className="answers card">
        {rows.map(({ label, value, page }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
            {page ? (
              <dd className="change">
                <TextLink href={`/apply/${procedure}/${page}`}>
                  {t('check.change')}
                  <span className="unseen"> {label}</span>
                </TextLink>
              </dd>
            ) : null}
          </div>
        ))}
      </dl>
      <p className="hint">
        {asksWho(procedureById(procedure)) ? t('check.nextIs') : ladder('check.nextLevel')}
      </p>
      {act.error ? <Failure error={act.error} /> : null}
      {level ? <ButtonLink href="/level">{ladder('level.neededGo')}</ButtonLink> : null}
      <SlowNote isPending={act.isPending} />
      <Button isPending={act.isPending} onPress={() => act.mutate()}>
        {t('check.send')}
      </Button>
    </>
  );
}

type Row = { label: string; value: ReactNode; page?: string };

/** What stands on the page: for whom (or by which mobile), then every answer that was asked for. */
function useRows(procedure: string, account: AccountView): Row[] {
  const { t } = useTranslation('citizen');
  const { t: ladder } = useTranslation('ladder');
  const text = useText();
  const { who, answers = {} } = readDraft(procedure);
  const first: Row = asksWho(procedureById(procedure))
    ? { label: t('check.who'), value: t(who === 'companion' ? 'who.companion' : 'who.me'), page: 'who' }
    : {
        label: ladder('mobile.inUse'),
        value: <span className="nums">{account.mobile ?? account.claimed?.mobile ?? '–'}</span>,
      };
  const typed = questionsOf(procedure).flatMap((question) =>
    askedFields(question, answers).map((field) => ({
      label: text(field.kind === 'terms' ? TERMS.title : field.label),
      value: <Answer field={field} typed={answers[field.name] ?? ''} />,
      page: question.id,
    })),
  );
  return [first, ...typed];
}
