import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

export type Tone = 'info' | 'good' | 'wait' | 'bad';

const SIGN: Record<Tone, IconName> = { info: 'info', good: 'tick', wait: 'clock', bad: 'warn' };

/** Words that must be seen, with a sign beside the colour. `live` reads them out when they change. */
export function Notice({
  tone = 'info',
  title,
  children,
  live = false,
}: {
  tone?: Tone;
  title?: ReactNode;
  children?: ReactNode;
  live?: boolean;
}) {
  return (
    <div className={`notice ${tone}`} {...(live ? { role: tone === 'bad' ? 'alert' : 'status' } : {})}>
      <Icon name={SIGN[tone]} />
      <div>
        {title ? <p className="notice-title">{title}</p> : null}
        {children}
      </div>
    </div>
  );
}

/** A state in a word, with its sign. */
export function Pill({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={`pill ${tone}`}>
      <Icon name={SIGN[tone]} size="1em" />
      {children}
    </span>
  );
}
