import { DOCUMENT_CONSENT } from '@suizheng/domain/contract/consent-terms.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../shared/go.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Button, ButtonLink } from '../../shared/kit/button.tsx';
import { Card } from '../../shared/kit/card.tsx';
import { Checkbox } from '../../shared/kit/checkbox.tsx';
import { ErrorSummary, type Fault } from '../../shared/kit/error-summary.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { SignedIn } from '../account/signed-in.tsx';
import { LazyGuardianHint } from '../guardian/lazy-hint.tsx';
import { waysPage } from '../ladder/rung-pages.ts';
import {
  documentsPage,
  needsGuardian,
  readConsent,
  readPhoto,
  useApplicationId,
  writeConsent,
} from './kept.ts';

/** The separate consent to photos of the card, beside ways of equal weight that need none (A12). */
export function ConsentPage() {
  const { t } = useTranslation('documents');
  const { t: shared } = useTranslation();
  const text = useText();
  const id = useApplicationId();
  return (
    <PageShell
      title={text(DOCUMENT_CONSENT.title)}
      back={{ href: `/applications/${id}`, label: shared('nav.back') }}
      lead={t('consent.lead')}
    >
      <Card>
        <ul className="bullets">
          {DOCUMENT_CONSENT.points.map((point) => (
            <li key={point.en}>{text(point)}</li>
          ))}
        </ul>
      </Card>
      <SignedIn>{() => <Choice id={id} />}</SignedIn>
    </PageShell>
  );
}

function Choice({ id }: { id: string }) {
  const { t } = useTranslation('documents');
  const go = useGo();
  const missing = needsGuardian(id) ? t('consent.guardianNeeded') : undefined;
  const [guardian, setGuardian] = useState(readConsent(id)?.guardian ?? false);
  const [faults, setFaults] = useState<readonly Fault[]>(
    missing ? [{ field: 'guardian', text: missing }] : [],
  );
  const agree = () => {
    if (missing && !guardian) return setFaults([{ field: 'guardian', text: missing }]);
    writeConsent(id, { version: DOCUMENT_CONSENT.version, ...(guardian ? { guardian: true } : {}) });
    const done = (side: 'front' | 'back') => readPhoto(id, side)?.accepted === true;
    go(documentsPage(id, !done('front') ? 'front' : !done('back') ? 'back' : 'check'));
  };
  return (
    <>
      <LazyGuardianHint id={id} />
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
      <ButtonLink kind="second" href={waysPage(id)}>
        {t('consent.another')}
      </ButtonLink>
      <p className="hint">{t('consent.anotherHint')}</p>
    </>
  );
}
