import { readCasePicture } from '@suizheng/domain/contract/review.ts';
import { useEffect, useState } from 'react';
import { callBytes } from '../../shared/api/call.ts';

/** One picture of a case as an address of this window; it is gone from memory with the pane. */
export function usePicture(
  caseId: string,
  name: string,
): { readonly url: string | null; readonly isPending: boolean; readonly error: unknown } {
  const [state, setState] = useState<{ url: string | null; error: unknown }>({ url: null, error: null });
  useEffect(() => {
    if (name === '') return;
    const leave = new AbortController();
    let made: string | null = null;
    setState({ url: null, error: null });
    callBytes(readCasePicture, { params: { id: caseId, name } }, { signal: leave.signal })
      .then((bytes) => {
        if (leave.signal.aborted) return;
        made = URL.createObjectURL(new Blob([bytes], { type: 'image/jpeg' }));
        setState({ url: made, error: null });
      })
      .catch((error: unknown) => {
        if (!leave.signal.aborted) setState({ url: null, error });
      });
    return () => {
      leave.abort();
      if (made) URL.revokeObjectURL(made);
    };
  }, [caseId, name]);
  return { ...state, isPending: state.url === null && state.error === null };
}
