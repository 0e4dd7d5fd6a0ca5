import type { AccountView } from '@suizheng/domain/contract/account.ts';
import type { FieldKind } from '@suizheng/domain/procedures/procedure.ts';
import { useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../shared/go.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Button, TextLink } from '../../shared/kit/button.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { SlowNote } from '../../shared/kit/skeleton.tsx';
import { SignedIn } from '../account/signed-in.tsx';
import { readDraft } from './draft.ts';
import { firstMissing, neighbours, questionsOf } from './questions.ts';
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
        href: `/apply/${procedure}/${neighbours(procedure, 'check').before}`,
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
  const text = useText();
  const go = useGo();
  const draft = readDraft(procedure);
  const missing = firstMissing(procedure, draft);
  const act = useSubmit(procedure, account);
  useEffect(() => {
    if (missing && !act.isPending && !act.isSuccess) go(`/apply/${procedure}/${missing}`, { replace: true });
  }, [missing, procedure, go, act.isPending, act.isSuccess]);
  if (missing) return null;
  const rows = [
    { label: t('check.who'), value: t(draft.who === 'companion' ? 'who.companion' : 'who.me'), page: 'who' },
    ...questionsOf(procedure).flatMap(({ id, fields }) =>
      fields.map(({ name, kind, label }) => ({
        label: text(label),
        value: <Answer kind={kind} typed={draft.answers?.[name] ?? ''} />,
        page: id,
      })),
    ),
  ];
  return (
    <>
      <dl className="answers card">
        {rows.map(({ label, value, page }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
            <dd className="change">
              <TextLink href={`/apply/${procedure}/${page}`}>
                {t('check.change')}
                <span className="unseen"> {label}</span>
              </TextLink>
            </dd>
          </div>
        ))}
      </dl>
      <p className="hint">{t('check.nextIs')}</p>
      {act.error ? <Failure error={act.error} /> : null}
      <SlowNote isPending={act.isPending} />
      <Button isPending={act.isPending} onPress={() => act.mutate()}>
        {t('check.send')}
      </Button>
    </>
  );
}

function Answer({ kind, typed }: { kind: FieldKind; typed: string }) {
  return kind === 'resident-id' ? (
    <span className="nums">{spaced(typed)}</span>
  ) : (
    <span lang="zh-Hans">{typed}</span>
  );
}

/** 990000 19900307 0013: area, birth date and the rest, as easy to compare with the card as it gets. */
function spaced(number: string): string {
  const plain = number.replace(/\s/g, '').toUpperCase();
  return plain.length === 18 ? `${plain.slice(0, 6)} ${plain.slice(6, 14)} ${plain.slice(14)}` : number;
}
