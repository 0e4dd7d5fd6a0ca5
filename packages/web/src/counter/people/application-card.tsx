import {
  type CounterApplicationView,
  decideAtCounter,
  type VisitView,
} from '@suizheng/domain/contract/people.ts';
import { procedureById } from '@suizheng/domain/procedures/registry.ts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { dayAndTime } from '../../shared/i18n/format.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Button } from '../../shared/kit/button.tsx';
import { Card, Facts } from '../../shared/kit/card.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Pill } from '../../shared/kit/notice.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { useOfficer } from '../session/officer-gate.tsx';
import { useEndedSession } from '../session/use-ended-session.ts';
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
  const { token } = useOfficer();
  const [refusing, setRefusing] = useState(false);
  const params = { id: visit.id, applicationId: application.id };
  const body = { outcome: 'accept', reason: null, note: '' } as const;
  const key = useActKey({ params, body });
  const accept = useMutation({
    mutationFn: () => call(decideAtCounter, { params, body }, { token, idempotencyKey: key }),
    onSuccess: keep,
  });
  useEndedSession(accept.error);
  const procedure = procedureById(application.procedure);
  return (
    <Card title={procedure ? text(procedure.text.name) : application.procedure}>
      <p>
        <Pill tone="wait">{t(`states.${application.state as 'proving' | 'in-review' | 'at-counter'}`)}</Pill>
      </p>
      <Facts
        rows={[
          [
            t('application.reference'),
            <span key="ref" className="nums" lang="en">
              {application.reference}
            </span>,
          ],
          [t('application.createdAt'), dayAndTime(locale, application.createdAt)],
          [t('application.lapsesAt'), dayAndTime(locale, application.lapsesAt)],
          [t('application.by'), application.byCompanion ? t('application.companion') : t('application.self')],
        ]}
      />
      {application.reasons.map(({ code, reason }) => (
        <p key={code} className="hint">
          {reason}
        </p>
      ))}
      {accept.error ? <Failure error={accept.error} /> : null}
      {application.decidable ? (
        <div className="counter-acts">
          <Button onPress={() => accept.mutate()} isPending={accept.isPending}>
            {t('application.accept')}
          </Button>
          <Button kind="second" onPress={() => setRefusing(true)}>
            {t('application.refuse')}
          </Button>
        </div>
      ) : null}
      {refusing ? <RefuseDialog params={params} onDone={keep} onClose={() => setRefusing(false)} /> : null}
    </Card>
  );
}
