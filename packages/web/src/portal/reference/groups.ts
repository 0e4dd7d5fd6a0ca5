import { useTranslation } from 'react-i18next';
import { concernsParties, matchesSearch, type OpenApi, type Operation, operationsOf } from './open-api.ts';
import type { Search } from './search.ts';

/** The groups that relying parties know, in the order in which they need them. */
const ORDER = [
  'oauth',
  'trial-clients',
  'services',
  'parties',
  'verifications',
  'readers',
  'trust-list',
  'status-lists',
] as const;
type Known = (typeof ORDER)[number];

const isKnown = (group: string): group is Known => (ORDER as readonly string[]).includes(group);
const rank = (group: string): number => (isKnown(group) ? ORDER.indexOf(group) : ORDER.length);

/** The operations that are looked for, by group; a relying party's own unless all are wanted. */
export function groupsOf(
  api: OpenApi,
  { typed, all }: Search,
): readonly (readonly [group: string, operations: readonly Operation[]])[] {
  const shown = operationsOf(api).filter(
    (operation) =>
      (all || concernsParties(operation)) && (typed.trim() === '' || matchesSearch(operation, typed.trim())),
  );
  const groups = new Map<string, Operation[]>();
  for (const operation of shown)
    groups.set(operation.group, [...(groups.get(operation.group) ?? []), operation]);
  return [...groups].sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/** A group in words; the name in the address where there are none. */
export function useGroupName(): (group: string) => string {
  const { t } = useTranslation('portalReference');
  return (group) => (isKnown(group) ? t(`group.${group}`) : group);
}
