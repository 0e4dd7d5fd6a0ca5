import type { ReactNode } from 'react';
import { FieldError, Label, Radio, RadioGroup, Text } from 'react-aria-components';
import { Icon } from './icon.tsx';

/** A choice of one among a few, each a big target. */
export function RadioChoice<T extends string>({
  name,
  label,
  hint,
  error,
  options,
  value,
  onChange,
  labelUnseen = false,
}: {
  name: string;
  label: string;
  hint?: string;
  error?: string | undefined;
  options: readonly {
    readonly id: T;
    readonly text: ReactNode;
    readonly detail?: ReactNode;
    readonly lang?: string;
  }[];
  value: T | null;
  onChange: (id: T) => void;
  /** True when the page's heading already asks the question. */
  labelUnseen?: boolean;
}) {
  return (
    <RadioGroup
      className="field"
      name={name}
      id={name}
      value={value}
      onChange={(id) => onChange(id as T)}
      isInvalid={error !== undefined}
      validationBehavior="aria"
    >
      <Label className={labelUnseen ? 'unseen' : 'react-aria-Label'}>{label}</Label>
      {hint ? (
        <Text slot="description" className="hint">
          {hint}
        </Text>
      ) : null}
      <FieldError className="field-error">
        <Icon name="warn" />
        <span>{error}</span>
      </FieldError>
      {options.map(({ id, text, detail, lang }) => (
        <Radio key={id} value={id} className="radio">
          <span className="dot" aria-hidden="true" />
          <span lang={lang}>
            <b>{text}</b>
            {detail ? <small>{detail}</small> : null}
          </span>
        </Radio>
      ))}
    </RadioGroup>
  );
}
