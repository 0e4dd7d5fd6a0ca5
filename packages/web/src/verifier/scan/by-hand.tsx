import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../shared/kit/button.tsx';
import { TextField } from '../../shared/kit/text-field.tsx';
import { typedCode } from './wedge.ts';

/** A code pasted, typed, or scanned into the field by a hardware scanner that was given the focus. */
export function ByHand({ onCode }: { onCode: (text: string) => void }) {
  const { t } = useTranslation('verifier');
  const [code, setCode] = useState('');
  const [error, setError] = useState<string>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const text = typedCode(code);
    setError(text === '' ? t('scan.empty') : undefined);
    if (text === '') return;
    setCode('');
    onCode(text);
  };
  return (
    <form className="stack" onSubmit={submit} id="by-hand" noValidate>
      <TextField
        name="code"
        label={t('scan.code')}
        hint={t('scan.codeHint')}
        value={code}
        onChange={setCode}
        error={error}
        autoCapitalize="characters"
        autoComplete="off"
        lang="en"
      >
        <Button type="submit">{t('scan.check')}</Button>
      </TextField>
    </form>
  );
}
