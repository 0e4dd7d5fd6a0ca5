import { readApplication } from '@suizheng/domain/contract/applications.ts';
import type { CheckView } from '@suizheng/domain/contract/real-person-checks.ts';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { ApiProblem } from '../../shared/api/api-problem.ts';
import { call } from '../../shared/api/call.ts';
import { useGo } from '../../shared/go.ts';
import { askGuardian, facePage, readConsent, targetPage, useFaceTarget } from '../face/kinds.ts';
import { lastCheckKey } from '../face/use-last-check.ts';
import { nothingKnown } from './at-rest.ts';
import { type CameraTrouble, openCamera } from './camera.ts';
import { filmByHand } from './film-by-hand.ts';
import { filmStep, LEAST_RATE, limitOf, type Seen, type Step, StepLate, TooSlow } from './film-step.ts';
import { newPictureSource } from './picture-source.ts';
import { runCheck } from './run-check.ts';
import { startTracker, type TrackerClient } from './tracker-client.ts';

/** Pictures that tell how fast this phone measures. */
const WARM = 4;

/** What the capture screen shows. */
export type Phase =
  | { readonly at: 'opening' }
  | { readonly at: 'no-camera'; readonly why: CameraTrouble }
  | { readonly at: 'loading' }
  | { readonly at: 'step'; readonly step: Step; readonly seen: Seen; readonly byHand: boolean }
  | { readonly at: 'sending'; readonly step: Step }
  | { readonly at: 'resend'; readonly error: ApiProblem }
  | { readonly at: 'late' }
  | { readonly at: 'failed'; readonly error: unknown };

/** Runs one check on the camera from opening it to its outcome; frees the camera on leaving. */
export function useCheck(video: RefObject<HTMLVideoElement | null>) {
  const target = useFaceTarget();
  const go = useGo();
  const queries = useQueryClient();
  const [phase, setPhase] = useState<Phase>({ at: 'opening' });
  const [run, setRun] = useState({ count: 0, byHand: false });
  const press = useRef<() => void>(() => {});
  const { kind, id } = target;

  const finish = useCallback(
    async (check: CheckView) => {
      await Promise.all(
        [['applications'], ['application', id], ['credentials'], ['kept'], ['holds-key'], ['account']].map(
          (queryKey) => queries.invalidateQueries({ queryKey }),
        ),
      );
      // The next page must not show for a moment how many tries there were before this one.
      queries.removeQueries({ queryKey: ['application', id], type: 'inactive' });
      queries.setQueryData(lastCheckKey({ kind, id }), check);
      if (check.state !== 'refused' && check.state !== 'lapsed')
        return go(targetPage({ kind, id }), { replace: true });
      // Where the face is used up, or can never pass, every other way is shown side by side.
      const closed = kind === 'application' && (check.triesLeft === 0 || !(await faceIsOpen(queries, id)));
      go(closed ? `/applications/${id}/ways` : facePage({ kind, id }, 'again'), { replace: true });
    },
    [go, id, kind, queries],
  );

  useEffect(() => {
    const consent = readConsent({ kind, id });
    if (!consent) return go(facePage({ kind, id }), { replace: true });
    const leaving = new AbortController();
    const { signal } = leaving;
    const freed: (() => void)[] = [];
    const show = (next: Phase) => {
      if (!signal.aborted) setPhase(next);
    };
    const pressed = () =>
      new Promise<void>((resolve) => {
        press.current = resolve;
      });

    const shoot = async () => {
      show({ at: 'opening' });
      const camera = await openCamera();
      if (!camera.ok) return show({ at: 'no-camera', why: camera.why });
      freed.push(camera.close);
      const element = video.current;
      if (signal.aborted || !element) return camera.close();
      element.srcObject = camera.stream;
      await element.play().catch(() => {});
      show({ at: 'loading' });
      const tracker = run.byHand ? null : await startTracker().catch(() => null);
      if (tracker) freed.push(tracker.close);
      if (signal.aborted) return tracker?.close();
      const pictures = newPictureSource(element);
      // Told before the clock of the check starts, rather than after a step was lost to it.
      let slow = tracker === null || (await warmUp(tracker, pictures)) < LEAST_RATE;
      const known = nothingKnown();
      const check = await runCheck({ kind, id }, consent, {
        signal,
        async film(step, beganAt) {
          const until = limitOf(step, known, performance.now());
          const byHand = () => {
            const show1 = (seen: Seen) => show({ at: 'step', step, seen, byHand: true });
            show1({
              guidance: 'do-step',
              progress: 0,
              secondsLeft: Math.ceil((until - performance.now()) / 1_000),
            });
            return filmByHand(step, { pictures, signal, known, beganAt, until, show: show1, pressed });
          };
          if (slow || !tracker) return byHand();
          try {
            return await filmStep(step, {
              pictures,
              tracker,
              signal,
              known,
              beganAt,
              until,
              show: (seen) => show({ at: 'step', step, seen, byHand: false }),
            });
          } catch (error) {
            if (!(error instanceof TooSlow)) throw error;
            slow = true;
            return byHand();
          }
        },
        sending(step) {
          navigator.vibrate?.(40);
          show({ at: 'sending', step });
        },
        async askResend(error) {
          show({ at: 'resend', error });
          await pressed();
        },
      });
      if (!signal.aborted) await finish(check);
    };

    shoot().catch((error: unknown) => {
      if (signal.aborted) return;
      if (error instanceof ApiProblem && error.code === 'not-signed-in')
        return go(`/sign-in?next=${encodeURIComponent(facePage({ kind, id }))}`, { replace: true });
      if (error instanceof ApiProblem && error.fields().some(({ field }) => field === 'consent.guardian')) {
        askGuardian({ kind, id });
        return go(facePage({ kind, id }), { replace: true });
      }
      show(error instanceof StepLate ? { at: 'late' } : { at: 'failed', error });
      for (const free of freed) free();
    });
    return () => {
      leaving.abort();
      for (const free of freed) free();
    };
  }, [run, kind, id, go, finish, video]);

  return {
    phase,
    press: () => press.current(),
    again: (byHand = run.byHand) => setRun({ count: run.count + 1, byHand }),
  };
}

/** Whether the application still takes the face; true when nobody answers, since the next try says so itself. */
async function faceIsOpen(queries: QueryClient, id: string): Promise<boolean> {
  try {
    const { ways } = await queries.fetchQuery({
      queryKey: ['application', id],
      queryFn: () => call(readApplication, { params: { id } }),
      staleTime: 0,
    });
    return ways.some(({ rung }) => rung === 'real-person');
  } catch {
    return true;
  }
}

/**
 * The first picture compiles the models: done before the clock of the check starts. Answers how many pictures a second
 * are measured after that at best, eyes and all.
 */
async function warmUp(
  tracker: TrackerClient,
  pictures: ReturnType<typeof newPictureSource>,
): Promise<number> {
  for (let tries = 0; tries < 20; tries += 1) {
    await pictures.next();
    if (!pictures.grab()) continue;
    let fastest = Number.POSITIVE_INFINITY;
    for (let i = 0; i < WARM; i += 1) {
      const from = performance.now();
      await tracker.measure(pictures.canvas, true);
      fastest = Math.min(fastest, performance.now() - from);
    }
    return 1_000 / fastest;
  }
  return Number.POSITIVE_INFINITY;
}
