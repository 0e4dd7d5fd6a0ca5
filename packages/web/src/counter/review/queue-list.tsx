import type { QueuedCase } from '@suizheng/domain/contract/review.ts';
import { procedureById } from '@suizheng/domain/procedures/registry.ts';
import { type KeyboardEvent, memo, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useText } from '../../shared/i18n/i18n.ts';
import { Pill } from '../../shared/kit/notice.tsx';
import { timeLeft } from './time-left.ts';
import { windowOf } from './window-of.ts';

/** Rows between two drawings while it scrolls; fewer than are drawn around those in sight. */
const STRIDE = 4;

/**
 * The queue as a list of any length: only the rows in sight are drawn, so that ten thousand scroll as ten do. Arrow
 * keys, Home and End move through all of it; the row with the focus is always there.
 */
export function QueueList({
  cases,
  now,
  hasMore,
  onMore,
  onOpen,
}: {
  cases: readonly QueuedCase[];
  now: Date;
  hasMore: boolean;
  onMore: () => void;
  onOpen: (one: QueuedCase) => void;
}) {
  const { t } = useTranslation('review');
  const box = useRef<HTMLUListElement>(null);
  const rowHeight = useRowHeight(box);
  const [view, setView] = useState({ top: 0, height: 800 });
  const [active, setActive] = useState(0);
  const moved = useRef(false);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    // In strides of some rows: between them the browser scrolls what is drawn, and React has nothing to do.
    const stride = STRIDE * rowHeight;
    const measure = () => {
      const top = Math.floor(element.scrollTop / stride) * stride;
      const height = element.clientHeight + stride;
      setView((was) => (was.top === top && was.height === height ? was : { top, height }));
    };
    measure();
    element.addEventListener('scroll', measure, { passive: true });
    const resized = new ResizeObserver(measure);
    resized.observe(element);
    return () => {
      element.removeEventListener('scroll', measure);
      resized.disconnect();
    };
  }, [rowHeight]);
  const { from, to } = windowOf(view, { rows: cases.length, rowHeight });
  useEffect(() => {
    if (hasMore && to > cases.length - 60) onMore();
  }, [hasMore, to, cases.length, onMore]);
  useEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    box.current?.querySelector<HTMLElement>(`[data-row="${active}"] button`)?.focus({ preventScroll: true });
  }, [active]);
  const move = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor(view.height / rowHeight) - STRIDE - 1);
    const steps: Record<string, number> = {
      ArrowDown: active + 1,
      j: active + 1,
      ArrowUp: active - 1,
      k: active - 1,
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: cases.length - 1,
    };
    const wanted = steps[event.key];
    if (wanted === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const row = Math.min(cases.length - 1, Math.max(0, wanted));
    const element = box.current!;
    const [top, bottom] = [row * rowHeight, (row + 1) * rowHeight];
    if (top < element.scrollTop) element.scrollTop = top;
    if (bottom > element.scrollTop + element.clientHeight) element.scrollTop = bottom - element.clientHeight;
    moved.current = true;
    setActive(row);
  };
  const drawn = Array.from({ length: to - from }, (_, n) => from + n);
  const focusable = Math.min(active, cases.length - 1);
  if (focusable >= 0 && (focusable < from || focusable >= to)) drawn.push(focusable);
  return (
    <ul className="queue" ref={box} aria-label={t('queue.list')} onKeyDown={move}>
      <li className="queue-length" aria-hidden="true" style={{ height: cases.length * rowHeight }} />
      {drawn.map((row) => (
        <Row
          key={cases[row]!.id}
          one={cases[row]!}
          row={row}
          rows={cases.length}
          top={row * rowHeight}
          height={rowHeight}
          minute={Math.floor(now.getTime() / 30_000)}
          focusable={row === focusable}
          onOpen={onOpen}
          onFocus={setActive}
        />
      ))}
    </ul>
  );
}

const Row = memo(function Row({
  one,
  row,
  rows,
  top,
  height,
  minute,
  focusable,
  onOpen,
  onFocus,
}: {
  one: QueuedCase;
  row: number;
  rows: number;
  top: number;
  height: number;
  /** Half minutes since 1970: a row is drawn anew when the words may have changed. */
  minute: number;
  focusable: boolean;
  onOpen: (one: QueuedCase) => void;
  onFocus: (row: number) => void;
}) {
  const { t } = useTranslation('review');
  const text = useText();
  const { key, n } = timeLeft(new Date(one.dueAt), new Date(minute * 30_000));
  const procedure = procedureById(one.procedure);
  const name = procedure ? text(procedure.text.short) : one.procedure;
  const kind = t(`queue.kinds.${one.kind}`);
  const over = key.startsWith('over');
  const left = t(`left.${key}`, { n });
  return (
    <li
      data-row={row}
      aria-setsize={rows}
      aria-posinset={row + 1}
      style={{ transform: `translateY(${top}px)`, height }}
    >
      <button
        type="button"
        className="queue-row"
        tabIndex={focusable ? 0 : -1}
        onClick={() => onOpen(one)}
        onFocus={() => onFocus(row)}
      >
        <Pill tone={over ? 'bad' : key === 'minutes' ? 'wait' : 'info'}>{left}</Pill>
        <span className="queue-what">
          <b>{name}</b>
          <small>{kind}</small>
        </span>
        {one.mineUntil ? <Pill tone="good">{t('queue.mine')}</Pill> : null}
        {one.approver ? <Pill tone="wait">{t('queue.approver')}</Pill> : null}
      </button>
    </li>
  );
});

/** The height of a row in CSS pixels, as the style sheet has it in the person's own text size. */
function useRowHeight(box: React.RefObject<HTMLElement | null>): number {
  const [height, setHeight] = useState(72);
  useLayoutEffect(() => {
    const read = () => {
      const element = box.current;
      const set = element ? Number.parseFloat(getComputedStyle(element).getPropertyValue('line-height')) : 0;
      if (set > 0) setHeight(set);
    };
    read();
    const resized = new ResizeObserver(read);
    resized.observe(document.documentElement);
    return () => resized.disconnect();
  }, [box]);
  return height;
}
