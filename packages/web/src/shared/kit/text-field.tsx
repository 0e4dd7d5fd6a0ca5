import type { HTMLAttributes, ReactNode } from 'react';
import { FieldError, Input, Label, TextField as RacTextField, Text } from 'react-aria-components';
import { Icon } from './icon.tsx';

/** One line of typing: label above, hint, the fault in words right at the field. `name` is also the id the error summary links. */
export function TextField({
  name,
  label,
  hint,
  error,
  value,
  onChange,
  inputMode,
  autoComplete,
  type = 'text',
  lang,
  maxLength,
  spaced = false,
  autoCapitalize,
  isReadOnly = false,
  children,
}: {
  name: string;
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  value: string;
  onChange: (value: string) => void;
  inputMode?: HTMLAttributes<HTMLInputElement>['inputMode'];
  autoComplete?: string;
  type?: 'text' | 'tel' | 'search' | 'password';
  lang?: string;
  maxLength?: number;
  /** Wide digits, for numbers that are compared with a card. */
  spaced?: boolean;
  autoCapitalize?: 'characters' | 'none';
  isReadOnly?: boolean;
  /** Something beside the input, such as a button that belongs to it. */
  children?: ReactNode;
}) {
  return (
    <RacTextField
      id={name}
      name={name}
      type={type}
      value={value}
      onChange={onChange}
      isInvalid={error !== undefined}
      isReadOnly={isReadOnly}
      validationBehavior="aria"
      className="field"
      {...(inputMode ? { inputMode } : {})}
      {...(autoComplete ? { autoComplete } : {})}
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
      <div className="field-row">
        <Input
          className={spaced ? 'input spaced' : 'input'}
          lang={lang}
          spellCheck={false}
          autoCapitalize={autoCapitalize}
        />
        {children}
      </div>
    </RacTextField>
  );
}
