import { createHash } from 'node:crypto';
import type { IssuerKey, TrustList } from '@suizheng/domain/credential/trust-list.ts';
import { signTrustList, trustDigest } from '@suizheng/domain/credential/trust-list.ts';
import { verificationPolicy } from '@suizheng/domain/policy/verification.ts';
import { CREDENTIAL_PROCEDURES } from '@suizheng/domain/procedures/registry.ts';
import type { Context } from '../../context.ts';
import { nodeCrypto } from '../../crypto/node-crypto.ts';

/** Signed bytes on their way to a device, with what a cache between us may know of them. */
export type Published = { readonly bytes: Uint8Array; readonly etag: string; readonly maxAgeSeconds: number };

/** The present trust list, signed; and unsigned for our own verdicts. */
export type PublishedTrust = Published & {
  readonly trust: TrustList;
  /** Of what it says, whenever it was signed (trustDigest). */
  readonly digest: Uint8Array;
};

/** Answers the present trust list; signs a new one when a key changed or the last one ages. */
export type TrustSource = () => Promise<PublishedTrust>;

const { lifeSeconds, refreshMs } = verificationPolicy.trustList;

/** Builds trust lists from the key store and the procedures, signed by the trust root; one at a time, kept in memory. */
export function createTrustSource(ctx: Pick<Context, 'keys' | 'clock' | 'issuer'>): TrustSource {
  let last: { keys: readonly IssuerKey[]; builtAt: number; published: Promise<PublishedTrust> } | null = null;
  return () => {
    const keys = ctx.keys.issuerKeys();
    const age = last ? ctx.clock().getTime() - last.builtAt : Number.POSITIVE_INFINITY;
    if (!last || last.keys !== keys || age < 0 || age >= refreshMs) {
      const built = { keys, builtAt: ctx.clock().getTime(), published: build(ctx) };
      built.published.catch(() => {
        if (last === built) last = null;
      });
      last = built;
    }
    return last.published;
  };
}

async function build({
  keys,
  clock,
  issuer,
}: Pick<Context, 'keys' | 'clock' | 'issuer'>): Promise<PublishedTrust> {
  const issuedAt = Math.floor(clock().getTime() / 1000);
  const trust: TrustList = {
    // Seconds rise in every process alike, so that a device can tell which of two lists is newer.
    sequence: issuedAt,
    issuedAt,
    expiresAt: issuedAt + lifeSeconds,
    issuer: { ...issuer },
    keys: keys.issuerKeys().filter((key) => key.validUntil > issuedAt),
    types: CREDENTIAL_PROCEDURES.map(({ id, credential }) => ({
      code: credential.code,
      procedure: id,
      gbtTypeCode: credential.certificateType,
      scopes: [...credential.scopes],
      presentationSeconds: credential.codeForMs / 1000,
      skewSeconds: verificationPolicy.skewSeconds,
    })),
    freshness: verificationPolicy.freshness,
  };
  const bytes = await signTrustList(trust, keys.trustRoot());
  const digest = await trustDigest(trust, nodeCrypto());
  return { trust, digest, ...published(bytes, Math.floor(refreshMs / 1000)) };
}

/** Bytes with their entity tag. */
export function published(bytes: Uint8Array, maxAgeSeconds: number): Published {
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  return { bytes, etag, maxAgeSeconds };
}
