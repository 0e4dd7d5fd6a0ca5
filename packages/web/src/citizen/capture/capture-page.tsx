import { useEffect, useRef } from 'react';
import { Link } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../shared/kit/icon.tsx';
import { DemoMark } from '../../shared/kit/page-shell.tsx';
import { SignedIn } from '../account/signed-in.tsx';
import { facePage, useFaceTarget } from '../face/kinds.ts';
import './capture.css';
import { CameraHelp } from './camera-help.tsx';
import { Oval } from './oval.tsx';
import { Say } from './say.tsx';
import { type Phase, useCheck } from './use-check.ts';

/** The live capture: the person's own mirrored picture in an oval, one instruction at a time, a way out at every moment. */
export function CapturePage() {
  return <SignedIn alone>{() => <Capture />}</SignedIn>;
}

function Capture() {
  const { t } = useTranslation('citizen');
  const { t: shared } = useTranslation();
  const target = useFaceTarget();
  const video = useRef<HTMLVideoElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const { phase, press, again } = useCheck(video);
  useEffect(() => {
    document.title = `${t('capture.title')} · ${shared('brand')}`;
    heading.current?.focus();
  }, [t, shared]);
  const step = phase.at === 'step' || phase.at === 'sending' ? phase.step : null;
  if (phase.at === 'no-camera') return <CameraHelp why={phase.why} onRetry={() => again()} />;
  return (
    <div className="cam on-dark">
      <header className="cam-top">
        <Link className="top-link" href={facePage(target, 'prepare')}>
          <Icon name="back" />
          {t('capture.cancel')}
        </Link>
        <DemoMark />
        <span className="nums">
          {step ? t('capture.step', { n: step.index + 1, of: step.of + 1 }) : null}
        </span>
      </header>
      <main id="main">
        <h1 className="unseen" tabIndex={-1} ref={heading}>
          {t('capture.title')}
        </h1>
        <div className="stage">
          <video ref={video} playsInline muted />
          <Oval share={shareOf(phase)} good={isGood(phase)} />
        </div>
        <div className="cam-say">
          <Say phase={phase} onPress={press} onAgain={again} />
        </div>
      </main>
    </div>
  );
}

/** Share of the whole check that is done, 0..1, for the ring around the face. */
function shareOf(phase: Phase): number {
  if (phase.at === 'sending') return (phase.step.index + 1) / (phase.step.of + 1);
  if (phase.at !== 'step') return 0;
  return (phase.step.index + phase.seen.progress) / (phase.step.of + 1);
}

function isGood(phase: Phase): boolean {
  return (
    phase.at === 'sending' ||
    (phase.at === 'step' && ['do-step', 'do-more', 'return-to-rest', 'good'].includes(phase.seen.guidance))
  );
}
