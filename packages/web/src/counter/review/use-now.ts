import { useEffect, useState } from 'react';
import { serverNow } from '../../shared/api/server-clock.ts';

/** The server's time, again every so many milliseconds: deadlines are told by its clock, not by this computer's. */
export function useNow(everyMs: number): Date {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
