import { useSyncExternalStore } from 'react';

/** What was typed to find an operation, and whether all are shown: kept while one goes to and fro. */
export type Search = { readonly typed: string; readonly all: boolean };

let search: Search = { typed: '', all: false };
const listeners = new Set<() => void>();

/** Changes what is looked for. */
export function setSearch(changed: Partial<Search>): void {
  search = { ...search, ...changed };
  for (const listener of listeners) listener();
}

/** What is looked for, as React state. */
export function useSearchState(): Search {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => search,
  );
}
