import { useEffect, useState } from 'react';
import { serverNow } from '../../shared/api/server-clock.ts';
import { fromBase64url } from '../../shared/base64url.ts';
import { signCode } from './holder-keys.ts';

/** A fresh code: its text, the signed time, and how much of its life is left (1 … 0) and in seconds. */
export type Shown = {
  readonly text: string;
  readonly signedAt: Date;
  readonly left: number;
  readonly seconds: number;
};

/**
 * Signs a fresh code every `periodMs`, and at once when the page is looked at again; works without a network.
 * Null until the first is made; `failed` when the holder key cannot sign.
 */
export function usePresentation(
  token: string,
  holderKey: string,
  periodMs: number,
): { shown: Shown | null; failed: boolean } {
  const [code, setCode] = useState<{ text: string; signedAt: Date } | null>(null);
  const [failed, setFailed] = useState(false);
  const now = useTick(1_000);
  const age = code ? now.getTime() - code.signedAt.getTime() : Number.POSITIVE_INFINITY;
  const due = age >= periodMs || age < -periodMs;
  useEffect(() => {
    if (!due) return;
    let gone = false;
    makeCode(token, holderKey).then(
      (made) => gone || setCode(made),
      () => gone || setFailed(true),
    );
    return () => {
      gone = true;
    };
  }, [due, token, holderKey]);
  useEffect(() => {
    const renew = () => {
      if (document.visibilityState === 'visible') setCode(null);
    };
    document.addEventListener('visibilitychange', renew);
    return () => document.removeEventListener('visibilitychange', renew);
  }, []);
  if (!code) return { shown: null, failed };
  const left = Math.min(1, Math.max(0, 1 - age / periodMs));
  return { shown: { ...code, left, seconds: Math.ceil((left * periodMs) / 1_000) }, failed };
}

async function makeCode(token: string, holderKey: string): Promise<{ text: string; signedAt: Date }> {
  const signedAt = serverNow();
  return { text: await signCode(holderKey, fromBase64url(token), signedAt), signedAt };
}

/** The server's time, told anew every `everyMs`. */
export function useTick(everyMs: number): Date {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
