import type { Resource } from '@suizheng/domain/contract/resource.ts';
import { useMemo } from 'react';
import type { z } from 'zod';
import { type CallInput, type CallOptions, call, callBytes } from '../../shared/api/call.ts';
import { useOfficer } from '../session/officer-gate.tsx';

type Shape = z.ZodType | undefined;

/** The API in the name of whoever is signed in: the one place of the console that knows how staff are. */
export function useDesk() {
  const { token } = useOfficer();
  return useMemo(
    () => ({
      ask: <P extends Shape, Q extends Shape, B extends Shape, A extends Shape>(
        resource: Resource<P, Q, B, A>,
        input: CallInput<P, Q, B>,
        options: CallOptions = {},
      ) => call(resource, input, { ...options, token }),
      picture: <P extends Shape, Q extends Shape, B extends Shape, A extends Shape>(
        resource: Resource<P, Q, B, A>,
        input: CallInput<P, Q, B>,
        options: CallOptions = {},
      ) => callBytes(resource, input, { ...options, token }),
    }),
    [token],
  );
}
