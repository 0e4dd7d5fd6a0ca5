import { findOrganisation, uscc } from '@suizheng/domain/contract/organisations.ts';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { call } from '../../shared/api/call.ts';
import { faultOf, schemaFaults, serverFaults } from '../../shared/faults.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Button, ButtonLink } from '../../shared/kit/button.tsx';
import { Card } from '../../shared/kit/card.tsx';
import { ErrorSummary, type Fault } from '../../shared/kit/error-summary.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { TextField } from '../../shared/kit/text-field.tsx';
import { CounterShell } from '../counter-shell.tsx';
import { useDesk } from '../people/desk.ts';
import { PEOPLE_PATHS } from '../people/paths.ts';
import { useEndedSession } from '../session/use-ended-session.ts';
import { OrganisationCard } from './organisation-card.tsx';

const BODY = z.object({ uscc });

/** Is an organisation here already, and who are its administrators (A7). */
export function OrganisationsPage() {
  const { t } = useTranslation('people');
  const text = useText();
  const { desk, change } = useDesk();
  const [found, setFound] = useState<readonly Fault[]>([]);
  const search = useMutation({
    mutationFn: () => call(findOrganisation, { body: { uscc: desk.uscc } }),
  });
  useEndedSession(search.error);
  const faults = useMemo(
    () => (found.length > 0 ? found : serverFaults(search.error)),
    [found, search.error],
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong = schemaFaults(BODY, { uscc: desk.uscc }, text, {});
    setFound(wrong);
    if (wrong.length === 0) search.mutate();
    else search.reset();
  };
  const { data } = search;
  return (
    <CounterShell title={t('organisations.title')} lead={t('organisations.lead')}>
      <ErrorSummary faults={faults} />
      <form className="stack" onSubmit={submit} noValidate>
        <TextField
          name="uscc"
          label={t('organisations.uscc')}
          hint={t('organisations.usccHint')}
          value={desk.uscc}
          onChange={(typed) => change({ uscc: typed })}
          error={faultOf(faults, 'uscc')}
          autoComplete="off"
          autoCapitalize="characters"
          lang="en"
          spaced
        />
        <Button type="submit" isPending={search.isPending}>
          {t('find.go')}
        </Button>
      </form>
      {search.error && faults.length === 0 ? <Failure error={search.error} /> : null}
      {data?.organisation ? <OrganisationCard organisation={data.organisation} /> : null}
      {data && !data.organisation ? <Notice title={t('organisations.none')} live /> : null}
      <Card title={t('organisations.howTitle')}>
        <ol className="bullets">
          <li>{t('organisations.how.person')}</li>
          <li>{t('organisations.how.faceSign')}</li>
          <li>{t('organisations.how.onboard')}</li>
        </ol>
      </Card>
      {desk.visitId === null ? (
        <ButtonLink kind="second" href={PEOPLE_PATHS.find}>
          {t('organisations.begin')}
        </ButtonLink>
      ) : (
        <ButtonLink kind="second" href={PEOPLE_PATHS.onboard}>
          {t('onboard.title')}
        </ButtonLink>
      )}
    </CounterShell>
  );
}
