import {
  type Rotation,
  rotateFieldKeys,
  rotateIssuerKey,
  rotateStatusKey,
  rotateTokenKey,
  withdrawIssuerKeys,
} from '@suizheng/server/crypto/key-store.ts';
import { exportNodeKeys } from '@suizheng/server/crypto/node-keys.ts';
import { keysDir } from './data-dir.ts';
import type { Run } from './verb.ts';

const WORDS = ['--json', '--at-once', '--withdraw', '--status', '--fields', '--tokens'];

/**
 * `suizheng keys rotate`: publishes a new issuing key. It signs after the lead of the key policy, when every device has
 * fetched it; `--at-once` is for a key that must not sign again. Credentials signed before stay valid, except with
 * `--withdraw`, for a key in wrong hands: nothing that an earlier key signed counts any more. `--status` rotates the
 * key of the status lists instead, `--fields` begins a new epoch of field keys: a reader ended before opens none of it.
 * `--tokens` replaces the key of access tokens at once: relying parties' systems ask for new tokens.
 */
export const keysRotate: Run = async (argv, io) => {
  if (argv.some((word) => !WORDS.includes(word))) return 2;
  const [status, fields, withdraw, tokens] = ['--status', '--fields', '--withdraw', '--tokens'].map((word) =>
    argv.includes(word),
  );
  if (Number(status) + Number(fields) + Number(withdraw) + Number(tokens) > 1) return 2;
  const at = { dir: keysDir(io.env), clock: () => new Date(), atOnce: argv.includes('--at-once') };
  const of = status ? 'status-list' : fields ? 'field-epoch' : tokens ? 'access-token' : 'credential';
  const rotation = withdraw ? withdrawIssuerKeys(at) : ROTATE[of](at);
  const signsFrom = new Date(rotation.activeFrom * 1000).toISOString();
  if (argv.includes('--json')) {
    const { kid, retiredKid } = rotation;
    io.out(
      JSON.stringify({
        outcome: 'accept',
        use: of,
        kid,
        signsFrom,
        retiredKid,
        withdrawn: withdraw || tokens,
      }),
    );
  } else {
    const before = withdraw
      ? 'every earlier one is withdrawn: what it signed is refused, here at once and at gates with their next sync.'
      : tokens
        ? 'tokens given out before are refused: clients ask for new ones.'
        : `${rotation.retiredKid} is retired then.`;
    io.out(`New ${of} key ${rotation.kid} is in use from ${signsFrom}; ${before}`);
  }
  return 0;
};

const ROTATE: Record<
  'credential' | 'status-list' | 'field-epoch' | 'access-token',
  (at: Parameters<typeof rotateIssuerKey>[0]) => Rotation
> = {
  credential: rotateIssuerKey,
  'status-list': rotateStatusKey,
  'field-epoch': rotateFieldKeys,
  'access-token': rotateTokenKey,
};

/** `suizheng keys for-nodes FOLDER`: to be copied to machines of verification nodes (SUIZHENG_NODE_KEYS), again after `keys rotate --fields`. */
export const keysForNodes: Run = async (argv, io) => {
  const [folder, ...more] = argv.filter((word) => word !== '--json');
  if (folder === undefined || folder.startsWith('-') || more.length > 0) return 2;
  const epochs = exportNodeKeys(keysDir(io.env), folder);
  if (argv.includes('--json')) io.out(JSON.stringify({ outcome: 'accept', folder, epochs }));
  else io.out(`${folder} has the trust root's public half and the field keys of ${epochs} epoch(s).`);
  return 0;
};
