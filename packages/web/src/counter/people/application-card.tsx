import {
  type CounterApplicationView,
  decideAtCounter,
  type VisitView,
} from '@suizheng/domain/contract/people.ts';
import { IDENTITY_DOCUMENT_TEXTS } from '@suizheng/domain/identifiers/identity-document.ts';
import { procedureById } from '@suizheng/domain/procedures/registry.ts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { faultOf, serverFaults } from '../../shared/faults.ts';
import { dayAndTime } from '../../shared/i18n/format.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Button, ButtonLink } from '../../shared/kit/button.tsx';
import { Card, Facts } from '../../shared/kit/card.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Pill } from '../../shared/kit/notice.tsx';
import { TextField } from '../../shared/kit/text-field.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { useEndedSession } from '../session/use-ended-session.ts';
import { PEOPLE_PATHS } from './paths.ts';
import { RefuseDialog } from './refuse-dialog.tsx';
import { useActKey } from './use-act-key.ts';

/** One open application of the person: what it waits for, and the officer's yes or no where it is theirs to say. */
export function ApplicationCard({
  visit,
  application,
  keep,
}: {
  visit: VisitView;
  application: CounterApplicationView;
  keep: (visit: VisitView) => void;
}) {
  const { t } = useTranslation('people');
  const text = useText();
  const { locale } = usePreferences();
  const [refusing, setRefusing] = useState(false);
  const params = { id: visit.id, applicationId: application.id };
  const [reference, setReference] = useState('');
  const byCode = application.accept === 'by-code';
  const body = { outcome: 'accept', reason: null, note: '', reference } as const;
  const key = useActKey({ params, body });
  const accept = useMutation({
    mutationFn: () => call(decideAtCounter, { params, body }, { idempotencyKey: key }),
    onSuccess: keep,
  });
  useEndedSession(accept.error);
  const faults = serverFaults(accept.error);
  const procedure = procedureById(application.procedure);
  return (
    <Card title={procedure ? text(procedure.text.name) : application.procedure}>
      <p>
        <Pill tone="wait">{t(`states.${application.state as 'proving' | 'in-review' | 'at-counter'}`)}</Pill>
      </p>
      <Facts
        rows={[
          ...application.documents.map(
            ({ document, number }) =>
              [
                text(IDENTITY_DOCUMENT_TEXTS[document].short),
                <span key={document} className="nums">
                  {number}
                </span>,
              ] as const,
          ),
          [t('application.createdAt'), dayAndTime(locale, application.createdAt)],
          [t('application.lapsesAt'), dayAndTime(locale, application.lapsesAt)],
        ]}
      />
      {application.reasons.map(({ code, reason }) => (
        <p key={code} className="hint">
          {t('application.told')} {reason}
        </p>
      ))}
      {application.accept === 'by-face-sign' ? <p>{t('application.byFaceSign')}</p> : null}
      {byCode ? (
        <TextField
          name={`reference-${application.id}`}
          label={t('application.code')}
          hint={t('application.codeHint')}
          value={reference}
          onChange={setReference}
          error={faultOf(faults, 'reference')}
          autoComplete="off"
          autoCapitalize="characters"
          lang="en"
          spaced
        />
      ) : null}
      {accept.error && faults.length === 0 ? <Failure error={accept.error} /> : null}
      {application.accept === 'no' ? null : (
        <div className="counter-acts">
          {application.accept === 'by-face-sign' ? (
            <ButtonLink href={PEOPLE_PATHS.faceSign}>{t('faceSign.title')}</ButtonLink>
          ) : (
            <Button onPress={() => accept.mutate()} isPending={accept.isPending}>
              {t('application.accept')}
            </Button>
          )}
          <Button kind="second" onPress={() => setRefusing(true)}>
            {t('application.refuse')}
          </Button>
        </div>
      )}
      {refusing ? <RefuseDialog params={params} onDone={keep} onClose={() => setRefusing(false)} /> : null}
    </Card>
  );
}
