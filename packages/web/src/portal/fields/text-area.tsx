import type { ReactNode } from 'react';
import {
  FieldError,
  Label,
  TextArea as RacTextArea,
  TextField as RacTextField,
  Text,
} from 'react-aria-components';
import { Icon } from '../../shared/kit/icon.tsx';

/** Several lines of typing, in whatever language; like the kit's TextField otherwise. */
export function TextArea({
  name,
  label,
  hint,
  error,
  value,
  onChange,
  rows = 4,
  maxLength,
  isCode = false,
}: {
  name: string;
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  value: string;
  onChange: (value: string) => void;
  rows?: number;
  maxLength?: number;
  /** Text for programs: other letters, no spelling. */
  isCode?: boolean;
}) {
  return (
    <RacTextField
      id={name}
      name={name}
      value={value}
      onChange={onChange}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      className="field"
      {...(maxLength ? { maxLength } : {})}
    >
      <Label>{label}</Label>
      {hint ? (
        <Text slot="description" className="hint">
          {hint}
        </Text>
      ) : null}
      <FieldError className="field-error">
        <Icon name="warn" />
        <span>{error}</span>
      </FieldError>
      <RacTextArea
        className={isCode ? 'input area code' : 'input area'}
        rows={rows}
        spellCheck={!isCode}
        lang={isCode ? 'zxx' : ''}
      />
    </RacTextField>
  );
}
