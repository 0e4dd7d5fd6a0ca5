import { FACE_CONSENT } from '@suizheng/domain/contract/consent-terms.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../shared/go.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Button } from '../../shared/kit/button.tsx';
import { Card } from '../../shared/kit/card.tsx';
import { Checkbox } from '../../shared/kit/checkbox.tsx';
import { ErrorSummary, type Fault } from '../../shared/kit/error-summary.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { SignedIn } from '../account/signed-in.tsx';
import { LazyGuardianHint } from '../guardian/lazy-hint.tsx';
import { AnotherWay } from './another-way.tsx';
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
      {target.kind === 'application' ? <LazyGuardianHint id={target.id} /> : null}
      <ErrorSummary faults={faults} />
      <Checkbox
        name="guardian"
        isSelected={guardian}
        onChange={setGuardian}
        error={faults.length > 0 && !guardian ? missing : undefined}
      >
        {t('consent.guardian')}
      </Checkbox>
      <Button onPress={agree}>{t('consent.agree')}</Button>
      <AnotherWay kind="second" />
      <p className="hint">{t('consent.anotherHint')}</p>
    </>
  );
}
