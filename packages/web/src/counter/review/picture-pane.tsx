import type { CasePicture } from '@suizheng/domain/contract/review.ts';
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../shared/kit/button.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { usePicture } from './use-picture.ts';
import { FITTED, panBy, type Size, STEP, type Zoom, zoomBy, zoomByKey } from './zoom.ts';

/** What one press of z shows: the size at which print on a card is read. */
const CLOSE = 2.5;

/** Pictures of one kind, one at a time, to be zoomed and moved by mouse, wheel, finger, buttons or keys. */
export function PicturePane({
  caseId,
  pictures,
  zoomSignal,
  isActive,
  onActive,
}: {
  caseId: string;
  pictures: readonly CasePicture[];
  /** Counts presses of z; the active pane heeds them. */
  zoomSignal: number;
  isActive: boolean;
  onActive: () => void;
}) {
  const { t } = useTranslation('review');
  const [at, setAt] = useState(0);
  const [zoom, setZoom] = useState<Zoom>(FITTED);
  const box = useRef<HTMLDivElement>(null);
  const drag = useRef<{ x: number; y: number } | null>(null);
  const shown = pictures[Math.min(at, pictures.length - 1)];
  const picture = usePicture(caseId, shown?.name ?? '');
  const title = shown ? t(`picture.names.${shown.group}`) : '';
  const size = (): Size => ({ width: box.current!.clientWidth, height: box.current!.clientHeight });
  const middle = { x: 0, y: 0 };
  useWheelZoom(box, setZoom, picture.url !== null);
  const heeded = useRef(zoomSignal);
  useEffect(() => {
    if (heeded.current === zoomSignal) return;
    heeded.current = zoomSignal;
    if (isActive && box.current) {
      const pane = { width: box.current.clientWidth, height: box.current.clientHeight };
      setZoom((was) => (was.scale > 1 ? FITTED : zoomBy(was, CLOSE, { x: 0, y: 0 }, pane)));
    }
  }, [zoomSignal, isActive]);
  const show = (index: number) => {
    setAt((index + pictures.length) % pictures.length);
    setZoom(FITTED);
  };
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const moved = zoomByKey(event.key, zoom, size());
    if (!moved) return;
    event.preventDefault();
    setZoom(moved);
  };
  const grab = (event: PointerEvent) => {
    if (event.button !== 0 || zoom.scale === 1) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX, y: event.clientY };
  };
  const pull = (event: PointerEvent) => {
    const from = drag.current;
    if (!from) return;
    drag.current = { x: event.clientX, y: event.clientY };
    setZoom((was) => panBy(was, event.clientX - from.x, event.clientY - from.y, size()));
  };
  const whole = pictures.length === 2 && pictures[1]!.name.endsWith('-whole');
  return (
    <figure className="pane" onFocusCapture={onActive} onPointerDownCapture={onActive}>
      <figcaption>
        <b>{title}</b>
        {pictures.length > 1 && !whole ? (
          <span className="nums">{t('picture.frame', { n: at + 1, of: pictures.length })}</span>
        ) : null}
      </figcaption>
      {/* biome-ignore lint/a11y/useSemanticElements: a picture that is moved by keys has no element of its own */}
      <div
        ref={box}
        className={zoom.scale > 1 ? 'pane-box near' : 'pane-box'}
        role="group"
        aria-roledescription={t('picture.zoomIn')}
        aria-label={title}
        aria-describedby={`use-${shown?.group}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move the picture
        tabIndex={0}
        onKeyDown={press}
        onPointerDown={grab}
        onPointerMove={pull}
        onPointerUp={() => {
          drag.current = null;
        }}
        onDoubleClick={() => setZoom(zoom.scale > 1 ? FITTED : zoomBy(zoom, CLOSE, middle, size()))}
      >
        {picture.url ? (
          <img
            src={picture.url}
            alt={title}
            draggable={false}
            style={{ transform: `translate(${zoom.x}px, ${zoom.y}px) scale(${zoom.scale})` }}
          />
        ) : null}
        {picture.isPending ? <Skeleton lines={2} /> : null}
        {picture.error ? (
          <Notice tone="wait" title={t('picture.missing')}>
            <p>{t('picture.missingNext')}</p>
          </Notice>
        ) : null}
      </div>
      <p className="unseen" id={`use-${shown?.group}`}>
        {t('picture.use')}
      </p>
      <div className="pane-tools">
        {pictures.length > 1 && whole ? (
          <Button kind="second" onPress={() => show(at + 1)}>
            {t(at === 0 ? 'picture.whole' : 'picture.card')}
          </Button>
        ) : null}
        {pictures.length > 1 && !whole ? (
          <>
            <Tool label={`${title} ${t('picture.before')}`} sign="‹" onPress={() => show(at - 1)} />
            <Tool label={`${title} ${t('picture.after')}`} sign="›" onPress={() => show(at + 1)} />
          </>
        ) : null}
        <Tool
          label={`${title} ${t('picture.zoomOut')}`}
          sign="−"
          onPress={() => setZoom(zoomBy(zoom, 1 / STEP, middle, size()))}
        />
        <Tool
          label={`${title} ${t('picture.zoomIn')}`}
          sign="+"
          onPress={() => setZoom(zoomBy(zoom, STEP, middle, size()))}
        />
        <Tool label={`${title} ${t('picture.reset')}`} sign="1:1" onPress={() => setZoom(FITTED)} />
      </div>
    </figure>
  );
}

function Tool({ label, sign, onPress }: { label: string; sign: string; onPress: () => void }) {
  return (
    <button type="button" className="pane-tool" aria-label={label} title={label} onClick={onPress}>
      <span aria-hidden="true">{sign}</span>
    </button>
  );
}

/** The wheel zooms about the pointer; the page must not scroll with it, which React’s own listener cannot forbid. */
function useWheelZoom(
  box: React.RefObject<HTMLDivElement | null>,
  setZoom: (next: (was: Zoom) => Zoom) => void,
  isThere: boolean,
): void {
  useEffect(() => {
    const element = box.current;
    if (!element || !isThere) return;
    const roll = (event: WheelEvent) => {
      event.preventDefault();
      const { left, top, width, height } = element.getBoundingClientRect();
      const at = { x: event.clientX - left - width / 2, y: event.clientY - top - height / 2 };
      setZoom((was) => zoomBy(was, Math.exp(-event.deltaY / 400), at, { width, height }));
    };
    element.addEventListener('wheel', roll, { passive: false });
    return () => element.removeEventListener('wheel', roll);
  }, [box, setZoom, isThere]);
}
