import { useTranslation } from 'react-i18next';
import type { PaperDraft } from './paper-draft.ts';

/** Proofs whose issuer the form explains by an example; where documents differ in it, the document's kind stands behind. */
const EXPLAINED = [
  'household-letter',
  'school-letter',
  'unit-letter',
  'embassy-letter',
  'issuing-authority-letter',
  'other-means',
  'loss-receipt',
  'permit-damaged',
  'residence-permit',
  'home-identity-card home-return-permit',
  'home-identity-card taiwan-permit',
  'both-documents home-return-permit',
  'both-documents taiwan-permit',
] as const;

/** Proofs that are documents themselves: what is asked is the authority printed on them. */
const DOCUMENTS = ['permit-damaged', 'residence-permit', 'home-identity-card', 'both-documents'];

/** What the field for a proof's issuer is called, how it is explained, and what is said when it is empty. */
export function useIssuer({ proof, kind }: Pick<PaperDraft, 'proof' | 'kind'>): {
  label: string;
  hint: string;
  missing: string;
} {
  const { t } = useTranslation('counter');
  const example = EXPLAINED.find((one) => one === proof || one === `${proof} ${kind}`);
  const hint = example ? t(`paper.issuers.${example}`) : t('paper.issuedByHint');
  return proof !== null && DOCUMENTS.includes(proof)
    ? { label: t('paper.authority'), hint, missing: t('paper.needAuthority') }
    : { label: t('paper.issuedBy'), hint, missing: t('paper.needIssuedBy') };
}
