import { USES } from '../policy/uses.ts';
import type { DisclosedField, Purpose } from './procedure.ts';
import { CREDENTIAL_PROCEDURES } from './registry.ts';

/** Scopes that a reader can be enrolled for: those some credential is valid in, and those that only say why none is. */
export function knownScopes(): readonly string[] {
  const valid = CREDENTIAL_PROCEDURES.flatMap(({ credential }) => credential.scopes);
  return [...new Set([...valid, ...Object.values(USES).map(({ scope }) => scope)])];
}

/** The purposes of a scope, each once, with every field that it sees of any credential. */
export function purposesIn(scope: string): readonly Purpose[] {
  const shared = Object.entries(USES).map(([id, use]) => ({ id, ...use, reveals: [] }));
  const own = CREDENTIAL_PROCEDURES.flatMap(({ credential }) => credential.purposes);
  const found = new Map<string, Purpose>();
  for (const purpose of [...shared, ...own].filter((one) => one.scope === scope)) {
    const reveals = new Set<DisclosedField>([...(found.get(purpose.id)?.reveals ?? []), ...purpose.reveals]);
    found.set(purpose.id, { ...purpose, reveals: [...reveals] });
  }
  return [...found.values()];
}

/** The purpose with this id, or undefined where this version knows none. */
export function purposeById(id: string): Pick<Purpose, 'id' | 'scope' | 'text'> | undefined {
  const own = CREDENTIAL_PROCEDURES.flatMap(({ credential }) => credential.purposes);
  const shared = Object.entries(USES).map(([use, words]) => ({ id: use, ...words }));
  return [...own, ...shared].find((purpose) => purpose.id === id);
}
