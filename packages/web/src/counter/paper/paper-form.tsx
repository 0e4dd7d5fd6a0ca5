import { issuePaper } from '@suizheng/domain/contract/counter.ts';
import { identityNumber } from '@suizheng/domain/procedures/form-fields.ts';
import { type DocumentKind, isRegistered } from '@suizheng/domain/procedures/procedure.ts';
import { credentialProcedureById } from '@suizheng/domain/procedures/registry.ts';
import type { Text } from '@suizheng/domain/text/locale.ts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { acceptsSandboxPeople, useSite } from '../../shared/api/site.ts';
import { faultOf, type OwnWords, schemaFaults } from '../../shared/faults.ts';
import { useGo } from '../../shared/go.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Button } from '../../shared/kit/button.tsx';
import { ErrorSummary, type Fault } from '../../shared/kit/error-summary.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { RadioChoice } from '../../shared/kit/radio-choice.tsx';
import { Select } from '../../shared/kit/select.tsx';
import { TextField } from '../../shared/kit/text-field.tsx';
import { CounterShell, PATHS } from '../counter-shell.tsx';
import { useHigherCounter } from './higher-counter.ts';
import { useIssuer } from './issuer.ts';
import { LinkedFields, linkedFaults } from './linked-fields.tsx';
import { documentsFor } from './paper-documents.ts';
import { bodyOf, changeDraft, PAPER_PROCEDURES, type PaperDraft, usePaperAct } from './paper-draft.ts';

/** B8: whose paper, and on which proof. Everything is checked here before it is sent. */
export function PaperForm() {
  const { t } = useTranslation('counter');
  const text = useText();
  const go = useGo();
  const site = useSite();
  const { draft } = usePaperAct();
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const proofs = proofsFor(draft);
  const issuer = useIssuer(draft);
  const own: OwnWords = {
    'document.kind': t('paper.chooseKind'),
    'proof.kind': t('paper.chooseProof'),
    'proof.issuedBy': issuer.missing,
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = checkDraft(draft, acceptsSandboxPeople(site), text, own);
    setFaults(found);
    if (found.length === 0) go(PATHS.paperCheck);
  };
  const higher = useHigherCounter(draft.procedure);
  return (
    <CounterShell title={t('paper.title')}>
      <ErrorSummary faults={faults} />
      <form className="stack" onSubmit={submit} noValidate>
        {PAPER_PROCEDURES.length > 1 ? (
          <Select
            name="procedure"
            label={t('paper.procedure')}
            options={PAPER_PROCEDURES.map(({ id, text: words }) => ({ id, text: text(words.name) }))}
            value={draft.procedure}
            onChange={(procedure) =>
              changeDraft({ procedure, kind: kindIn(procedure, draft.kind), proof: null })
            }
          />
        ) : null}
        {higher ? (
          <Notice tone="wait" title={text(higher.title)} live>
            <p>{text(higher.next)}</p>
          </Notice>
        ) : null}
        <RadioChoice
          name="document.kind"
          label={t('paper.documentKind')}
          options={documentsFor(draft.procedure).map((id) => ({ id, text: t(`paper.kinds.${id}`) }))}
          value={draft.kind}
          onChange={(kind) => changeDraft({ kind, proof: null })}
          error={faultOf(faults, 'document.kind')}
        />
        <TextField
          name="name"
          label={t('paper.name')}
          hint={t('paper.nameHint')}
          value={draft.name}
          onChange={(name) => changeDraft({ name })}
          error={faultOf(faults, 'name')}
          autoComplete="off"
        />
        <TextField
          name="document.number"
          label={t('paper.number')}
          value={draft.number}
          onChange={(number) => changeDraft({ number })}
          error={faultOf(faults, 'document.number')}
          autoComplete="off"
          autoCapitalize="characters"
          lang="en"
          spaced
        />
        <LinkedFields draft={draft} faults={faults} />
        <RadioChoice
          name="proof.kind"
          label={t('paper.proofKind')}
          hint={t('paper.proofHint')}
          options={proofs.map(({ id, text: words }) => ({ id, text: text(words) }))}
          value={draft.proof}
          onChange={(proof) => changeDraft({ proof })}
          error={faultOf(faults, 'proof.kind')}
        />
        <TextField
          name="proof.issuedBy"
          label={issuer.label}
          hint={issuer.hint}
          value={draft.issuedBy}
          onChange={(issuedBy) => changeDraft({ issuedBy })}
          error={faultOf(faults, 'proof.issuedBy')}
          autoComplete="off"
          maxLength={80}
        />
        <TextField
          name="proof.reference"
          label={t('paper.reference')}
          value={draft.reference}
          onChange={(reference) => changeDraft({ reference })}
          error={faultOf(faults, 'proof.reference')}
          autoComplete="off"
          maxLength={80}
        />
        <Button type="submit" isDisabled={higher !== null}>
          {t('paper.next')}
        </Button>
      </form>
    </CounterShell>
  );
}

/** The document stays chosen if this paper can bear it, else the first that it can. */
function kindIn(procedure: string, kind: DocumentKind | null): DocumentKind | null {
  const possible = documentsFor(procedure);
  return kind !== null && possible.includes(kind) ? kind : (possible[0] ?? null);
}

/** Proofs of the procedure that can speak for the chosen document. */
function proofsFor({ procedure, kind }: PaperDraft) {
  const all = credentialProcedureById(procedure)?.credential.paperProofs ?? [];
  return kind === null ? all : all.filter(({ documents }) => documents.includes(kind));
}

function checkDraft(
  draft: PaperDraft,
  sandbox: boolean,
  word: (text: Text) => string,
  own: OwnWords,
): Fault[] {
  const faults = schemaFaults(issuePaper.body!, bodyOf(draft), word, own);
  // The contract takes any document's number; one that a register holds can be checked to its last character.
  const kind = draft.kind !== null && isRegistered(draft.kind) ? draft.kind : 'resident-id';
  const known = z.object({ document: z.object({ number: identityNumber(kind, { sandbox }, false) }) });
  const number = [
    ...(kind === draft.kind || draft.number.trim() === ''
      ? schemaFaults(known, { document: { number: draft.number } }, word, {})
      : []),
    ...linkedFaults(draft, sandbox, word),
  ];
  const order = [
    'document.kind',
    'name',
    'document.number',
    'linked.number',
    'linked.expires',
    'proof.kind',
    'proof.issuedBy',
    'proof.reference',
  ];
  return [...faults.filter(({ field }) => !number.some((other) => other.field === field)), ...number].sort(
    (a, b) => order.indexOf(a.field) - order.indexOf(b.field),
  );
}
