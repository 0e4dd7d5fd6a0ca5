import { consentText } from '@suizheng/domain/contract/consent-texts.ts';
import {
  decideGuardianAsk,
  type GuardianAskView,
  readGuardianAsk,
} from '@suizheng/domain/contract/guardians.ts';
import { procedureById } from '@suizheng/domain/procedures/registry.ts';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../shared/api/api-problem.ts';
import { call } from '../../shared/api/call.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Button, ButtonLink } from '../../shared/kit/button.tsx';
import { Card, Facts } from '../../shared/kit/card.tsx';
import { ErrorSummary, type Fault } from '../../shared/kit/error-summary.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { SlowNote } from '../../shared/kit/skeleton.tsx';
import { TextField } from '../../shared/kit/text-field.tsx';
import { SignedIn } from '../account/signed-in.tsx';
import { checkFields, faultOf } from '../apply/check-fields.ts';

/** On the guardian's own phone: the code, what is asked, yes or no (A12). */
export function GivePage() {
  const { t } = useTranslation('guardian');
  const { t: shared } = useTranslation();
  // The code comes in the fragment of the scanned link; over the sign-in it is kept by the address we come back to.
  const [code, setCode] = useState(() => decodeURIComponent(location.hash.slice(1)).slice(0, 20));
  const [asked, setAsked] = useState<GuardianAskView | null>(null);
  return (
    <PageShell
      title={t('give.title')}
      back={{ href: '/settings/privacy', label: shared('nav.back') }}
      lead={asked ? undefined : t('give.lead')}
    >
      <SignedIn>
        {() =>
          asked ? (
            <Decide asked={asked} code={code} onDecided={setAsked} />
          ) : (
            <Type code={code} onType={setCode} onFound={setAsked} />
          )
        }
      </SignedIn>
    </PageShell>
  );
}

function Type({
  code,
  onType,
  onFound,
}: {
  code: string;
  onType: (code: string) => void;
  onFound: (asked: GuardianAskView) => void;
}) {
  const { t } = useTranslation('guardian');
  const text = useText();
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const act = useMutation({
    mutationFn: () => call(readGuardianAsk, { body: { code } }),
    onSuccess: onFound,
    onError: (error) => setFaults(faultsOf(error)),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = checkFields(readGuardianAsk.body!, { code }, ['code'], text);
    setFaults(found);
    if (found.length === 0) act.mutate();
  };
  const level = act.error instanceof ApiProblem && act.error.code === 'level-needed';
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <ErrorSummary faults={faults} />
      <TextField
        name="code"
        label={t('give.code')}
        hint={t('give.hint')}
        value={code}
        onChange={onType}
        error={faultOf(faults, 'code')}
        autoCapitalize="characters"
        autoComplete="off"
        maxLength={12}
        spaced
      />
      {level ? (
        <Notice tone="wait" title={t('give.levelNeeded')} live>
          <p>{t('give.levelWhy')}</p>
          <ButtonLink href="/level">{t('give.levelGo')}</ButtonLink>
        </Notice>
      ) : act.error && faults.length === 0 ? (
        <Failure error={act.error} />
      ) : null}
      <SlowNote isPending={act.isPending} />
      <Button type="submit" isPending={act.isPending}>
        {t('give.next')}
      </Button>
    </form>
  );
}

function Decide({
  asked,
  code,
  onDecided,
}: {
  asked: GuardianAskView;
  code: string;
  onDecided: (asked: GuardianAskView) => void;
}) {
  const { t } = useTranslation('guardian');
  const text = useText();
  const procedure = procedureById(asked.procedure);
  const act = useMutation({
    mutationFn: (agrees: boolean) =>
      call(decideGuardianAsk, { body: { code, agrees, version: asked.version } }),
    onSuccess: onDecided,
  });
  if (asked.state !== 'open') {
    const agreed = asked.state === 'consented';
    return (
      <>
        <Notice tone={agreed ? 'good' : 'info'} title={t(agreed ? 'give.agreed' : 'give.refused')} live>
          <p>{t(agreed ? 'give.agreedWhat' : 'give.refusedWhat')}</p>
        </Notice>
        <ButtonLink kind="second" href="/settings/privacy/consents">
          {t('give.consents')}
        </ButtonLink>
      </>
    );
  }
  return (
    <>
      <Notice tone="good" title={t('give.registered')} live />
      <Card>
        <Facts
          rows={[
            [t('give.service'), procedure ? text(procedure.text.name) : asked.procedure],
            [
              t('give.child'),
              <span key="child" className="nums" lang="zh-Hans">
                {asked.child.name} {asked.child.number}
              </span>,
            ],
          ]}
        />
      </Card>
      <Card title={t('give.what')}>
        <ul className="bullets">
          {consentText('face', asked.version)?.points.map((point) => (
            <li key={point.en}>{text(point)}</li>
          ))}
        </ul>
      </Card>
      {act.error ? <Failure error={act.error} /> : null}
      <SlowNote isPending={act.isPending} />
      <Button isPending={act.isPending && act.variables === true} onPress={() => act.mutate(true)}>
        {t('give.agree')}
      </Button>
      <Button
        kind="second"
        isPending={act.isPending && act.variables === false}
        onPress={() => act.mutate(false)}
      >
        {t('give.refuse')}
      </Button>
    </>
  );
}

function faultsOf(error: unknown): Fault[] {
  if (!(error instanceof ApiProblem)) return [];
  return error.fields().map(({ field, reason, next }) => ({ field, text: `${reason} ${next}` }));
}
