import { hmacKey } from './message.ts';

/** Before the challenge in what the proof is made over: no signature of a request is ever a proof, nor a proof one. */
const PROOF_PREFIX = 'suizheng-webhook-proof.';

/**
 * What a webhook's receiver answers to a challenge: base64url without padding (RFC 4648 §5) of HMAC-SHA-256 over
 * `suizheng-webhook-proof.` and the challenge, with the UTF-8 bytes of its signing secret as the key. Only who was given
 * the secret can say it; who merely says back what came cannot.
 */
export async function addressProof(challenge: string, secret: string): Promise<string> {
  const text = new TextEncoder();
  const key = await hmacKey(text.encode(secret));
  const mac = await crypto.subtle.sign('HMAC', key, text.encode(`${PROOF_PREFIX}${challenge}`));
  return btoa(String.fromCharCode(...new Uint8Array(mac)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
