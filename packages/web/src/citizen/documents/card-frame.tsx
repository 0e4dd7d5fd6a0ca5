import { type RefObject, useEffect, useState } from 'react';
import type { Seen } from './watch-card.ts';

/** Length over height of a card (ISO/IEC 7810 ID-1). */
const ASPECT = 85.6 / 53.98;

/** A frame of a card's shape over the picture, and the outline of the card that was found; decorative, the words lead. */
export function CardFrame({ video, seen }: { video: RefObject<HTMLVideoElement | null>; seen: Seen | null }) {
  const [size, setSize] = useState({ width: 1280, height: 720 });
  useEffect(() => {
    const element = video.current;
    const read = () => {
      if (element && element.videoWidth > 0)
        setSize({ width: element.videoWidth, height: element.videoHeight });
    };
    read();
    element?.addEventListener('loadedmetadata', read);
    element?.addEventListener('resize', read);
    return () => {
      element?.removeEventListener('loadedmetadata', read);
      element?.removeEventListener('resize', read);
    };
  }, [video]);
  const { width, height } = size;
  const long = Math.min(width * 0.9, height * 0.88 * ASPECT);
  const [left, top] = [(width - long) / 2, (height - long / ASPECT) / 2];
  const good = seen?.advice === 'hold';
  return (
    <svg
      className={good ? 'doc-frame good' : 'doc-frame'}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
    >
      <rect x={left} y={top} width={long} height={long / ASPECT} rx={long * 0.037} />
      {seen?.corners ? (
        <polygon points={seen.corners.map(([x, y]) => `${x * width},${y * height}`).join(' ')} />
      ) : null}
    </svg>
  );
}
