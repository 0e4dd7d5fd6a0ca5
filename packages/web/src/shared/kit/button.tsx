import type { ReactNode } from 'react';
import { Link, Button as RacButton } from 'react-aria-components';

export type ButtonKind = 'primary' | 'second' | 'quiet' | 'danger' | 'light';

/** The one action of a screen, or a lesser one. While `isPending` it keeps its focus and refuses a second press. */
export function Button({
  kind = 'primary',
  type = 'button',
  isPending = false,
  isDisabled = false,
  onPress,
  children,
  ...rest
}: {
  kind?: ButtonKind;
  type?: 'button' | 'submit';
  isPending?: boolean;
  isDisabled?: boolean;
  onPress?: () => void;
  children: ReactNode;
  'aria-describedby'?: string;
  'aria-expanded'?: boolean;
  'aria-controls'?: string;
  'aria-pressed'?: boolean;
  autoFocus?: boolean;
}) {
  return (
    <RacButton
      {...rest}
      className={`btn ${kind}`}
      type={type}
      isPending={isPending}
      isDisabled={isDisabled}
      {...(onPress ? { onPress } : {})}
    >
      {isPending ? <span className="btn-wait" aria-hidden="true" /> : null}
      <span>{children}</span>
    </RacButton>
  );
}

/** A link that looks like a button, for going to the next page. */
export function ButtonLink({
  kind = 'primary',
  href,
  children,
}: {
  kind?: ButtonKind;
  href: string;
  children: ReactNode;
}) {
  return (
    <Link className={`btn ${kind}`} href={href}>
      <span>{children}</span>
    </Link>
  );
}

/** A link in running text; goes through the app's router. */
export function TextLink({
  href,
  children,
  target,
}: {
  href: string;
  children: ReactNode;
  target?: '_blank';
}) {
  return (
    <Link className="link" href={href} {...(target ? { target, rel: 'noreferrer' } : {})}>
      {children}
    </Link>
  );
}
