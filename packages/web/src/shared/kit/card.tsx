import type { ReactNode } from 'react';
import { Link } from 'react-aria-components';
import { Icon, type IconName } from './icon.tsx';

/** A white sheet for things that belong together. */
export function Card({ children, title }: { children: ReactNode; title?: string }) {
  return (
    <section className="card">
      {title ? <h2>{title}</h2> : null}
      {children}
    </section>
  );
}

/** A row that leads somewhere: sign (an icon, or one character), words, and where it stands. */
export function Tile({
  href,
  icon,
  letter,
  title,
  detail,
  badge,
}: {
  href: string;
  icon?: IconName;
  letter?: string;
  title: ReactNode;
  detail?: ReactNode;
  badge?: ReactNode;
}) {
  return (
    <Link className="tile" href={href}>
      <span className="tile-sign" aria-hidden="true">
        {icon ? <Icon name={icon} /> : letter}
      </span>
      <span className="tile-words">
        <b>{title}</b>
        {detail ? <small>{detail}</small> : null}
        {badge}
      </span>
      <Icon name="next" />
    </Link>
  );
}

/** Facts as label and value; in elder mode the label stands above its value. */
export function Facts({ rows }: { rows: readonly (readonly [label: string, value: ReactNode])[] }) {
  return (
    <dl className="facts">
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
