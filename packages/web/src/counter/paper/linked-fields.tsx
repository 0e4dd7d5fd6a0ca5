import { IDENTITY_DOCUMENT_TEXTS } from '@suizheng/domain/identifiers/identity-document.ts';
import { expiryDate, identityNumber } from '@suizheng/domain/procedures/form-fields.ts';
import type { Text } from '@suizheng/domain/text/locale.ts';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { serverNow } from '../../shared/api/server-clock.ts';
import { faultOf, schemaFaults } from '../../shared/faults.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import type { Fault } from '../../shared/kit/error-summary.tsx';
import { TextField } from '../../shared/kit/text-field.tsx';
import { changeDraft, linksOf, type PaperDraft } from './paper-draft.ts';

/** Number and last day of the second document, for a paper that bears two (L2); nothing for others. */
export function LinkedFields({ draft, faults }: { draft: PaperDraft; faults: readonly Fault[] }) {
  const { t } = useTranslation('counter');
  const text = useText();
  const document = linksOf(draft);
  if (!document) return null;
  const called = { document: text(IDENTITY_DOCUMENT_TEXTS[document].short) };
  return (
    <>
      <TextField
        name="linked.number"
        label={t('paper.linkedNumber', called)}
        hint={text(IDENTITY_DOCUMENT_TEXTS[document].form)}
        value={draft.linkedNumber}
        onChange={(linkedNumber) => changeDraft({ linkedNumber })}
        error={faultOf(faults, 'linked.number')}
        autoComplete="off"
        autoCapitalize="characters"
        lang="en"
        spaced
      />
      <TextField
        name="linked.expires"
        label={t('paper.linkedExpires', called)}
        hint={t('paper.linkedExpiresHint')}
        value={draft.linkedExpires}
        onChange={(linkedExpires) => changeDraft({ linkedExpires })}
        error={faultOf(faults, 'linked.expires')}
        autoComplete="off"
        maxLength={20}
        spaced
      />
    </>
  );
}

/** What is wrong with the second document, to its last character; nothing for a paper that bears one. */
export function linkedFaults(draft: PaperDraft, sandbox: boolean, word: (text: Text) => string): Fault[] {
  const document = linksOf(draft);
  if (!document) return [];
  const linked = z.object({
    number: identityNumber(document, { sandbox }, false),
    expires: expiryDate(serverNow()),
  });
  const typed = { number: draft.linkedNumber, expires: draft.linkedExpires };
  return schemaFaults(z.object({ linked }), { linked: typed }, word, {});
}
