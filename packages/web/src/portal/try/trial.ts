import { createTrialClient, TrialClientView } from '@suizheng/domain/contract/clients.ts';
import { useState } from 'react';
import { call } from '../../shared/api/call.ts';
import { readSession, writeSession } from '../../shared/session-value.ts';
import { makeKey, type PrivateJwk, publicHalf } from '../keys/key-pair.ts';

const KEY = 'portal-trial';

/** A trial client with its key: kept for this visit, since it is the demonstration's and ends with the day. */
export type Trial = { readonly key: PrivateJwk; readonly client: TrialClientView };

/** The trial client of this visit, and a way to make another. */
export function useTrial(): { trial: Trial | null; make: () => Promise<void>; forget: () => void } {
  const [trial, setTrial] = useState(readTrial);
  const make = async () => {
    const key = await makeKey();
    const client = await call(createTrialClient, { body: { jwk: { ...publicHalf(key) } } });
    writeSession(KEY, { key, client });
    setTrial({ key, client });
  };
  const forget = () => {
    writeSession(KEY, undefined);
    setTrial(null);
  };
  return { trial, make, forget };
}

function readTrial(): Trial | null {
  const kept = readSession<Trial>(KEY);
  const client = TrialClientView.safeParse(kept?.client);
  if (!kept || !client.success || Date.parse(client.data.expiresAt) < Date.now()) return null;
  return { key: kept.key, client: client.data };
}
