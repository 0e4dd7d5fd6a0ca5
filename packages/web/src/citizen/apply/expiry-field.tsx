import { useTranslation } from 'react-i18next';
import { useText } from '../../shared/i18n/i18n.ts';
import { Checkbox } from '../../shared/kit/checkbox.tsx';
import { TextField } from '../../shared/kit/text-field.tsx';
import { documentOf } from './document-kind-field.tsx';
import type { QuestionFieldProps } from './question-field.tsx';
import { typedIn } from './questions.ts';

const LONG_TERM = 'long-term';

/** The last day of the document: typed as the card prints it, in any of its forms; with where to find it. */
export function ExpiryField({ procedure, field, value, onChange, error, answers }: QuestionFieldProps) {
  const { t } = useTranslation('ladder');
  const text = useText();
  const kind = field.document ?? documentOf(typedIn(procedure, 'document-kind', answers)) ?? 'resident-id';
  const longTerm = value === LONG_TERM;
  return (
    <>
      {longTerm ? null : (
        <TextField
          name={field.name}
          label={text(field.label)}
          hint={text(field.hint)}
          value={value}
          onChange={onChange}
          error={error}
          inputMode="text"
          autoComplete="off"
          maxLength={14}
          spaced
        />
      )}
      {kind === 'resident-id' ? (
        <Checkbox
          name="long-term"
          isSelected={longTerm}
          onChange={(selected) => onChange(selected ? LONG_TERM : '')}
        >
          {t('expiry.longTerm')}
        </Checkbox>
      ) : null}
      <details className="question">
        <summary>{t('expiry.where')}</summary>
        <p>{t(`expiry.on.${kind}`)}</p>
        {field.help ? <p>{text(field.help)}</p> : null}
      </details>
    </>
  );
}

/** What was answered, as it is read back. */
export function useExpiryWords(): (typed: string) => string {
  const { t } = useTranslation('ladder');
  return (typed) => (typed === LONG_TERM ? t('expiry.longTermShort') : typed);
}
