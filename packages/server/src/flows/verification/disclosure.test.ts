import { FIELD_CODES, type FieldKey, type FieldName } from '@suizheng/domain/credential/fields.ts';
import { credentialProcedureById } from '@suizheng/domain/procedures/registry.ts';
import { expect, it } from 'vitest';
import { keysForPurposes } from './disclosure.ts';

const keys = {
  openingKeys: (type: number): FieldKey[] =>
    (Object.keys(FIELD_CODES) as FieldName[]).map((field) => ({
      type,
      field,
      epoch: 1,
      key: new Uint8Array(32),
    })),
};
const rail = credentialProcedureById('rail-temporary-id')!.credential.code;
const permits = ['hk-macau-travel-permit', 'taiwan-travel-permit'].map(
  (id) => credentialProcedureById(id)!.credential.code,
);
const opened = (scope: string, ...purposes: string[]) =>
  keysForPurposes(keys, scope, purposes).map(({ type, field }) => `${type} ${field}`);

it('T5: a reader gets exactly the fields of its purposes, credential by credential', () => {
  expect(opened('rail', 'rail.exit')).toEqual([rail, ...permits].map((type) => `${type} name`));
  // The rail document never bears the kind of document: no key of it is given out either.
  expect(opened('rail', 'rail.entry')).toEqual([
    `${rail} name`,
    `${rail} number`,
    ...permits.flatMap((type) => [`${type} name`, `${type} number`, `${type} documentType`]),
  ]);
  expect(opened('air', 'air.boarding')).toEqual(
    permits.flatMap((type) => [`${type} name`, `${type} number`]),
  );
});

it('T4: a purpose counts in its own scope only, and the border gets no key at all', () => {
  expect(opened('air', 'rail.entry')).toEqual([]);
  expect(opened('rail', 'air.security')).toEqual([]);
  expect(opened('border', 'border.crossing', 'rail.entry', 'air.security')).toEqual([]);
  expect(opened('moon', 'rail.entry')).toEqual([]);
});
