import { VERDICT_COLOURS, type Verification } from '@suizheng/domain/credential/verdict.ts';
import { VERDICT_TEXTS } from '@suizheng/domain/credential/verdict-text.ts';
import { gatePolicy } from '@suizheng/domain/policy/gate.ts';
import { purposeById } from '@suizheng/domain/procedures/purposes.ts';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useText } from '../../shared/i18n/i18n.ts';
import { Button } from '../../shared/kit/button.tsx';
import { Facts } from '../../shared/kit/card.tsx';
import { Icon, type IconName } from '../../shared/kit/icon.tsx';
import { gateSettings, useGateSettings } from '../device/gate-settings.ts';
import { signal } from '../device/signals.ts';
import { useGateState } from '../gate/gate-context.tsx';
import type { Look } from '../gate/gate-state.ts';
import { usePurposeWords } from '../pages/purpose-words.ts';
import { Seal } from './seal.tsx';
import { useFacts, useTypeName } from './use-facts.ts';

/** The verdict over the whole screen: colour, sign, words, sound; then what may be seen, then the next person. */
export function ResultScreen({ look, onNext }: { look: Look; onNext: () => void }) {
  const { t } = useTranslation('verifier');
  const text = useText();
  const typeName = useTypeName();
  const purposeWords = usePurposeWords();
  const { device } = useGateState();
  const facts = useFacts(look);
  const { reason, verdict, type } = look.verification;
  const colour = VERDICT_COLOURS[reason];
  const words = VERDICT_TEXTS[reason];
  const nobodyPasses = DESKS.has(purposeById(device?.purpose ?? '')?.scope ?? '');
  const next = useRef<HTMLDivElement>(null);
  useEffect(() => signal(colour, gateSettings().muted), [colour]);
  useEffect(() => next.current?.querySelector('button')?.focus({ preventScroll: true }), []);
  const wait = useAutoNext(look, onNext);
  const about = [
    device?.purpose ? purposeWords(device.purpose) : null,
    // Out of scope nothing but that is said (B6).
    verdict === 'not-valid-here' ? null : typeName(type),
    t('result.took', { seconds: Math.max(0.01, look.tookMs / 1000).toFixed(2) }),
  ].filter((part) => part !== null);
  return (
    <div className={`gate-result ${colour}`}>
      <section className="gate-verdict on-dark" aria-labelledby="verdict">
        {look.seal ? <Seal digest={look.seal} /> : null}
        <span className="gate-sign">
          <Icon name={signOf(look.verification)} size="1em" />
        </span>
        <h1 id="verdict" tabIndex={-1}>
          <Phrases text={text(words.title)} />
        </h1>
        {look.verification.verdict === 'accepted-offline' && reason !== 'valid-offline' ? (
          <p className="gate-offline">
            <Icon name="offline" /> {t('result.offline')}
          </p>
        ) : null}
        <p className="gate-do">
          {nobodyPasses && isGoOn(reason) ? t(`result.desk.${reason}`) : text(words.next)}
        </p>
        <p className="gate-about nums">{about.join(' · ')}</p>
      </section>
      <section className="gate-sheet">
        {colour === 'green' ? null : <p className="gate-why">{text(words.why)}</p>}
        {facts.length > 0 ? <Facts rows={facts} /> : null}
        <NoFields look={look} />
        <div ref={next} className="gate-next stack-tight">
          <Button onPress={onNext} aria-describedby="next-keys">
            {t('result.next')}
          </Button>
          <p className="hint gate-keys" id="next-keys">
            {wait === null ? t('result.nextKeys') : t('result.auto', { seconds: wait / 1000 })}
          </p>
        </div>
      </section>
    </div>
  );
}

/** Where somebody sits at a desk there is no gate to let a person through. */
const DESKS: ReadonlySet<string> = new Set(['bank', 'telecom', 'government']);
const GO_ON = ['valid', 'valid-offline', 'paper-compare-person'] as const;
const isGoOn = (reason: string): reason is (typeof GO_ON)[number] =>
  (GO_ON as readonly string[]).includes(reason);

/** Big Chinese words break between phrases, never inside one. */
function Phrases({ text }: { text: string }) {
  return text.split(/(?<=[，：；])|(?=（)/).map((phrase) => (
    <span className="gate-phrase" key={phrase}>
      {phrase}
    </span>
  ));
}

/** Says why an accepted credential shows no person. */
function NoFields({ look: { verification } }: { look: Look }) {
  const { t } = useTranslation('verifier');
  const { device, pack } = useGateState();
  if (!verification.verdict.startsWith('accepted')) return null;
  if ('fields' in verification && Object.keys(verification.fields).length > 0) return null;
  if (!device) return <p className="hint">{t('result.stranger')}</p>;
  if (!pack?.grant) return <p className="hint">{t('device.rightsEnded')}</p>;
  return <p className="hint">{device.purpose ? t('result.noFields') : t('result.noPurpose')}</p>;
}

/** Goes on by itself where the officer wants that and policy allows it; answers the wait in milliseconds. */
function useAutoNext(look: Look, onNext: () => void): number | null {
  const { autoNext } = useGateSettings();
  const wait = autoNext ? gatePolicy.nextAfterMs[VERDICT_COLOURS[look.verification.reason]] : null;
  const latest = useRef(onNext);
  useEffect(() => {
    latest.current = onNext;
  });
  useEffect(() => {
    if (wait === null) return;
    const timer = setTimeout(() => latest.current(), wait);
    return () => clearTimeout(timer);
  }, [wait]);
  return wait;
}

function signOf({ verdict, reason }: Verification): IconName {
  if (reason === 'paper-compare-person') return 'person';
  if (verdict === 'accepted') return 'tick';
  return verdict === 'accepted-offline' ? 'clock' : 'cross';
}
