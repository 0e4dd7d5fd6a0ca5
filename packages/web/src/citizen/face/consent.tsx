import { chooseWay } from '@suizheng/domain/contract/applications.ts';
import { FACE_CONSENT } from '@suizheng/domain/contract/consent-terms.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { useGo } from '../../shared/go.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Button } from '../../shared/kit/button.tsx';
import { Card } from '../../shared/kit/card.tsx';
import { Checkbox } from '../../shared/kit/checkbox.tsx';
import { ErrorSummary, type Fault } from '../../shared/kit/error-summary.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { SlowNote } from '../../shared/kit/skeleton.tsx';
import { SignedIn } from '../account/signed-in.tsx';
import { facePage, needsGuardian, readConsent, targetPage, useFaceTarget, writeConsent } from './kinds.ts';

/** The separate consent to face capture, beside a way of equal weight that needs no face (A12). */
export function FaceConsent() {
  const { t } = useTranslation('citizen');
  const { t: shared } = useTranslation();
  const text = useText();
  const target = useFaceTarget();
  return (
    <PageShell
      title={text(FACE_CONSENT.title)}
      back={{ href: targetPage(target), label: shared('nav.back') }}
      lead={t('consent.lead')}
    >
      <Card>
        <ul className="bullets">
          {FACE_CONSENT.points.map((point) => (
            <li key={point.en}>{text(point)}</li>
          ))}
        </ul>
      </Card>
      <SignedIn>{() => <Choice />}</SignedIn>
    </PageShell>
  );
}

function Choice() {
  const { t } = useTranslation('citizen');
  const target = useFaceTarget();
  const go = useGo();
  const [guardian, setGuardian] = useState(readConsent(target)?.guardian ?? false);
  const decline = useAnotherWay();
  const missing = needsGuardian(target) ? t('consent.guardianNeeded') : undefined;
  const [faults, setFaults] = useState<readonly Fault[]>(
    missing ? [{ field: 'guardian', text: missing }] : [],
  );
  const agree = () => {
    if (missing && !guardian) return setFaults([{ field: 'guardian', text: missing }]);
    writeConsent(target, { version: FACE_CONSENT.version, ...(guardian ? { guardian: true } : {}) });
    go(facePage(target, 'prepare'));
  };
  return (
    <>
      <ErrorSummary faults={faults} />
      <Checkbox
        name="guardian"
        isSelected={guardian}
        onChange={setGuardian}
        error={faults.length > 0 && !guardian ? missing : undefined}
      >
        {t('consent.guardian')}
      </Checkbox>
      {decline.error ? <Failure error={decline.error} /> : null}
      <SlowNote isPending={decline.isPending} />
      <Button onPress={agree}>{t('consent.agree')}</Button>
      <Button kind="second" isPending={decline.isPending} onPress={() => decline.mutate()}>
        {t('consent.another')}
      </Button>
      <p className="hint">{t('consent.anotherHint')}</p>
    </>
  );
}

/** Declines the face: an application moves to its next rung with everything typed kept; a credential's holder is shown the counter. */
export function useAnotherWay() {
  const target = useFaceTarget();
  const go = useGo();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () =>
      target.kind === 'application'
        ? call(chooseWay, { params: { id: target.id }, body: { rung: 'counter' } })
        : null,
    onSuccess: (application) => {
      writeConsent(target, undefined);
      if (application) {
        queries.setQueryData(['application', application.id], application);
        void queries.invalidateQueries({ queryKey: ['applications'] });
      }
      go(application ? `/applications/${application.id}` : '/help', { replace: true });
    },
  });
}
