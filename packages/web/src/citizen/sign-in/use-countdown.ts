import { useEffect, useState } from 'react';
import { serverNow } from '../../shared/api/server-clock.ts';

/** Whole seconds left until an instant (ms since the epoch, the server's clock), counting down to 0. */
export function useCountdown(until: number): number {
  const left = () => Math.max(0, Math.ceil((until - serverNow().getTime()) / 1_000));
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    setSeconds(left());
    const timer = setInterval(() => setSeconds(left()), 1_000);
    return () => clearInterval(timer);
  });
  return seconds;
}
