import { PROBLEMS } from '@suizheng/domain/errors/catalog.ts';
import { counterReaches } from '@suizheng/domain/policy/counter-level.ts';
import { credentialProcedureById } from '@suizheng/domain/procedures/registry.ts';
import type { Text } from '@suizheng/domain/text/locale.ts';
import { useOfficer } from '../session/officer-gate.tsx';

/** Why this officer's counter does not issue the procedure's paper, said before anything is typed (L2); null where it does. */
export function useHigherCounter(procedure: string): { readonly title: Text; readonly next: Text } | null {
  const { counterLevel } = useOfficer();
  const needs = credentialProcedureById(procedure)?.credential.paperFrom;
  return needs === undefined || counterReaches(counterLevel, needs)
    ? null
    : PROBLEMS[`${needs}-counter-needed`];
}
