import type { FieldName } from '@suizheng/domain/credential/fields.ts';
import {
  IDENTITY_DOCUMENT_TEXTS,
  IDENTITY_DOCUMENTS,
} from '@suizheng/domain/identifiers/identity-document.ts';
import { procedureById } from '@suizheng/domain/procedures/registry.ts';
import type { Text } from '@suizheng/domain/text/locale.ts';
import { useTranslation } from 'react-i18next';
import { dayAndTime } from '../../shared/i18n/format.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { useAgeWords } from '../device/age-words.ts';
import type { Look } from '../gate/gate-state.ts';

/** What the officer compares and reads, as label and value: the fields of the purpose first, ages last. */
export function useFacts(look: Look): (readonly [label: string, value: string])[] {
  const { t } = useTranslation('verifier');
  const { locale } = usePreferences();
  const words = useAgeWords();
  const text = useText();
  const { verification: v } = look;
  const rows: (readonly [string, string])[] = [];
  if (v.verdict === 'accepted' || v.verdict === 'accepted-offline') {
    for (const [name, value] of Object.entries(v.fields)) {
      rows.push([t(`result.field.${name as FieldName}`), fieldWords(name, value, text)]);
    }
    rows.push([t('result.validUntil'), dayAndTime(locale, new Date(v.validUntil * 1000))]);
    rows.push([t('result.medium'), t(`result.${v.medium}`)]);
    rows.push([t('result.statusList'), t('result.ago', { age: words(v.statusAge) })]);
    if (v.verdict === 'accepted-offline') {
      rows.push([t('result.keys'), t('result.ago', { age: words(v.trustAge) })]);
    }
  } else if (v.verdict === 'refused' && v.statusAge !== undefined) {
    rows.push([t('result.statusList'), t('result.ago', { age: words(v.statusAge) })]);
  }
  return rows;
}

/** What the code is, in words; null where nothing was proven. */
export function useTypeName(): (procedure: string | null | undefined) => string | null {
  const text = useText();
  return (procedure) => {
    const known = procedure ? procedureById(procedure) : undefined;
    return known ? text(known.text.name) : null;
  };
}

/** A resident number in its three groups, as on the card; a kind of document by its name; everything else as it is. */
export function fieldWords(name: string, value: string, word: (text: Text) => string): string {
  const document = name === 'documentType' && IDENTITY_DOCUMENTS.find((kind) => kind === value);
  if (document) return word(IDENTITY_DOCUMENT_TEXTS[document].name);
  const groups =
    name === 'number' || name === 'linkedNumber' ? /^(\d{6})(\d{8})(\d{3}[\dX])$/.exec(value) : null;
  return groups ? groups.slice(1).join(' ') : value;
}
