import { useEffect, useState } from 'react';
import { useGate, useGateState } from '../gate/gate-context.tsx';
import { type DataAge, dataAge } from '../pack/data-age.ts';

/** The age of the data here, counted on every second. */
export function useDataAge(): DataAge {
  const { now } = useGate();
  const { pack } = useGateState();
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), 1_000);
    return () => clearInterval(timer);
  }, []);
  return dataAge(pack, now());
}
