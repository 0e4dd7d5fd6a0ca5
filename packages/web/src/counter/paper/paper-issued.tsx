import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../shared/go.ts';
import { Button } from '../../shared/kit/button.tsx';
import { Card } from '../../shared/kit/card.tsx';
import { CounterShell, PATHS } from '../counter-shell.tsx';
import { CredentialFacts } from '../search/credential-facts.tsx';
import { newDraft, usePaperAct } from './paper-draft.ts';
import { PrintPaper } from './print-paper.tsx';

/** Issued: print it, then the next person. */
export function PaperIssued() {
  const { t } = useTranslation('counter');
  const go = useGo();
  const { issued } = usePaperAct();
  useEffect(() => {
    if (!issued) go(PATHS.paper, { replace: true });
  }, [issued, go]);
  if (!issued) return null;
  const another = () => {
    newDraft();
    go(PATHS.paper);
  };
  return (
    <CounterShell title={t('paper.doneTitle')} lead={t('paper.doneLead')}>
      <PrintPaper id={issued.id} identifier={issued.identifier} />
      <Card>
        <CredentialFacts credential={issued} />
      </Card>
      <Button kind="second" onPress={another}>
        {t('paper.another')}
      </Button>
    </CounterShell>
  );
}
