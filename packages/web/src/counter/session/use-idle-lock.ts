import { useEffect } from 'react';
import { idleMs, signOut } from './staff-session.ts';

/** Locks the desk after a while without a touch or a key: pages that ask the server by themselves are no use of it. */
export function useIdleLock(): void {
  useEffect(() => {
    let timer = 0;
    const wait = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => signOut('locked'), idleMs());
    };
    const events = ['pointerdown', 'keydown', 'wheel'] as const;
    for (const event of events) window.addEventListener(event, wait, { passive: true });
    wait();
    return () => {
      window.clearTimeout(timer);
      for (const event of events) window.removeEventListener(event, wait);
    };
  }, []);
}
