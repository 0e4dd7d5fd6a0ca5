import { rotateIssuerKey, withdrawIssuerKeys } from '@suizheng/server/crypto/key-store.ts';
import { keysDir } from './data-dir.ts';
import type { Run } from './verb.ts';

/**
 * `suizheng keys rotate`: publishes a new issuing key. It signs after the lead of the key policy, when every device has
 * fetched it; `--at-once` is for a key that must not sign again. Credentials signed before stay valid, except with
 * `--withdraw`, for a key in wrong hands: nothing that an earlier key signed counts any more.
 */
export const keysRotate: Run = async (argv, io) => {
  if (argv.some((word) => !['--json', '--at-once', '--withdraw'].includes(word))) return 2;
  const withdraw = argv.includes('--withdraw');
  const at = { dir: keysDir(io.env), clock: () => new Date() };
  const rotation = withdraw
    ? withdrawIssuerKeys(at)
    : rotateIssuerKey({ ...at, atOnce: argv.includes('--at-once') });
  const signsFrom = new Date(rotation.activeFrom * 1000).toISOString();
  if (argv.includes('--json')) {
    io.out(
      JSON.stringify({
        outcome: 'accept',
        kid: rotation.kid,
        signsFrom,
        retiredKid: rotation.retiredKid,
        withdrawn: withdraw,
      }),
    );
  } else {
    const before = withdraw
      ? 'every earlier one is withdrawn: what it signed is refused, here at once and at gates with their next sync.'
      : `${rotation.retiredKid} is retired then.`;
    io.out(`New issuing key ${rotation.kid} signs from ${signsFrom}; ${before}`);
  }
  return 0;
};
