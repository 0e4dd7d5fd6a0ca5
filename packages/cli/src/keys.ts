import { rotateIssuerKey } from '@suizheng/server/crypto/key-store.ts';
import { keysDir } from './data-dir.ts';
import type { Run } from './verb.ts';

/**
 * `suizheng keys rotate`: publishes a new issuing key. It signs after the lead of the key policy, when every device has
 * fetched it; `--at-once` is for a key that must not sign again. Credentials signed before stay valid.
 */
export const keysRotate: Run = async (argv, io) => {
  if (argv.some((word) => word !== '--json' && word !== '--at-once')) return 2;
  const rotation = rotateIssuerKey({
    dir: keysDir(io.env),
    clock: () => new Date(),
    atOnce: argv.includes('--at-once'),
  });
  const signsFrom = new Date(rotation.activeFrom * 1000).toISOString();
  if (argv.includes('--json')) {
    io.out(
      JSON.stringify({ outcome: 'accept', kid: rotation.kid, signsFrom, retiredKid: rotation.retiredKid }),
    );
  } else {
    io.out(
      `New issuing key ${rotation.kid} signs from ${signsFrom}; ${rotation.retiredKid} is retired then.`,
    );
  }
  return 0;
};
