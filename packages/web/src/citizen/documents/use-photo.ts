import { putDocumentPhoto } from '@suizheng/domain/contract/documents.ts';
import type { DocumentSide } from '@suizheng/domain/policy/document-photo.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { ApiProblem } from '../../shared/api/api-problem.ts';
import { call } from '../../shared/api/call.ts';
import { useGo } from '../../shared/go.ts';
import { askGuardian, documentsPage, type KeptPhoto, readConsent, readPhoto, writePhoto } from './kept.ts';

/** A failed rule in words. */
export type Fault = { readonly reason: string; readonly next: string };

/** Where the photo of one side stands. */
export type Phase =
  | { readonly at: 'camera' }
  | { readonly at: 'kept'; readonly photo: KeptPhoto }
  | { readonly at: 'sending'; readonly photo: KeptPhoto }
  | { readonly at: 'refused'; readonly photo: KeptPhoto | null; readonly faults: readonly Fault[] }
  | { readonly at: 'failed'; readonly photo: KeptPhoto; readonly error: unknown };

/** Takes the photo of one side from the camera or a file to the server; it is kept before it is sent, whatever happens. */
export function usePhoto(id: string, side: DocumentSide) {
  const go = useGo();
  const queries = useQueryClient();
  const [phase, setPhase] = useState<Phase>(() => {
    const photo = readPhoto(id, side);
    return photo && !photo.accepted ? { at: 'kept', photo } : { at: 'camera' };
  });
  const consent = readConsent(id);
  const agreed = consent !== undefined;
  useEffect(() => {
    if (!agreed) go(documentsPage(id), { replace: true });
  }, [agreed, id, go]);

  const send = useCallback(
    async (photo: KeptPhoto) => {
      const given = readConsent(id);
      if (!given) return go(documentsPage(id), { replace: true });
      setPhase({ at: 'sending', photo });
      try {
        await call(
          putDocumentPhoto,
          { params: { id, side }, body: { image: photo.image, consent: given } },
          { timeoutMs: 60_000 },
        );
      } catch (error) {
        const faults = error instanceof ApiProblem ? error.fields() : [];
        if (faults.some(({ field }) => field === 'consent.guardian')) askGuardian(id);
        if (faults.some(({ field }) => field.startsWith('consent')))
          return go(documentsPage(id), { replace: true });
        const rules = faults.filter(({ field }) => field === side || field === 'image');
        if (rules.length === 0) return setPhase({ at: 'failed', photo, error });
        // Shown until it is taken again, and not offered once more after a reload.
        writePhoto(id, side, undefined);
        return setPhase({ at: 'refused', photo, faults: rules });
      }
      writePhoto(id, side, { ...photo, accepted: true });
      void queries.invalidateQueries({ queryKey: ['document-photos', id] });
      const onward = side === 'front' && readPhoto(id, 'back')?.accepted !== true ? 'back' : 'check';
      go(documentsPage(id, onward), { replace: true });
    },
    [id, side, go, queries],
  );

  const take = useCallback(
    (image: string) => {
      const photo = { image, accepted: false };
      writePhoto(id, side, photo);
      void send(photo);
    },
    [id, side, send],
  );

  return {
    phase: agreed ? phase : null,
    take,
    send,
    /** Says that a chosen file cannot be read; nothing was kept of it. */
    unreadable: (fault: Fault) => setPhase({ at: 'refused', photo: null, faults: [fault] }),
    again: () => {
      writePhoto(id, side, undefined);
      setPhase({ at: 'camera' });
    },
  };
}
