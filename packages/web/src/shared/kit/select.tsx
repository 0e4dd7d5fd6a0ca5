import {
  Button,
  FieldError,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select as RacSelect,
  SelectValue,
  Text,
} from 'react-aria-components';
import { Icon } from './icon.tsx';

/** A choice of one from a list that is too long for radio buttons. */
export function Select({
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
  error?: string | undefined;
  options: readonly { readonly id: string; readonly text: string }[];
  value: string | null;
  onChange: (id: string) => void;
}) {
  return (
    <RacSelect
      className="field"
      name={name}
      value={value}
      onChange={(key) => {
        if (key !== null) onChange(String(key));
      }}
      isInvalid={error !== undefined}
      validationBehavior="aria"
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
      <Button id={name} className="input select">
        <SelectValue />
        <span className="select-arrow" aria-hidden="true">
          ▾
        </span>
      </Button>
      <Popover className="popover">
        <ListBox className="listbox" items={options}>
          {(option) => (
            <ListBoxItem className="option" id={option.id} textValue={option.text}>
              {option.text}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </RacSelect>
  );
}
