import { useTranslation } from 'react-i18next';
import { Button } from '../../shared/kit/button.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { SlowNote } from '../../shared/kit/skeleton.tsx';
import { AnotherWay } from '../face/another-way.tsx';
import type { Seen, Step } from './film-step.ts';
import type { Phase } from './use-check.ts';

/** The sheet under the face: one instruction, a hint, where the person is, and the other ways. */
export function Say({
  phase,
  onPress,
  onAgain,
}: {
  phase: Phase;
  onPress: () => void;
  onAgain: (byHand?: boolean) => void;
}) {
  const { t } = useTranslation('citizen');
  if (phase.at === 'late') {
    return (
      <>
        <p className="say" role="alert">
          {t('capture.late')}
        </p>
        <Button onPress={() => onAgain()}>{t('again.retry')}</Button>
        <Button kind="second" onPress={() => onAgain(true)}>
          {t('capture.manual')}
        </Button>
        <AnotherWay />
      </>
    );
  }
  if (phase.at === 'failed') {
    return (
      <>
        <Failure error={phase.error} onRetry={() => onAgain()} />
        <AnotherWay />
      </>
    );
  }
  if (phase.at === 'resend') {
    return (
      <>
        <p className="say" role="alert">
          {t('capture.resend')}
        </p>
        <Button onPress={onPress}>{t('capture.resendNow')}</Button>
        <AnotherWay />
      </>
    );
  }
  if (phase.at !== 'step') return <Waiting phase={phase} />;
  const { step, seen, byHand } = phase;
  return (
    <>
      <p className="say" role="status">
        {wordFor(step, seen, byHand, t)}
      </p>
      <p className="hint">
        {byHand
          ? t(step.action === 'straight' ? 'capture.manualWhy' : 'capture.manualHint')
          : hintFor(seen, t)}
      </p>
      {byHand && seen.guidance === 'do-step' ? (
        <Button onPress={onPress} autoFocus>
          {t(step.action === 'straight' ? 'capture.manualStraight' : 'capture.manualNow')}
        </Button>
      ) : null}
      <Dots step={step} />
      <p className="hint nums" aria-hidden="true">
        {t('capture.timeLeft', { seconds: Math.max(0, seen.secondsLeft) })}
      </p>
      <AnotherWay />
    </>
  );
}

function Waiting({ phase }: { phase: Phase }) {
  const { t } = useTranslation('citizen');
  const words =
    phase.at === 'opening' ? 'opening' : phase.at === 'sending' ? sendingWord(phase.step) : 'loading';
  return (
    <>
      <p className="say" role="status">
        {t(`capture.${words}`)}
      </p>
      {phase.at === 'sending' ? <Dots step={phase.step} done /> : null}
      <SlowNote isPending key={phase.at} />
      <AnotherWay />
    </>
  );
}

/** After the last step the verdict takes a moment; between steps a nod is enough. */
const sendingWord = (step: Step) => (step.index === step.of ? 'sending' : 'seen');

function Dots({ step, done = false }: { step: Step; done?: boolean }) {
  const signs = Array.from({ length: step.of + 1 }, (_, index) => {
    const over = index < step.index || (done && index === step.index);
    return { key: `step ${index}`, sign: over ? 'on' : index === step.index ? 'now' : '' };
  });
  return (
    <div className="dots" aria-hidden="true">
      {signs.map(({ key, sign }) => (
        <i key={key} className={sign} />
      ))}
    </div>
  );
}

type T = ReturnType<typeof useTranslation<'citizen'>>['t'];

/** The one instruction. The action is told only once the resting face is known: it is what the action is measured from. */
function wordFor(step: Step, { guidance, progress }: Seen, byHand: boolean, t: T): string {
  // The fullest moment is taken: until the quiet one after it, there is nothing more to do.
  if (guidance === 'return-to-rest' || (guidance === 'do-step' && progress >= 1)) return t('capture.back');
  if (guidance === 'good') return t('capture.seen');
  if (byHand && step.action === 'blink') return t('capture.manualBlink');
  if (guidance === 'do-step' || guidance === 'do-more' || byHand) return t(`capture.actions.${step.action}`);
  if (guidance === 'no-face') return t('capture.hints.noFace');
  if (guidance === 'several-faces') return t('capture.hints.several');
  return t('capture.actions.straight');
}

function hintFor({ guidance }: Seen, t: T): string {
  const hints = {
    'too-dark': 'dark',
    'move-closer': 'closer',
    'move-back': 'farther',
    'centre-face': 'centre',
    'look-straight': 'turned',
    'do-more': 'more',
  } as const;
  if (guidance === 'hold-still') return t('capture.hold');
  if (guidance in hints) return t(`capture.hints.${hints[guidance as keyof typeof hints]}`);
  return guidance === 'no-face' || guidance === 'several-faces' ? t('capture.hold') : t('capture.hints.good');
}
