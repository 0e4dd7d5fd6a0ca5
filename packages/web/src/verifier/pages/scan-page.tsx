import { VERDICT_TEXTS } from '@suizheng/domain/credential/verdict-text.ts';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useText } from '../../shared/i18n/i18n.ts';
import { wakeSound } from '../device/signals.ts';
import { checkCode } from '../gate/check-code.ts';
import { useGate, useGateState } from '../gate/gate-context.tsx';
import { GateShell } from '../gate-shell.tsx';
import { ResultScreen } from '../result/result-screen.tsx';
import { ByHand } from '../scan/by-hand.tsx';
import { useWakeLock } from '../scan/use-wake-lock.ts';
import { useWedge } from '../scan/use-wedge.ts';
import { Viewfinder } from '../scan/viewfinder.tsx';
import { GateNotices } from './gate-notices.tsx';
import { GateStrip } from './gate-strip.tsx';
import { PurposeChoice } from './purpose-choice.tsx';

/** Scan, verdict, next person. The camera stays warm behind a verdict, so that the next one is there at once. */
export function ScanPage() {
  const { t } = useTranslation('verifier');
  const gate = useGate();
  const { look, device } = useGateState();
  const scanner = useRef<HTMLDivElement>(null);
  const check = useCheck();
  const [handOpen, setHandOpen] = useState(false);
  const next = useCallback(() => {
    gate.store.set({ look: null });
    scanner.current?.querySelector('h1')?.focus({ preventScroll: true });
  }, [gate]);
  useWedge(check);
  useNextKeys(look !== null, next);
  useWakeLock(true);
  // A verdict belongs to the person who stood here: it does not wait for the officer's way back.
  useEffect(() => () => gate.store.set({ look: null }), [gate]);
  const needsPurpose = device !== null && device.purpose === null;
  return (
    <>
      <div className={look ? 'gate-away' : ''} ref={scanner}>
        <GateShell title={t('scan.title')} hasOwnHeading wide>
          <h1 className="gate-title" tabIndex={-1}>
            {t('scan.title')}
          </h1>
          <div className="gate-scan">
            <div className="gate-side">
              <GateStrip />
              <GateNotices />
            </div>
            {needsPurpose ? (
              <PurposeChoice />
            ) : (
              <>
                <Viewfinder
                  paused={look !== null}
                  onCode={check}
                  onByHand={() => setHandOpen(!handOpen)}
                  handOpen={handOpen}
                />
                {handOpen ? <ByHand onCode={check} /> : null}
              </>
            )}
          </div>
        </GateShell>
      </div>
      {look ? (
        <main className="gate-page">
          <ResultScreen look={look} onNext={next} key={look.lookId} />
        </main>
      ) : null}
      <Announcement />
    </>
  );
}

/** One code at a time; what comes while one is being judged is the same hand twice. */
function useCheck(): (text: string, began?: number) => void {
  const gate = useGate();
  const busy = useRef(false);
  return useCallback(
    (text: string, began = performance.now()) => {
      if (busy.current) return;
      busy.current = true;
      wakeSound();
      void checkCode(gate, text, began).finally(() => {
        busy.current = false;
      });
    },
    [gate],
  );
}

/** Enter and Space go on wherever the focus is; on a button or in a field they keep their own meaning. */
function useNextKeys(active: boolean, next: () => void): void {
  useEffect(() => {
    if (!active) return;
    const hear = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      if (event.target instanceof HTMLElement && event.target.closest('button,a,input,textarea')) return;
      event.preventDefault();
      next();
    };
    window.addEventListener('keydown', hear);
    return () => window.removeEventListener('keydown', hear);
  }, [active, next]);
}

/** Tells a screen reader the verdict, and when it turns. */
function Announcement() {
  const text = useText();
  const { look } = useGateState();
  const words = look ? VERDICT_TEXTS[look.verification.reason] : null;
  return (
    <div className="unseen" role="alert">
      {words ? `${text(words.title)} ${text(words.next)}` : ''}
    </div>
  );
}
