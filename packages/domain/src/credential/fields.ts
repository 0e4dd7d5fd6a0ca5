/** The disclosable fields and their codes on the wire; a code is never given a second meaning. */
export const FIELD_CODES = {
  name: 1,
  number: 2,
  birthDate: 3,
  sex: 4,
  documentType: 5,
  documentExpiry: 6,
  linkedNumber: 7,
  class: 8,
} as const;

/** A field that a credential may carry sealed and that a purpose may open. */
export type FieldName = keyof typeof FIELD_CODES;

/** What a reader was allowed to open, in clear text. */
export type Fields = { [F in FieldName]?: string };

const NAMES = new Map<number, FieldName>(
  (Object.keys(FIELD_CODES) as FieldName[]).map((name) => [FIELD_CODES[name], name]),
);

/** The name behind a wire code, undefined for a code this version does not know. */
export function fieldName(code: number): FieldName | undefined {
  return NAMES.get(code);
}

/** One AES-256-GCM key: it opens one field of one credential type for one epoch, and nothing else. */
export type FieldKey = { type: number; field: FieldName; epoch: number; key: Uint8Array };

/** One field as the credential carries it: ciphertext ‖ 12-byte tag. */
export type SealedField = { field: number; sealed: Uint8Array };
