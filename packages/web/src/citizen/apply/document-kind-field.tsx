import {
  IDENTITY_DOCUMENT_TEXTS,
  IDENTITY_DOCUMENTS,
  type IdentityDocument,
} from '@suizheng/domain/identifiers/identity-document.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { RadioChoice } from '../../shared/kit/radio-choice.tsx';
import type { QuestionFieldProps } from './question-field.tsx';

/** The kinds of documents as cards: what people call it, and its full name below (A9). */
export function DocumentKindField({ field, value, onChange, error, labelUnseen }: QuestionFieldProps) {
  const text = useText();
  return (
    <RadioChoice<IdentityDocument>
      name={field.name}
      label={text(field.label)}
      labelUnseen={labelUnseen}
      error={error}
      value={documentOf(value) ?? null}
      onChange={onChange}
      options={(field.documents ?? IDENTITY_DOCUMENTS).map((id) => {
        const { name, short } = IDENTITY_DOCUMENT_TEXTS[id];
        return { id, text: text(short), detail: text(name) };
      })}
    />
  );
}

/** The kind of document that an answer names, if it names one. */
export const documentOf = (answer: string | undefined): IdentityDocument | undefined =>
  IDENTITY_DOCUMENTS.find((kind) => kind === answer);
