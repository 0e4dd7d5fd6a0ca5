import { procedureById } from '@suizheng/domain/procedures/registry.ts';
import { useParams } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../shared/go.ts';
import { Button } from '../../shared/kit/button.tsx';
import { ErrorSummary, type Fault } from '../../shared/kit/error-summary.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { RadioChoice } from '../../shared/kit/radio-choice.tsx';
import { SignedIn } from '../account/signed-in.tsx';
import { NotFound } from '../not-found.tsx';
import { faultOf } from './check-fields.ts';
import { changeDraft, type Draft, readDraft } from './draft.ts';
import { asksWho, neighbours } from './questions.ts';

/** Whose credential it will be: the account holder's, or a companion's who is here but without this phone. */
export function Who() {
  const { t } = useTranslation('citizen');
  const { t: shared } = useTranslation();
  const { procedure = '' } = useParams({ strict: false }) as { procedure?: string };
  if (!asksWho(procedureById(procedure))) return <NotFound />;
  return (
    <PageShell
      title={t('who.title')}
      back={{ href: `/services/${procedure}`, label: shared('nav.back') }}
      lead={t('who.lead')}
    >
      <SignedIn>{() => <WhoForm procedure={procedure} />}</SignedIn>
    </PageShell>
  );
}

function WhoForm({ procedure }: { procedure: string }) {
  const { t } = useTranslation('citizen');
  const go = useGo();
  const [who, setWho] = useState<NonNullable<Draft['who']> | null>(readDraft(procedure).who ?? null);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (who === null) return setFaults([{ field: 'who', text: t('who.missing') }]);
    const before = readDraft(procedure);
    // Another person's name and number must not be carried over when the answer changes.
    if (before.who !== undefined && before.who !== who) changeDraft(procedure, { who, answers: {} });
    else changeDraft(procedure, { who });
    go(neighbours(procedure, 'who').after);
  };
  return (
    <>
      <ErrorSummary faults={faults} />
      <form className="stack" onSubmit={submit} noValidate>
        <RadioChoice
          name="who"
          label={t('who.title')}
          labelUnseen
          error={faultOf(faults, 'who')}
          value={who}
          onChange={setWho}
          options={[
            // Who links two documents has both at hand.
            {
              id: 'me',
              text: t('who.me'),
              ...(procedure === 'document-link' ? {} : { detail: t('who.meDetail') }),
            },
            { id: 'companion', text: t('who.companion'), detail: t('who.companionDetail') },
          ]}
        />
        <Button type="submit">{t('next')}</Button>
      </form>
    </>
  );
}
