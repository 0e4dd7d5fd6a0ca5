import { FIELD_FAULTS } from '@suizheng/domain/errors/field-faults.ts';
import { organisationPolicy } from '@suizheng/domain/policy/organisation.ts';
import { useId, useState } from 'react';
import { FileTrigger, Button as RacButton } from 'react-aria-components';
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
  const read = async (files: FileList | null) => {
    const file = files?.[0];
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
      <p className="react-aria-Label" id={`${id}-label`}>
        {t('onboard.letter')}
      </p>
      <p className="hint" id={`${id}-hint`}>
        {t('onboard.letterHint')}
      </p>
      {words ? (
        <p className="field-error" id={`${id}-error`}>
          <Icon name="warn" />
          <span>{words}</span>
        </p>
      ) : null}
      <FileTrigger acceptedFileTypes={TYPES} onSelect={(files) => void read(files)}>
        <RacButton
          id="letter"
          className="btn second"
          aria-describedby={words ? `${id}-label ${id}-hint ${id}-error` : `${id}-label ${id}-hint`}
        >
          <span>{letter ? t('onboard.chooseAnother') : t('onboard.choose')}</span>
        </RacButton>
      </FileTrigger>
      <p role="status">
        {letter ? (
          <>
            <Icon name="tick" /> <span lang="zh-Hans">{letter.name}</span> · {Math.ceil(letter.bytes / 1024)}{' '}
            KB
          </>
        ) : null}
      </p>
    </div>
  );
}

const TYPES = ['application/pdf', 'image/jpeg', 'image/png'];

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
