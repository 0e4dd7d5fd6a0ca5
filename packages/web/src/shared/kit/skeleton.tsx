import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from './notice.tsx';

/** Grey lines after 300 ms, and after 8 s the word that it is slow and nothing typed is lost. */
export function Skeleton({ lines = 3 }: { lines?: number }) {
  const { t } = useTranslation();
  const waited = useWaited();
  if (waited < 300) return <div aria-busy="true" />;
  return (
    <div className="skeleton" aria-busy="true">
      <span className="unseen" role="status">
        {t('wait.loading')}
      </span>
      {/* Before the lines: below them it could be further down than the screen reaches. */}
      {waited >= 8_000 ? <Notice tone="wait" title={t('wait.slow')} live /> : null}
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike and never move
        <i key={line} />
      ))}
    </div>
  );
}

/** The same patience for an act under way (a pending button): nothing for 8 s, then the word. */
export function SlowNote({ isPending }: { isPending: boolean }) {
  return isPending ? <SlowNoteNow /> : null;
}

function SlowNoteNow() {
  const { t } = useTranslation();
  return useWaited() >= 8_000 ? <Notice tone="wait" title={t('wait.slow')} live /> : null;
}

/** Milliseconds since mounting, in the two steps that matter. */
function useWaited(): number {
  const [waited, setWaited] = useState(0);
  useEffect(() => {
    const timers = [300, 8_000].map((ms) => setTimeout(() => setWaited(ms), ms));
    return () => timers.forEach(clearTimeout);
  }, []);
  return waited;
}
