import {
  type CounterOrganisationView,
  onboardOrganisation,
} from '@suizheng/domain/contract/organisations.ts';
import type { VisitView } from '@suizheng/domain/contract/people.ts';
import { reaches } from '@suizheng/domain/policy/level.ts';
import { organisationPolicy } from '@suizheng/domain/policy/organisation.ts';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { faultOf, schemaFaults, serverFaults } from '../../shared/faults.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Button, ButtonLink } from '../../shared/kit/button.tsx';
import { Card, Facts } from '../../shared/kit/card.tsx';
import { Checkbox } from '../../shared/kit/checkbox.tsx';
import { ErrorSummary, type Fault } from '../../shared/kit/error-summary.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { SlowNote } from '../../shared/kit/skeleton.tsx';
import { TextField } from '../../shared/kit/text-field.tsx';
import { setLetter, useDesk } from '../people/desk.ts';
import { PEOPLE_PATHS } from '../people/paths.ts';
import { useActKey } from '../people/use-act-key.ts';
import { VisitFrame } from '../people/visit-frame.tsx';
import { useEndedSession } from '../session/use-ended-session.ts';
import { LetterField } from './letter-field.tsx';
import { OrganisationCard } from './organisation-card.tsx';

/** Takes an organisation in (A7): the agent is the person of this visit. */
export function OnboardPage() {
  const { t } = useTranslation('people');
  return (
    <VisitFrame title={t('onboard.title')} back={PEOPLE_PATHS.visit}>
      {(visit) => (isProven(visit) ? <Onboard visit={visit} /> : <FaceSignFirst />)}
    </VisitFrame>
  );
}

const ORDER = ['uscc', 'name', 'letter', 'certificateSeen'];

const isProven = ({ person }: VisitView): boolean =>
  person.accounts.some(({ level }) => reaches(level, organisationPolicy.agentLevel));

function FaceSignFirst() {
  const { t } = useTranslation('people');
  return (
    <Notice tone="wait" title={t('onboard.notProven')}>
      <p>{t('onboard.notProvenNext')}</p>
      <ButtonLink href={PEOPLE_PATHS.faceSign}>{t('faceSign.title')}</ButtonLink>
    </Notice>
  );
}

function Onboard({ visit }: { visit: VisitView }) {
  const { t } = useTranslation('people');
  const text = useText();
  const { desk, letter, change } = useDesk();
  const [found, setFound] = useState<readonly Fault[]>([]);
  const body = {
    uscc: desk.uscc,
    name: desk.organisation,
    certificateSeen: desk.certificateSeen,
    letter: letter?.data ?? '',
  };
  const key = useActKey({ ...body, letter: letter && [letter.name, letter.bytes] });
  const onboard = useMutation({
    mutationFn: () =>
      call(
        onboardOrganisation,
        { params: { id: visit.id }, body: { ...body, certificateSeen: true } },
        { idempotencyKey: key, timeoutMs: 120_000 },
      ),
    onSuccess: () => {
      setLetter(null);
      change({ uscc: '', organisation: '', certificateSeen: false });
    },
  });
  useEndedSession(onboard.error);
  const faults = useMemo(
    () => (found.length > 0 ? found : serverFaults(onboard.error)),
    [found, onboard.error],
  );
  if (onboard.data) return <Onboarded organisation={onboard.data} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong = schemaFaults(onboardOrganisation.body!, body, text, {});
    wrong.sort((a, b) => ORDER.indexOf(a.field) - ORDER.indexOf(b.field));
    setFound(wrong);
    if (wrong.length === 0) onboard.mutate();
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <ErrorSummary faults={faults} />
      <Card title={t('onboard.agent')}>
        <Facts
          rows={[
            [
              t('person.name'),
              <span key="name" lang="zh-Hans">
                {visit.person.subject.name}
              </span>,
            ],
            [
              t('person.number'),
              <span key="number" className="nums">
                {visit.person.subject.number}
              </span>,
            ],
          ]}
        />
      </Card>
      <TextField
        name="uscc"
        label={t('organisations.uscc')}
        hint={t('organisations.usccHint')}
        value={desk.uscc}
        onChange={(uscc) => change({ uscc })}
        error={faultOf(faults, 'uscc')}
        autoComplete="off"
        autoCapitalize="characters"
        lang="en"
        spaced
      />
      <TextField
        name="name"
        label={t('organisations.name')}
        hint={t('onboard.nameHint')}
        value={desk.organisation}
        onChange={(organisation) => change({ organisation })}
        error={faultOf(faults, 'name')}
        autoComplete="off"
        lang="zh-Hans"
        maxLength={100}
      />
      <LetterField
        letter={letter}
        onChange={(next) => {
          change({});
          setLetter(next);
        }}
        error={faultOf(faults, 'letter')}
      />
      <Checkbox
        name="certificateSeen"
        isSelected={desk.certificateSeen}
        onChange={(certificateSeen) => change({ certificateSeen })}
        error={faultOf(faults, 'certificateSeen')}
      >
        {t('onboard.certificateSeen')}
      </Checkbox>
      {onboard.error && faults.length === 0 ? <Failure error={onboard.error} /> : null}
      <SlowNote isPending={onboard.isPending} />
      <Button type="submit" isPending={onboard.isPending}>
        {t('onboard.go')}
      </Button>
    </form>
  );
}

function Onboarded({ organisation }: { organisation: CounterOrganisationView }) {
  const { t } = useTranslation('people');
  return (
    <>
      <Notice tone="good" title={t('onboard.done')} live>
        <p>{t('onboard.doneNext')}</p>
      </Notice>
      <OrganisationCard organisation={organisation} />
      <ButtonLink href={PEOPLE_PATHS.visit}>{t('mobile.back')}</ButtonLink>
    </>
  );
}
