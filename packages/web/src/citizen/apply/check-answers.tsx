import type { AccountView } from '@suizheng/domain/contract/account.ts';
import { useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../shared/go.ts';
import { Button, TextLink } from '../../shared/kit/button.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { SlowNote } from '../../shared/kit/skeleton.tsx';
import { SignedIn } from '../account/signed-in.tsx';
import { type Draft, readDraft } from './draft.ts';
import { useSubmit } from './use-submit.ts';

/** Everything typed, to be looked over once; sending is one press, and a second press sends nothing twice. */
export function CheckAnswers() {
  const { t } = useTranslation('citizen');
  const { t: shared } = useTranslation();
  const { procedure = '' } = useParams({ strict: false }) as { procedure?: string };
  return (
    <PageShell
      title={t('check.title')}
      back={{ href: `/apply/${procedure}/city`, label: shared('nav.back') }}
      lead={t('check.lead')}
    >
      <SignedIn>{(account) => <Answers procedure={procedure} account={account} />}</SignedIn>
    </PageShell>
  );
}

function Answers({ procedure, account }: { procedure: string; account: AccountView }) {
  const { t } = useTranslation('citizen');
  const go = useGo();
  const draft = readDraft(procedure);
  const missing = firstMissing(draft);
  const act = useSubmit(procedure, account);
  useEffect(() => {
    if (missing && !act.isPending && !act.isSuccess) go(`/apply/${procedure}/${missing}`, { replace: true });
  }, [missing, procedure, go, act.isPending, act.isSuccess]);
  if (missing) return null;
  const rows = [
    [t('check.who'), t(draft.who === 'companion' ? 'who.companion' : 'who.me'), 'who'],
    [
      t('identity.name'),
      <span key="name" lang="zh-Hans">
        {draft.name}
      </span>,
      'name',
    ],
    [
      t('identity.number'),
      <span key="number" className="nums">
        {spaced(draft.number ?? '')}
      </span>,
      'name',
    ],
    [
      t('city.label'),
      <span key="city" lang="zh-Hans">
        {draft.city}
      </span>,
      'city',
    ],
  ] as const;
  return (
    <>
      <dl className="answers card">
        {rows.map(([label, value, page]) => (
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

/** The first question without an answer, if any: a link into the middle of the trip starts there. */
function firstMissing(draft: Draft): string | undefined {
  if (!draft.who) return 'who';
  if (!draft.name || !draft.number) return 'name';
  return draft.city ? undefined : 'city';
}

/** 990000 19900307 0013: area, birth date and the rest, as easy to compare with the card as it gets. */
function spaced(number: string): string {
  const plain = number.replace(/\s/g, '').toUpperCase();
  return plain.length === 18 ? `${plain.slice(0, 6)} ${plain.slice(6, 14)} ${plain.slice(14)}` : number;
}
