import { useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react';

const KEY = 'suizheng.review-keys';
const listeners = new Set<() => void>();

/** Whether single keys act; who dictates or types with a stick can switch them off (WCAG 2.1.4). */
export function useKeysOn(): [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => read(),
  );
  return [on, write];
}

function read(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'off';
  } catch {
    return true;
  }
}

function write(on: boolean): void {
  try {
    localStorage.setItem(KEY, on ? 'on' : 'off');
  } catch {
    // Without storage the keys stay on.
  }
  for (const listener of listeners) listener();
}

/** Single keys on this page: not while somebody types, a dialog is open, or Ctrl, Alt or Meta is held. */
export function useShortcuts(keys: Readonly<Record<string, () => void>>): void {
  const [on] = useKeysOn();
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  // Before the page is painted: a key pressed the moment it is there is not lost.
  useLayoutEffect(() => {
    if (!on) return;
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
      const target = event.target as HTMLElement;
      if (target.matches('input:not([type=checkbox]):not([type=radio]), textarea, [role=option]')) return;
      if (document.querySelector('[role=dialog]')) return;
      const act = latest.current[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [on]);
}
