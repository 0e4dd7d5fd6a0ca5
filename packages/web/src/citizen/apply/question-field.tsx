import type { FieldKind } from '@suizheng/domain/procedures/procedure.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { TextField } from '../../shared/kit/text-field.tsx';
import { ChoiceField } from './choice-field.tsx';
import { CityField } from './city-field.tsx';
import { DocumentKindField } from './document-kind-field.tsx';
import { ExpiryField } from './expiry-field.tsx';
import { IdentityNumberField } from './identity-number-field.tsx';
import type { Field } from './questions.ts';
import { TermsField } from './terms-field.tsx';

/** A field of a procedure's form and what is typed in it. */
export type QuestionFieldProps = {
  readonly procedure: string;
  readonly field: Field;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error: string | undefined;
  /** Every answer so far: the number's form depends on the document chosen before. */
  readonly answers: Readonly<Record<string, string>>;
  /** False for a companion's data, which the browser must not fill in from its owner's. */
  readonly ownData: boolean;
  /** True when it is the page's only field, whose heading already asks for it. */
  readonly labelUnseen: boolean;
};

const CONTROLS: Readonly<Record<FieldKind, (props: QuestionFieldProps) => React.ReactNode>> = {
  'person-name': NameField,
  'resident-id': NumberField,
  city: CityField,
  'document-kind': DocumentKindField,
  'identity-number': IdentityNumberField,
  'expiry-date': ExpiryField,
  choice: ChoiceField,
  terms: TermsField,
};

/** The control of a field's kind; a new kind is one entry here and one parser in the domain's form-fields.ts. */
export function QuestionField(props: QuestionFieldProps) {
  const Control = CONTROLS[props.field.kind];
  return <Control {...props} />;
}

function NameField({ field, value, onChange, error, ownData }: QuestionFieldProps) {
  const text = useText();
  return (
    <TextField
      name={field.name}
      label={text(field.label)}
      hint={text(field.hint)}
      value={value}
      onChange={onChange}
      error={error}
      autoComplete={ownData ? 'name' : 'off'}
      lang="zh-Hans"
    />
  );
}

function NumberField({ field, value, onChange, error }: QuestionFieldProps) {
  const text = useText();
  return (
    <TextField
      name={field.name}
      label={text(field.label)}
      hint={text(field.hint)}
      value={value}
      onChange={onChange}
      error={error}
      autoComplete="off"
      autoCapitalize="characters"
      spaced
    />
  );
}
