import { findPerson } from '@suizheng/domain/contract/people.ts';
import { identityDocumentOf } from '@suizheng/domain/identifiers/identity-document.ts';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { faultOf, serverFaults } from '../../shared/faults.ts';
import { useGo } from '../../shared/go.ts';
import { Button, ButtonLink } from '../../shared/kit/button.tsx';
import { Card } from '../../shared/kit/card.tsx';
import { ErrorSummary, type Fault } from '../../shared/kit/error-summary.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { SlowNote } from '../../shared/kit/skeleton.tsx';
import { TextField } from '../../shared/kit/text-field.tsx';
import { CounterShell } from '../counter-shell.tsx';
import { useEndedSession } from '../session/use-ended-session.ts';
import { useDesk } from './desk.ts';
import { PEOPLE_PATHS } from './paths.ts';
import { PersonFacts } from './person-facts.tsx';
import { PurposeSelect } from './purpose-select.tsx';

/** Finds a person by number or by the reference on their phone; everything shown is masked. */
export function FindPage() {
  const { t } = useTranslation('people');
  const go = useGo();
  const { desk, change } = useDesk();
  const [empty, setEmpty] = useState<readonly Fault[]>([]);
  const search = useMutation({
    mutationFn: () => call(findPerson, { body: { purpose: desk.purpose, query: desk.query } }),
  });
  useEndedSession(search.error);
  const faults = useMemo(
    () => (empty.length > 0 ? empty : serverFaults(search.error)),
    [empty, search.error],
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const nothing = desk.query.trim() === '';
    setEmpty(nothing ? [{ field: 'query', text: t('find.empty') }] : []);
    if (nothing) search.reset();
    else search.mutate();
  };
  const toDocument = () => {
    const kind = identityDocumentOf(desk.query, { sandbox: true });
    change({ visitId: null, ...(kind ? { kind, number: desk.query.trim() } : {}) });
    go(PEOPLE_PATHS.document);
  };
  const { data } = search;
  return (
    <CounterShell title={t('find.title')} lead={t('find.lead')}>
      <ErrorSummary faults={faults} />
      {desk.visitId === null ? null : (
        <Notice tone="wait" title={t('find.underWay')}>
          <ButtonLink kind="second" href={PEOPLE_PATHS.visit}>
            {t('find.resume')}
          </ButtonLink>
        </Notice>
      )}
      <form className="stack" onSubmit={submit} noValidate>
        <PurposeSelect value={desk.purpose} onChange={(purpose) => change({ purpose })} />
        <TextField
          name="query"
          label={t('find.query')}
          hint={t('find.queryHint')}
          value={desk.query}
          onChange={(query) => change({ query })}
          error={faultOf(faults, 'query')}
          autoComplete="off"
          autoCapitalize="characters"
          lang="en"
          spaced
        />
        <Button type="submit" isPending={search.isPending}>
          {t('find.go')}
        </Button>
        <SlowNote isPending={search.isPending} />
      </form>
      {search.error && faults.length === 0 ? <Failure error={search.error} /> : null}
      {data ? (
        data.person ? (
          <Card title={t('find.found')}>
            <PersonFacts person={data.person} />
            <p className="hint">{t('find.masked')}</p>
          </Card>
        ) : (
          <Notice title={t('find.none')} live>
            <p>{t('find.noneNext')}</p>
          </Notice>
        )
      ) : null}
      <Button kind={data ? 'primary' : 'second'} onPress={toDocument}>
        {t('find.toDocument')}
      </Button>
    </CounterShell>
  );
}
