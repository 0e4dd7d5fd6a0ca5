import { IDENTITY_DOCUMENT_TEXTS } from '@suizheng/domain/identifiers/identity-document.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { TextField } from '../../shared/kit/text-field.tsx';
import { documentOf } from './document-kind-field.tsx';
import type { QuestionFieldProps } from './question-field.tsx';
import { typedIn } from './questions.ts';

/** The number of whatever document was chosen: named and described as that document has it. */
export function IdentityNumberField({
  procedure,
  field,
  value,
  onChange,
  error,
  answers,
}: QuestionFieldProps) {
  const text = useText();
  const kind = field.document ?? documentOf(typedIn(procedure, 'document-kind', answers));
  const words = kind ? IDENTITY_DOCUMENT_TEXTS[kind] : undefined;
  return (
    <TextField
      name={field.name}
      label={text(field.label)}
      hint={words ? `${text(words.short)} · ${text(words.form)}` : text(field.hint)}
      value={value}
      onChange={onChange}
      error={error}
      autoComplete="off"
      autoCapitalize="characters"
      {...(kind === 'taiwan-permit' ? { inputMode: 'numeric' as const } : {})}
      spaced
    />
  );
}
