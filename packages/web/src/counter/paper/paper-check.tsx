import { issuePaper } from '@suizheng/domain/contract/counter.ts';
import { IDENTITY_DOCUMENT_TEXTS } from '@suizheng/domain/identifiers/identity-document.ts';
import { credentialProcedureById } from '@suizheng/domain/procedures/registry.ts';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { serverFaults } from '../../shared/faults.ts';
import { useGo } from '../../shared/go.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Button, ButtonLink } from '../../shared/kit/button.tsx';
import { Card, Facts } from '../../shared/kit/card.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { SlowNote } from '../../shared/kit/skeleton.tsx';
import { CounterShell, PATHS } from '../counter-shell.tsx';
import { useEndedSession } from '../session/use-ended-session.ts';
import { useIssuer } from './issuer.ts';
import { bodyOf, linksOf, noteIssued, usePaperAct } from './paper-draft.ts';

const HOUR_MS = 3_600_000;
/** What is valid for a day or two is told in hours. */
const DAYS_FROM = 3;

/** Check your answers: nothing is issued before this page's button. */
export function PaperCheck() {
  const { t } = useTranslation('counter');
  const text = useText();
  const go = useGo();
  const { draft, key } = usePaperAct();
  const issuer = useIssuer(draft);
  const procedure = credentialProcedureById(draft.procedure);
  const proof = procedure?.credential.paperProofs?.find(({ id }) => id === draft.proof);
  const issue = useMutation({
    mutationFn: () => call(issuePaper, { body: bodyOf(draft) }, { idempotencyKey: key }),
    onSuccess: (issued) => {
      noteIssued(issued);
      go(PATHS.paperIssued, { replace: true });
    },
  });
  useEndedSession(issue.error);
  const faults = useMemo(() => serverFaults(issue.error), [issue.error]);
  const complete = procedure && proof && draft.kind;
  useEffect(() => {
    // A reload has forgotten the person: nothing to check here.
    if (!complete) go(PATHS.paper, { replace: true });
  }, [complete, go]);
  if (!complete || !draft.kind) return null;
  const days = procedure.credential.validForMs / (24 * HOUR_MS);
  const linked = linksOf(draft);
  const called = linked && { document: text(IDENTITY_DOCUMENT_TEXTS[linked].short) };
  const linkedRows: (readonly [string, string])[] = called
    ? [
        [t('paper.linkedNumber', called), draft.linkedNumber],
        [t('paper.linkedExpires', called), draft.linkedExpires],
      ]
    : [];
  return (
    <CounterShell
      title={t('paper.checkTitle')}
      lead={
        days < DAYS_FROM
          ? t('paper.checkLead', { hours: procedure.credential.validForMs / HOUR_MS })
          : t('paper.checkLeadDays', { days })
      }
      back={PATHS.paper}
    >
      {faults.length > 0 ? (
        <Notice tone="bad" title={faults.map((fault) => fault.text).join(' ')} live />
      ) : issue.error ? (
        <Failure error={issue.error} />
      ) : null}
      <Card>
        <Facts
          rows={[
            [t('paper.procedure'), text(procedure.text.name)],
            [t('paper.name'), draft.name],
            [t('paper.documentKind'), t(`paper.kinds.${draft.kind}`)],
            [t('paper.number'), draft.number],
            ...linkedRows,
            [t('paper.proofKind'), text(proof.text)],
            [issuer.label, draft.issuedBy],
            [t('paper.reference'), draft.reference || t('paper.noReference')],
          ]}
        />
      </Card>
      <Button onPress={() => issue.mutate()} isPending={issue.isPending}>
        {t('paper.issue')}
      </Button>
      <SlowNote isPending={issue.isPending} />
      <ButtonLink kind="second" href={PATHS.paper}>
        {t('paper.back')}
      </ButtonLink>
    </CounterShell>
  );
}
