import { FIELD_FAULTS } from '@suizheng/domain/errors/field-faults.ts';
import { organisationPolicy } from '@suizheng/domain/policy/organisation.ts';
import { type ChangeEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useText } from '../../shared/i18n/i18n.ts';
import { joinSentences } from '../../shared/i18n/join.ts';
import { Icon } from '../../shared/kit/icon.tsx';
import type { LetterFile } from '../people/desk.ts';

/** The scanned letter of authorisation; a file that does not fit is named before it is sent. */
export function LetterField({
  letter,
  onChange,
  error,
}: {
  letter: LetterFile | null;
  onChange: (letter: LetterFile | null) => void;
  error?: string | undefined;
}) {
  const { t } = useTranslation('people');
  const text = useText();
  const id = useId();
  const [fault, setFault] = useState<'letter.type' | 'letter.too-large' | null>(null);
  const read = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    if (!file) return;
    const bytes = new Uint8Array(await file.arrayBuffer());
    const wrong =
      bytes.length > organisationPolicy.largestLetter
        ? 'letter.too-large'
        : isScan(bytes)
          ? null
          : 'letter.type';
    setFault(wrong);
    onChange(wrong ? null : { name: file.name, bytes: bytes.length, data: toBase64url(bytes) });
  };
  const words = fault
    ? joinSentences(text(FIELD_FAULTS[fault].reason), text(FIELD_FAULTS[fault].next))
    : error;
  return (
    <div className="field">
      <label htmlFor="letter">{t('onboard.letter')}</label>
      <p className="hint" id={`${id}-hint`}>
        {t('onboard.letterHint')}
      </p>
      {words ? (
        <p className="field-error" id={`${id}-error`}>
          <Icon name="warn" />
          <span>{words}</span>
        </p>
      ) : null}
      <input
        id="letter"
        name="letter"
        type="file"
        className="input"
        accept="application/pdf,image/jpeg,image/png"
        onChange={(event) => void read(event)}
        aria-invalid={words !== undefined}
        aria-describedby={words ? `${id}-hint ${id}-error` : `${id}-hint`}
      />
      {letter ? (
        <p role="status">
          <Icon name="tick" /> <span lang="zh-Hans">{letter.name}</span> · {Math.ceil(letter.bytes / 1024)} KB
        </p>
      ) : null}
    </div>
  );
}

function isScan(bytes: Uint8Array): boolean {
  const begins = (...first: number[]) => first.every((byte, at) => bytes[at] === byte);
  return begins(0x25, 0x50, 0x44, 0x46) || begins(0xff, 0xd8, 0xff) || begins(0x89, 0x50, 0x4e, 0x47);
}

/** In pieces: a call with millions of arguments would end the page. */
function toBase64url(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x8000)
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}
