import { useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useSite } from '../../shared/api/site.ts';
import { toBase64 } from '../../shared/base64url.ts';
import { Button, TextLink } from '../../shared/kit/button.tsx';
import { Icon } from '../../shared/kit/icon.tsx';
import type { Draft } from './draft.ts';

/** A photo from a file, kept in the page until it is sent. */
export function PhotoField({
  value,
  onChange,
  error,
}: {
  value: Draft['portrait'];
  onChange: (portrait: Draft['portrait']) => void;
  error: string | undefined;
}) {
  const { t } = useTranslation('portalTry');
  const site = useSite();
  const [busy, setBusy] = useState(false);
  const choose = async (files: FileList | null) => {
    const file = files?.[0];
    if (!file) return;
    setBusy(true);
    const bytes = new Uint8Array(await file.arrayBuffer());
    setBusy(false);
    onChange({ file: file.name, base64: toBase64(bytes), bytes: bytes.length });
  };
  return (
    <fieldset className="field" id="portrait">
      <legend>{t('portrait')}</legend>
      <p className="hint">{t('portraitHint')}</p>
      {site?.smsInbox ? (
        <p>
          <TextLink href={new URL('/', site.smsInbox).href} target="_blank">
            {t('portraitWhere')}
          </TextLink>
        </p>
      ) : null}
      {error === undefined ? null : (
        <p className="field-error">
          <Icon name="warn" />
          <span>{error}</span>
        </p>
      )}
      <FileTrigger acceptedFileTypes={['image/jpeg']} onSelect={(files) => void choose(files)}>
        <Button kind="second" isPending={busy}>
          {t('choose')}
        </Button>
      </FileTrigger>
      <p role="status">{value === null ? '' : t('chosen', { name: value.file })}</p>
    </fieldset>
  );
}
