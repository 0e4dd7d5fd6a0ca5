import type { ReactNode } from 'react';
import { Link, Button as RacButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';

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
  const { t } = useTranslation();
  return (
    <>
      <RacButton
        {...rest}
        className={isPending ? `btn ${kind} pending` : `btn ${kind}`}
        // While pending it is a button that does nothing: a second press must not submit again.
        type={isPending ? 'button' : type}
        isDisabled={isDisabled}
        {...(onPress && !isPending ? { onPress } : {})}
      >
        {isPending ? <span className="btn-wait" aria-hidden="true" /> : null}
        <span>{children}</span>
      </RacButton>
      <span className="unseen" role="status">
        {isPending ? t('wait.working') : ''}
      </span>
    </>
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
