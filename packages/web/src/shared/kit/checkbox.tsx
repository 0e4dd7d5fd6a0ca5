import type { ReactNode } from 'react';
import { Checkbox as RacCheckbox } from 'react-aria-components';
import { Icon } from './icon.tsx';

/** A yes or no that is the person's own to give. */
export function Checkbox({
  name,
  isSelected,
  onChange,
  children,
  error,
}: {
  name: string;
  isSelected: boolean;
  onChange: (selected: boolean) => void;
  children: ReactNode;
  error?: string | undefined;
}) {
  return (
    <div className="field">
      {error === undefined ? null : (
        <p className="field-error" id={`${name}-error`}>
          <Icon name="warn" />
          <span>{error}</span>
        </p>
      )}
      <RacCheckbox
        id={name}
        className="checkbox"
        isSelected={isSelected}
        onChange={onChange}
        isInvalid={error !== undefined}
        {...(error === undefined ? {} : { 'aria-describedby': `${name}-error` })}
      >
        {() => (
          <>
            <span className="box" aria-hidden="true">
              <Icon name="tick" size="1.1em" />
            </span>
            <span>{children}</span>
          </>
        )}
      </RacCheckbox>
    </div>
  );
}
