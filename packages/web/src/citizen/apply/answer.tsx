import { IDENTITY_DOCUMENT_TEXTS } from '@suizheng/domain/identifiers/identity-document.ts';
import { useTranslation } from 'react-i18next';
import { useText } from '../../shared/i18n/i18n.ts';
import { documentOf } from './document-kind-field.tsx';
import { useExpiryWords } from './expiry-field.tsx';
import type { Field } from './questions.ts';

/** An answer as it is read back before it is sent. */
export function Answer({ field, typed }: { field: Field; typed: string }) {
  const { kind, options = [] } = field;
  const { t } = useTranslation('ladder');
  const text = useText();
  const expiry = useExpiryWords();
  if (kind === 'resident-id' || kind === 'identity-number')
    return <span className="nums">{spaced(typed)}</span>;
  if (kind === 'document-kind') {
    const document = documentOf(typed);
    return document ? text(IDENTITY_DOCUMENT_TEXTS[document].short) : typed;
  }
  if (kind === 'choice') {
    const chosen = options.find(({ id }) => id === typed);
    return chosen ? text(chosen.text) : typed;
  }
  if (kind === 'expiry-date') return <span className="nums">{expiry(typed)}</span>;
  if (kind === 'terms') return t('terms.agreed');
  return <span lang="zh-Hans">{typed}</span>;
}

/** 990000 19900307 0013: area, birth date and the rest, as easy to compare with the card as it gets. */
function spaced(number: string): string {
  const plain = number.replace(/\s/g, '').toUpperCase();
  return plain.length === 18 ? `${plain.slice(0, 6)} ${plain.slice(6, 14)} ${plain.slice(14)}` : number;
}
