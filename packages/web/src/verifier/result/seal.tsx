import { SEAL_RADIUS, sealPaths } from '@suizheng/domain/credential/seal-drawing.ts';
import { useMemo } from 'react';

/** The credential's own rosette behind the verdict; decorative, it proves nothing. */
export function Seal({ digest }: { digest: Uint8Array }) {
  const paths = useMemo(() => sealPaths(digest), [digest]);
  const box = `${-SEAL_RADIUS} ${-SEAL_RADIUS} ${2 * SEAL_RADIUS} ${2 * SEAL_RADIUS}`;
  return (
    <svg
      className="gate-seal"
      viewBox={box}
      fill="none"
      stroke="currentColor"
      strokeWidth=".7"
      aria-hidden="true"
    >
      {paths.map((path) => (
        <path key={path} d={path} />
      ))}
    </svg>
  );
}
