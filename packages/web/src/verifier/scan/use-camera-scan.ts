import { gatePolicy } from '@suizheng/domain/policy/gate.ts';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { type Camera, type CameraFault, openCamera } from './camera.ts';
import { startDecoder } from './decoder.ts';
import { createGrabber } from './grab-frame.ts';
import { type SeenCode, seeCode } from './same-code.ts';

/** Where the camera stands. */
export type ScanState =
  | { readonly kind: 'off' | 'starting' }
  | { readonly kind: 'on'; readonly torch: Camera['torch'] }
  | { readonly kind: 'fault'; readonly fault: CameraFault | 'reader' };

/**
 * Runs camera and reader while `wanted`; `paused` keeps the camera warm but looks away. `onCode` gets each code
 * once, with the time of the picture; `again` is true while the code just judged is still before the camera.
 */
export function useCameraScan(
  video: RefObject<HTMLVideoElement | null>,
  {
    wanted,
    paused,
    onCode,
  }: { wanted: boolean; paused: boolean; onCode: (text: string, began: number) => void },
): { state: ScanState; again: boolean } {
  const [state, setState] = useState<ScanState>({ kind: 'off' });
  const [again, setAgain] = useState(false);
  const live = useRef({ paused, onCode });
  useEffect(() => {
    live.current = { paused, onCode };
  });
  useEffect(() => {
    if (!wanted) return setState({ kind: 'off' });
    const stopped = new AbortController();
    setState({ kind: 'starting' });
    void runScan(stopped.signal, video, setState, setAgain, live);
    return () => stopped.abort();
  }, [wanted, video]);
  return { state, again };
}

async function runScan(
  stopped: AbortSignal,
  video: RefObject<HTMLVideoElement | null>,
  setState: (state: ScanState) => void,
  setAgain: (again: boolean) => void,
  live: RefObject<{ paused: boolean; onCode: (text: string, began: number) => void }>,
): Promise<void> {
  const camera = await openCamera();
  if (typeof camera === 'string') {
    if (!stopped.aborted) setState({ kind: 'fault', fault: camera });
    return;
  }
  const decoder = startDecoder();
  const grab = createGrabber();
  try {
    const screen = video.current;
    if (stopped.aborted || !screen) return;
    screen.srcObject = camera.stream;
    await screen.play().catch(() => undefined);
    // Loads the reader now: the first person in the queue should not wait for it.
    await decoder.decode(new ImageData(16, 16));
    setState({ kind: 'on', torch: camera.torch });
    let seen: SeenCode = null;
    while (!stopped.aborted) {
      await nextLook(stopped);
      const at = performance.now();
      const text = await lookOnce(screen, grab, decoder);
      if (text === null) setAgain(false);
      if (text === null || stopped.aborted) continue;
      const sight = seeCode(seen, text, at, gatePolicy.sameCodeRestMs);
      // While a verdict is on the screen the next person's code must stay new.
      if (live.current.paused && sight.isNew) continue;
      seen = sight.seen;
      setAgain(!sight.isNew && !live.current.paused);
      if (sight.isNew) live.current.onCode(text, at);
    }
  } catch {
    if (!stopped.aborted) setState({ kind: 'fault', fault: 'reader' });
  } finally {
    decoder.close();
    camera.stop();
  }
}

async function lookOnce(
  screen: HTMLVideoElement,
  grab: ReturnType<typeof createGrabber>,
  decoder: ReturnType<typeof startDecoder>,
): Promise<string | null> {
  const picture = grab(screen);
  return picture === null ? null : decoder.decode(picture);
}

function nextLook(stopped: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      stopped.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, gatePolicy.decodeGapMs);
    stopped.addEventListener('abort', done);
  });
}
