import { createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign, verify } from 'node:crypto';
import type { CredentialClaims } from '@suizheng/domain/credential/claims.ts';
import { signCredential } from '@suizheng/domain/credential/credential.ts';
import type { FieldKey } from '@suizheng/domain/credential/fields.ts';
import { createPresentation, parseCode } from '@suizheng/domain/credential/presentation.ts';
import type { Reader } from '@suizheng/domain/credential/reader.ts';
import { sealFields } from '@suizheng/domain/credential/sealed-fields.ts';
import type { TrustList } from '@suizheng/domain/credential/trust-list.ts';
import type { Verification } from '@suizheng/domain/credential/verdict.ts';
import { type VerifyContext, verifyCode } from '@suizheng/domain/credential/verify.ts';
import { rawToDer } from '@suizheng/server/crypto/ecdsa-der.ts';
import { exportPublicKey, nodeCrypto, nodeSigner } from '@suizheng/server/crypto/node-crypto.ts';

/** Distinct codes, each of a holder of its own; the measured functions keep nothing between them. */
const CODES = 1200;
/** Short rounds, interleaved, so that a busy neighbour on the machine slows both sides of a ratio alike. */
const CODES_A_ROUND = 60;
const ROUNDS = 80;
const WARM_UP_ROUNDS = 20;
const NOW = new Date('2026-11-21T08:00:00Z');
const SECONDS = NOW.getTime() / 1000;
const TYPE = 1;

/**
 * Rates per second of CPU time on one core (medians of the rounds), and their ratios to node:crypto's own rates. A ratio
 * is the median of the rounds' ratios; `_with_gc` is that of the totals, where a round that met the collector counts.
 */
export type CredentialBench = {
  /** verifyCode by a stranger, two P-256 checks, against two prepared node:crypto checks. */
  qr_verify_ratio: number;
  qr_verify_ratio_with_gc: number;
  /** signCredential (build, encode, sign) against one node:crypto signature. */
  sign_ratio: number;
  sign_ratio_with_gc: number;
  /** verifyCode with name and number opened for an enrolled reader. */
  qr_verify_open_ratio: number;
  /** Sealing name and number, then signCredential: all that issuing adds to the raw signature. */
  seal_and_sign_ratio: number;
  seal_and_sign_ratio_with_gc: number;
  qr_verify_per_s: number;
  qr_verify_open_per_s: number;
  raw_two_verifies_per_s: number;
  sign_per_s: number;
  seal_and_sign_per_s: number;
  raw_sign_per_s: number;
  qr_characters: number;
};

type Outcome = boolean | Uint8Array | Verification;

type Case = {
  text: string;
  claims: CredentialClaims;
  /** The two checks with everything prepared: key objects, DER signatures, the very bytes signed. */
  raw: { key: KeyObject; data: Uint8Array; signature: Uint8Array }[];
};

/** Measures verification and signing against raw node:crypto in interleaved rounds; medians. */
export async function benchCredential(): Promise<CredentialBench> {
  const crypto = nodeCrypto();
  const issuer = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const kid = Uint8Array.of(1, 2, 3, 4);
  const signer = nodeSigner(issuer.privateKey, kid);
  const keys: FieldKey[] = (['name', 'number'] as const).map((field) => ({
    type: TYPE,
    field,
    epoch: 1,
    key: randomBytes(32),
  }));
  const context = verifyContext(exportPublicKey(issuer.publicKey), kid, crypto);
  const reader: Reader = { scope: 'rail', purposes: ['ticket-check'], fieldKeys: keys };
  const fields = { name: '欧阳娜娜', number: '990000199003071235' };
  const build = async (claims: CredentialClaims) => {
    const { type, epoch, credentialId } = claims;
    const sealed = await sealFields(fields, { type, epoch, credentialId, keys }, crypto);
    return signCredential({ ...claims, sealed }, signer);
  };

  const make = async (): Promise<Case> => {
    const holder = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const claims = claimsFor(exportPublicKey(holder.publicKey));
    const credential = await build(claims);
    const holderSigner = nodeSigner(holder.privateKey, kid);
    const text = await createPresentation(
      { credential, time: SECONDS, nonce: randomBytes(4).readUInt32BE() },
      holderSigner.sign,
    );
    const parsed = parseCode(text);
    if (!parsed.ok || !parsed.code.presentation) throw new Error('bench: code does not parse');
    const { credential: c, presentation: p } = parsed.code;
    const raw = [
      { key: createPublicKey(issuer.publicKey.export({ format: 'pem', type: 'spki' })), cose: c.cose },
      { key: holder.publicKey, cose: p.cose },
    ].map(({ key, cose }) => ({ key, data: cose.toBeSigned, signature: rawToDer(cose.signature) }));
    return { text, claims: c.claims, raw };
  };

  const cases: Case[] = [];
  for (let i = 0; i < CODES; i += 1) cases.push(await make());
  const enrolled: VerifyContext = { ...context, reader };
  const rates = new Map<string, number[]>();
  let round = 0;
  const time = async (name: string, run: (item: Case) => Outcome | Promise<Outcome>) => {
    const first = (round * CODES_A_ROUND) % CODES;
    const start = process.cpuUsage();
    for (let i = first; i < first + CODES_A_ROUND; i += 1) {
      const result = run(cases[i]!);
      const answer = result instanceof Promise ? await result : result;
      if (
        answer === false ||
        (typeof answer === 'object' && 'verdict' in answer && answer.verdict === 'refused')
      )
        throw new Error(`bench: ${name} refused`);
    }
    const { user, system } = process.cpuUsage(start);
    if (round < WARM_UP_ROUNDS) return;
    rates.set(name, [...(rates.get(name) ?? []), (CODES_A_ROUND / (user + system)) * 1e6]);
  };
  for (; round < WARM_UP_ROUNDS + ROUNDS; round += 1) {
    await time('raw-verify', (item) => {
      let good = true;
      for (const { key, data, signature } of item.raw) good = verify('sha256', data, key, signature) && good;
      return good;
    });
    await time('verify', (item) => verifyCode(item.text, context));
    await time('verify-open', (item) => verifyCode(item.text, enrolled));
    await time('raw-sign', (item) => sign('sha256', item.raw[0]!.data, issuer.privateKey));
    await time('sign', (item) => signCredential(item.claims, signer));
    await time('seal-and-sign', (item) => build(item.claims));
  }
  const rate = (name: string) => Math.round(median(rates.get(name)!));
  const ratio = (name: string, raw: string) =>
    Number(median(rates.get(name)!.map((value, i) => value / rates.get(raw)![i]!)).toFixed(3));
  const total = (name: string) => rates.get(name)!.reduce((sum, value) => sum + 1 / value, 0);
  const ratioWithGc = (name: string, raw: string) => Number((total(raw) / total(name)).toFixed(3));
  return {
    qr_verify_ratio: ratio('verify', 'raw-verify'),
    qr_verify_ratio_with_gc: ratioWithGc('verify', 'raw-verify'),
    sign_ratio: ratio('sign', 'raw-sign'),
    sign_ratio_with_gc: ratioWithGc('sign', 'raw-sign'),
    qr_verify_open_ratio: ratio('verify-open', 'raw-verify'),
    seal_and_sign_ratio: ratio('seal-and-sign', 'raw-sign'),
    seal_and_sign_ratio_with_gc: ratioWithGc('seal-and-sign', 'raw-sign'),
    qr_verify_per_s: rate('verify'),
    qr_verify_open_per_s: rate('verify-open'),
    raw_two_verifies_per_s: rate('raw-verify'),
    sign_per_s: rate('sign'),
    seal_and_sign_per_s: rate('seal-and-sign'),
    raw_sign_per_s: rate('raw-sign'),
    qr_characters: cases[0]!.text.length,
  };
}

function claimsFor(holderKey: Uint8Array): CredentialClaims {
  return {
    type: TYPE,
    medium: 'electronic',
    credentialId: randomBytes(12),
    serial: 20260000000 + Math.floor(Math.random() * 1e6),
    issuedAt: SECONDS - 60,
    expiresAt: SECONDS + 86_340,
    presentUntil: SECONDS + 1740,
    status: { list: 1, index: Math.floor(Math.random() * 1_000_000) },
    holderKey,
    epoch: 1,
    sealed: [],
  };
}

function verifyContext(
  publicKey: Uint8Array,
  kid: Uint8Array,
  crypto: VerifyContext['crypto'],
): VerifyContext {
  const trust: TrustList = {
    sequence: 1,
    issuedAt: SECONDS - 60,
    expiresAt: SECONDS + 86_400,
    issuer: { name: 'bench', uscc: '91350100M000100Y43' },
    keys: [
      { kid, publicKey, use: 'credential', validFrom: 0, validUntil: SECONDS + 86_400, retiredAt: null },
    ],
    types: [
      {
        code: TYPE,
        procedure: 'rail-temporary-id',
        gbtTypeCode: '11100000000013338W901',
        scopes: ['rail'],
        presentationSeconds: 60,
        skewSeconds: 30,
      },
    ],
    freshness: { green: 300, amber: 86_400 },
  };
  const list = {
    list: 1,
    issuedAt: SECONDS - 5,
    expiresAt: SECONDS + 3600,
    statusAt: () => 'valid' as const,
  };
  return { trust, statusList: () => list, reader: null, now: NOW, online: true, crypto };
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}

if (import.meta.main) console.log(JSON.stringify(await benchCredential()));
