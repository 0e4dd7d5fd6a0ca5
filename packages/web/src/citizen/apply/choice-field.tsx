import { useText } from '../../shared/i18n/i18n.ts';
import { RadioChoice } from '../../shared/kit/radio-choice.tsx';
import type { QuestionFieldProps } from './question-field.tsx';

/** One of a few, as the procedure words them. */
export function ChoiceField({ field, value, onChange, error, labelUnseen }: QuestionFieldProps) {
  const text = useText();
  const { options = [] } = field;
  return (
    <RadioChoice
      name={field.name}
      label={text(field.label)}
      labelUnseen={labelUnseen}
      error={error}
      value={options.some(({ id }) => id === value) ? value : null}
      onChange={onChange}
      options={options.map((option) => ({
        id: option.id,
        text: text(option.text),
        ...(option.detail ? { detail: text(option.detail) } : {}),
      }))}
    />
  );
}
