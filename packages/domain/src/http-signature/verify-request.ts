import { isDigestOf } from './content-digest.ts';
import {
  COVERED,
  COVERED_WITH_BODY,
  type Component,
  componentOf,
  hmacKey,
  type SignedRequest,
  signatureBase,
} from './message.ts';

/** Why a signature is not accepted; for logs and tests, the caller hears one answer for all. */
export type SignatureFault =
  | 'unsigned'
  | 'malformed'
  | 'uncovered'
  | 'wrong-use'
  | 'unknown-key'
  | 'out-of-time'
  | 'other-body'
  | 'wrong-signature';

/** A signature that holds; whoever must see repetitions keeps the nonce until `staleAt`. */
export type SignatureResult =
  | { readonly ok: true; readonly nonce: string; readonly staleAt: Date }
  | { readonly ok: false; readonly fault: SignatureFault };

/** How far the clocks of both sides may be apart, and how long a request may be under way. */
export const SIGNATURE_AGE_S = 300;

const INPUT =
  /^([a-z*][a-z0-9_.*-]*)=(\(((?:"[^"\\]*"(?: (?!\)))?)*)\)((?:;[a-z*][a-z0-9_.*-]*=(?:"[^"\\]*"|\d{1,15}))*))$/;
const SIGNATURE =
  /^([a-z*][a-z0-9_.*-]*)=:((?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?):$/;

/**
 * Verifies a request signed by HTTP Message Signatures (RFC 9421, hmac-sha256) under our profile: one signature that
 * covers method, path and query, with a body also its type and digest, and carries created, nonce, keyid and tag.
 */
export async function verifyRequest(
  request: SignedRequest,
  expected: {
    /** Secrets by key id: two at once while one replaces the other. */
    readonly secrets: Readonly<Record<string, Uint8Array>>;
    readonly tag: string;
    readonly now: Date;
  },
): Promise<SignatureResult> {
  const [input, given] = [request.header('signature-input'), request.header('signature')];
  if (input === undefined || given === undefined) return refused('unsigned');
  const parts = INPUT.exec(input.trim());
  const signature = SIGNATURE.exec(given.trim());
  if (parts === null || signature === null || parts[1] !== signature[1]) return refused('malformed');
  const [, , parameters = '', list = '', rest = ''] = parts;
  const covered = list === '' ? [] : list.split(' ').map((quoted) => quoted.slice(1, -1));
  const named = readParameters(rest);
  if (named === null || new Set(covered).size !== covered.length) return refused('malformed');

  const needed: readonly Component[] = request.body.length > 0 ? COVERED_WITH_BODY : COVERED;
  if (needed.some((name) => !covered.includes(name))) return refused('uncovered');
  const lines: [string, string][] = [];
  for (const name of covered) {
    const value = isComponent(name) ? componentOf(request, name) : null;
    if (value === null) return refused('malformed');
    lines.push([name, value]);
  }
  const { created, expires, nonce, keyid, alg, tag } = named;
  if (created === undefined || !nonce || keyid === undefined) return refused('malformed');
  if (tag !== expected.tag || (alg !== undefined && alg !== 'hmac-sha256')) return refused('wrong-use');
  const seconds = expected.now.getTime() / 1_000;
  if (Math.abs(seconds - Number(created)) > SIGNATURE_AGE_S) return refused('out-of-time');
  if (expires !== undefined && Number(expires) < seconds) return refused('out-of-time');
  const secret = Object.hasOwn(expected.secrets, keyid) ? expected.secrets[keyid] : undefined;
  if (secret === undefined) return refused('unknown-key');

  const base = signatureBase(lines, parameters);
  if (base === null) return refused('malformed');
  const mac = Uint8Array.from(atob(signature[2]!), (character) => character.charCodeAt(0));
  // Compares in constant time.
  const holds = await crypto.subtle.verify(
    'HMAC',
    await hmacKey(secret),
    mac,
    new TextEncoder().encode(base),
  );
  if (!holds) return refused('wrong-signature');
  const digest = request.header('content-digest');
  if (request.body.length > 0 && (digest === undefined || !(await isDigestOf(digest, request.body))))
    return refused('other-body');
  return { ok: true, nonce, staleAt: new Date((Number(created) + 2 * SIGNATURE_AGE_S) * 1_000) };
}

function readParameters(text: string): Partial<Record<string, string>> | null {
  const pairs = [...text.matchAll(/;([^=]+)=(?:"([^"]*)"|(\d+))/g)].map(
    ([, name, quoted, number]) => [name!, quoted ?? number!] as const,
  );
  const numbers = new Set(['created', 'expires']);
  const rightForm = pairs.every(([name, value]) => !numbers.has(name) || /^\d+$/.test(value));
  return rightForm && new Set(pairs.map(([name]) => name)).size === pairs.length
    ? Object.fromEntries(pairs)
    : null;
}

function isComponent(name: string): name is Component {
  return (COVERED_WITH_BODY as readonly string[]).includes(name);
}

function refused(fault: SignatureFault): SignatureResult {
  return { ok: false, fault };
}
