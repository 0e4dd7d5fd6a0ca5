import type { FrameInput } from '@suizheng/domain/contract/real-person-checks.ts';
import { toBase64 } from '../../shared/base64url.ts';
import { type Filming, type Step, StepLate } from './film-step.ts';

/** When a step's instruction appears the person is still at rest. */
const REST_MS = 350;
/** After the press the person has this long to come back to the front. */
const BACK_MS = 1_600;

type ByHand = Omit<Filming, 'tracker'> & {
  /** Resolves when the person presses "now". */
  pressed(): Promise<void>;
};

/** The way without models: the person presses while doing it; pictures are taken before, then, and after. Throws StepLate. */
export async function filmByHand(step: Step, filming: ByHand): Promise<FrameInput[]> {
  const { signal, until, show, pressed } = filming;
  const timer = setInterval(() => {
    show({
      guidance: 'do-step',
      progress: 0,
      secondsLeft: Math.max(0, Math.ceil((until - performance.now()) / 1_000)),
    });
  }, 500);
  try {
    const straight = step.action === 'straight';
    await wait(REST_MS, signal);
    const before = straight ? null : await take('before', filming);
    await beforeLate(pressed(), until, signal);
    if (straight) return [await take('before', filming)];
    const peak = await take('peak', filming);
    clearInterval(timer);
    show({
      guidance: 'return-to-rest',
      progress: 1,
      secondsLeft: Math.max(0, Math.ceil((until - performance.now()) / 1_000)),
    });
    await wait(BACK_MS, signal);
    return [...(before ? [before] : []), peak, await take('after', filming)];
  } finally {
    clearInterval(timer);
  }
}

async function take(
  moment: FrameInput['moment'],
  { pictures, beganAt, signal, known }: ByHand,
): Promise<FrameInput> {
  do {
    signal.throwIfAborted();
    await pictures.next();
  } while (!pictures.grab());
  known.lastAt = performance.now();
  const atMs = known.lastAt - beganAt;
  return { moment, atMs, image: toBase64(await pictures.jpeg()) };
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    const leave = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    signal.addEventListener('abort', leave, { once: true });
  });
}

function beforeLate(act: Promise<void>, until: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new StepLate()), until - performance.now());
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    act.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
