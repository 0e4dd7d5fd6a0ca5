import type { CryptoPort, Signer } from '@suizheng/domain/credential/crypto-port.ts';

/** The log's name in every checkpoint; trees after the first bear their number, so that no head passes for another tree's. */
const ORIGIN = 'suizheng/audit';
const originOf = (tree: number): string => (tree === 1 ? ORIGIN : `${ORIGIN}/${tree}`);

/** A tree's head: how many leaves, and the root over them. */
export type Head = { readonly size: number; readonly root: Buffer };

/**
 * A checkpoint in the manner of C2SP tlog-checkpoint: origin, size, root, an empty line, and a signature line whose
 * base64 is the key's 4-byte id and r ‖ s (ES256 over everything before the empty line, its line feed included).
 */
export async function signCheckpoint({ size, root }: Head, tree: number, signer: Signer): Promise<string> {
  const origin = originOf(tree);
  const text = `${origin}\n${size}\n${root.toString('base64')}\n`;
  const signature = await signer.sign(Buffer.from(text));
  const line = Buffer.concat([signer.kid, signature]).toString('base64');
  return `${text}\n— ${origin} ${line}\n`;
}

/** Reads a checkpoint of a tree and checks its signature by the key it names; null for anything else than one of ours. */
export async function openCheckpoint(
  note: string,
  tree: number,
  publicKeys: ReadonlyMap<string, Uint8Array>,
  crypto: Pick<CryptoPort, 'verifyP256'>,
): Promise<Head | null> {
  const match =
    /^((suizheng\/audit(?:\/\d{1,9})?)\n(\d{1,15})\n([A-Za-z0-9+/]{43}=)\n)\n— \2 ([A-Za-z0-9+/=]+)\n$/.exec(
      note,
    );
  if (!match || match[2] !== originOf(tree)) return null;
  const [, text, , size, root, line] = match;
  const signed = Buffer.from(line!, 'base64');
  const key = publicKeys.get(signed.subarray(0, 4).toString('hex'));
  if (!key || !(await crypto.verifyP256(key, Buffer.from(text!), signed.subarray(4)))) return null;
  return { size: Number(size), root: Buffer.from(root!, 'base64') };
}
