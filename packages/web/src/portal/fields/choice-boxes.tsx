import type { ReactNode } from 'react';
import { Checkbox } from '../../shared/kit/checkbox.tsx';
import { Icon } from '../../shared/kit/icon.tsx';

/** Several of a few, each a box to tick. */
export function ChoiceBoxes<T extends string>({
  name,
  label,
  hint,
  error,
  options,
  value,
  onChange,
}: {
  name: string;
  label: string;
  hint?: string;
  error: string | undefined;
  options: readonly { readonly id: T; readonly text: ReactNode; readonly detail?: ReactNode }[];
  value: readonly T[];
  onChange: (ids: readonly T[]) => void;
}) {
  const turn = (id: T, on: boolean) => onChange(on ? [...value, id] : value.filter((one) => one !== id));
  return (
    <fieldset
      className="field"
      id={name}
      {...(error === undefined ? {} : { 'aria-describedby': `${name}-error` })}
    >
      <legend>{label}</legend>
      {hint ? <p className="hint">{hint}</p> : null}
      {error === undefined ? null : (
        <p className="field-error" id={`${name}-error`}>
          <Icon name="warn" />
          <span>{error}</span>
        </p>
      )}
      {options.map(({ id, text, detail }) => (
        <Checkbox
          key={id}
          name={`${name}-${id}`}
          isSelected={value.includes(id)}
          onChange={(on) => turn(id, on)}
        >
          <b>{text}</b> {detail ? <span className="hint">{detail}</span> : null}
        </Checkbox>
      ))}
    </fieldset>
  );
}
