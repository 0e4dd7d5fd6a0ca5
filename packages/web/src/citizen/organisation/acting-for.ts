import { useState } from 'react';
import { readSession, writeSession } from '../../shared/session-value.ts';

const KEY = 'acting-for';

/** The organisation that the person last chose to act for, while this visit lasts. Every call names its organisation itself. */
export function useActingFor(): readonly [string | null, (id: string | null) => void] {
  const [id, setId] = useState<string | null>(() => readSession<string>(KEY) ?? null);
  const choose = (next: string | null) => {
    writeSession(KEY, next ?? undefined);
    setId(next);
  };
  return [id, choose];
}
