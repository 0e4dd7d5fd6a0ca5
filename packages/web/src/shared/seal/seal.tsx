import { sealDigest, sealPaths } from '@suizheng/domain/credential/seal-drawing.ts';
import { webCrypto } from '@suizheng/domain/credential/webcrypto.ts';
import { useEffect, useState } from 'react';

const crypto = webCrypto();

/** The seal of a credential (12-byte cti), drawn in the current colour; decorative: it proves nothing, the signature does. */
export function Seal({ credentialId, digest }: { credentialId?: Uint8Array | null; digest?: Uint8Array }) {
  const [paths, setPaths] = useState<readonly string[]>([]);
  const name = credentialId ? credentialId.join() : '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: the id is compared by its bytes, not by its array
  useEffect(() => {
    let gone = false;
    const drawn = digest ?? (credentialId ? sealDigest(credentialId, crypto) : null);
    Promise.resolve(drawn).then((bytes) => gone || setPaths(bytes ? sealPaths(bytes) : []));
    return () => {
      gone = true;
    };
  }, [name, digest]);
  return (
    <svg className="seal" viewBox="-110 -110 220 220" aria-hidden="true">
      {paths.map((path) => (
        <path key={path.slice(0, 24)} d={path} fill="none" stroke="currentColor" strokeWidth="0.7" />
      ))}
    </svg>
  );
}
