import { type MouseEvent, useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from './icon.tsx';

/** One fault as the summary lists it: the field's name (the id of its input) and the same words as at the field. */
export type Fault = { readonly field: string; readonly text: string };

/**
 * Lists what must be corrected, takes the focus whenever something else was found (`found`, where the words alone can
 * change with the language; else `faults`), and leads to each field.
 */
export function ErrorSummary({ faults, found = faults }: { faults: readonly Fault[]; found?: unknown }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const title = useId();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was found calls for the focus, not how it is worded
  useEffect(() => {
    box.current?.focus();
  }, [found]);
  if (faults.length === 0) return null;
  return (
    <div className="errors" ref={box} tabIndex={-1} role="alert" aria-labelledby={title}>
      <h2 id={title}>
        <Icon name="warn" /> {t('errors.title')}
      </h2>
      <ul>
        {faults.map(({ field, text }) => (
          <li key={`${field} ${text}`}>
            <a href={`#${field}`} onClick={(event) => leadTo(event, field)}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

function leadTo(event: MouseEvent, field: string): void {
  // A dialog may ask for what the page behind it asks for as well.
  const place: ParentNode = event.currentTarget.closest('[role=dialog],[role=alertdialog]') ?? document;
  const named = CSS.escape(field);
  const target =
    place.querySelector<HTMLElement>(`#${named}`) ?? place.querySelector<HTMLElement>(`[name=${named}]`);
  if (!target) return;
  event.preventDefault();
  const input = target.matches('input,select,textarea,button')
    ? target
    : (target.querySelector<HTMLElement>('input,select,textarea,button') ?? target);
  input.focus();
  input.scrollIntoView({ block: 'center' });
}
