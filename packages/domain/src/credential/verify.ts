import { CERTIFICATE_VERSION, formatCertificateId } from '../identifiers/certificate-id.ts';
import { BORDER_SCOPE } from '../policy/uses.ts';
import type { CredentialClaims } from './claims.ts';
import { sameBytes } from './cose-sign1.ts';
import type { CryptoPort, MaybePromise } from './crypto-port.ts';
import { toHex } from './hex.ts';
import { type ParsedCode, parseCode } from './presentation.ts';
import type { Reader } from './reader.ts';
import { openFields } from './sealed-fields.ts';
import type { StatusSnapshot } from './status-list.ts';
import type { CredentialType, IssuerKey, TrustList } from './trust-list.ts';
import type { Proven, RefusedReason, Verification } from './verdict.ts';

/** All that a verdict depends on besides the code itself. */
export type VerifyContext = {
  /** Verified with openTrustList; never take one from elsewhere. */
  trust: TrustList;
  /** The list of that number, if any; asked for only once both signatures are proven. */
  statusList: (list: number) => MaybePromise<StatusSnapshot | undefined>;
  /** Null for a stranger, who learns type and validity only. */
  reader: Reader | null;
  now: Date;
  /** False when the data came from a cache because the server could not be reached: never green then. */
  online: boolean;
  crypto: CryptoPort;
};

/** Judges one QR text: never throws on any text, bounded work, one closed reason (V6). The same function runs in the API, the browser and an offline gate. */
export async function verifyCode(text: string, context: VerifyContext): Promise<Verification> {
  const parsed = parseCode(text);
  if (!parsed.ok) return { verdict: 'refused', ...withoutOk(parsed) };
  const { code } = parsed;
  const { trust, crypto } = context;
  const { claims, cose, kid } = code.credential;
  const now = Math.floor(context.now.getTime() / 1000);

  const key = issuerKey(trust, kid);
  if (!key) return refused('unknown-issuer');
  const issued = crypto.verifyKnownP256(key.publicKey, cose.toBeSigned, cose.signature);
  if (!(issued instanceof Promise ? await issued : issued)) return refused('bad-issuer-signature');
  if (!keyCounts(key, claims, now)) return refused('issuer-key-expired');
  if (code.presentation) {
    const shown = code.presentation.cose;
    const held = crypto.verifyP256(claims.holderKey!, shown.toBeSigned, shown.signature);
    if (!(held instanceof Promise ? await held : held)) return refused('bad-holder-signature');
  }
  const type = trust.types.find((t) => t.code === claims.type);
  if (!type) return refused('unknown-type');

  // codeId covers what was signed, not the signature: ECDSA signatures are malleable, what they cover is not.
  const digest = crypto.sha256Hex((code.presentation?.cose ?? cose).toBeSigned);
  const proven: Proven = {
    type: type.procedure,
    medium: claims.medium,
    credentialId: toHex(claims.credentialId),
    codeId: (digest instanceof Promise ? await digest : digest).slice(0, 32),
  };
  if (context.reader && !type.scopes.includes(context.reader.scope)) {
    const reason = context.reader.scope === BORDER_SCOPE ? 'not-valid-for-border' : 'not-valid-here';
    return { verdict: 'not-valid-here', reason, ...proven };
  }
  const found = context.statusList(claims.status.list);
  const snapshot = found instanceof Promise ? await found : found;
  const untimely = timeFault(code, type, trust, snapshot, now);
  if (untimely) return { verdict: 'refused', reason: untimely, ...proven };
  const result = judgeStatus(context, claims, proven, snapshot, now);
  if (!context.reader || (result.verdict !== 'accepted' && result.verdict !== 'accepted-offline'))
    return result;
  result.fields = await openFields(claims, context.reader.fieldKeys, crypto);
  result.certificateId = certificateId(trust, type, claims);
  return result;
}

function issuerKey(trust: TrustList, kid: Uint8Array): IssuerKey | undefined {
  for (const key of trust.keys) if (key.use === 'credential' && sameBytes(key.kid, kid)) return key;
  return undefined;
}

/** The last step before the fields: status, and the age of the data that says so. */
function judgeStatus(
  context: VerifyContext,
  claims: CredentialClaims,
  proven: Proven,
  snapshot: StatusSnapshot | undefined,
  now: number,
): Verification {
  const { trust } = context;
  const status = snapshot?.statusAt(claims.status.index);
  if (!snapshot || !status) return { verdict: 'refused', reason: 'status-unknown', ...proven };
  const statusAge = Math.max(0, now - snapshot.issuedAt);
  const trustAge = Math.max(0, now - trust.issuedAt);
  // A revocation counts however old the list is; only a "valid" grows stale.
  if (status !== 'valid') return { verdict: 'refused', reason: status, statusAge, ...proven };
  const age = Math.max(statusAge, trustAge);
  if (now >= snapshot.expiresAt || now >= trust.expiresAt || age > trust.freshness.amber) {
    return { verdict: 'refused', reason: 'data-too-old', statusAge, ...proven };
  }
  const fresh = context.online && age <= trust.freshness.green;
  return {
    verdict: fresh ? 'accepted' : 'accepted-offline',
    reason: claims.medium === 'paper' ? 'paper-compare-person' : fresh ? 'valid' : 'valid-offline',
    type: proven.type,
    medium: proven.medium,
    credentialId: proven.credentialId,
    codeId: proven.codeId,
    validUntil: claims.expiresAt,
    fields: {},
    statusAge,
    trustAge,
  };
}

function certificateId(trust: TrustList, type: CredentialType, claims: CredentialClaims): string {
  return formatCertificateId({
    type: type.gbtTypeCode,
    issuer: trust.issuer.uscc,
    serial: String(claims.serial),
    version: CERTIFICATE_VERSION,
  });
}

function timeFault(
  code: ParsedCode,
  type: CredentialType,
  trust: TrustList,
  status: StatusSnapshot | undefined,
  now: number,
): RefusedReason | null {
  const { claims } = code.credential;
  const skew = type.skewSeconds;
  // Data signed in the future: it is the clock here that is wrong, and no other time can be judged.
  if (trust.issuedAt > now + skew || (status && status.issuedAt > now + skew)) return 'device-clock-wrong';
  if (claims.issuedAt > now + skew) return 'not-yet-valid';
  if (now >= claims.expiresAt) return 'expired';
  if (!code.presentation) return null;
  const { time } = code.presentation;
  if (time > now + skew) return 'code-from-future';
  if (now > time + type.presentationSeconds + skew) return 'code-expired';
  if (time > claims.presentUntil! || now > claims.presentUntil! + skew) return 'face-recheck-due';
  return null;
}

function keyCounts(key: IssuerKey, claims: CredentialClaims, now: number): boolean {
  if (now < key.validFrom || now >= key.validUntil) return false;
  return key.retiredAt === null || claims.issuedAt <= key.retiredAt;
}

function refused(reason: RefusedReason): Verification {
  return { verdict: 'refused', reason };
}

function withoutOk<T extends { ok: boolean }>({ ok: _, ...rest }: T): Omit<T, 'ok'> {
  return rest;
}
