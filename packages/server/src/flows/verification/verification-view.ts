import type { VerificationView } from '@suizheng/domain/contract/verification.ts';
import type { CryptoPort } from '@suizheng/domain/credential/crypto-port.ts';
import { fromHex } from '@suizheng/domain/credential/hex.ts';
import { sealDigest } from '@suizheng/domain/credential/seal-drawing.ts';
import { VERDICT_COLOURS, type Verification } from '@suizheng/domain/credential/verdict.ts';
import { VERDICT_TEXTS } from '@suizheng/domain/credential/verdict-text.ts';
import { credentialProcedureById } from '@suizheng/domain/procedures/registry.ts';
import type { Locale } from '@suizheng/domain/text/locale.ts';

/**
 * The answer in words. Out of scope nothing but that is said (B6). A stranger learns type, medium and validity (T5);
 * fields and seal are for an enrolled reader.
 */
export async function verificationView(
  verification: Verification,
  {
    locale,
    evidenceId,
    now,
    enrolled,
    online,
    crypto,
  }: {
    locale: Locale;
    evidenceId: string;
    now: Date;
    enrolled: boolean;
    online: boolean;
    crypto: Pick<CryptoPort, 'sha256Hex'>;
  },
): Promise<VerificationView> {
  const { reason } = verification;
  const text = VERDICT_TEXTS[reason];
  const colour = VERDICT_COLOURS[reason];
  const view: VerificationView = {
    evidenceId,
    verdict: colour === 'green' && !online ? 'amber' : colour,
    code: reason,
    title: text.title[locale],
    explanation: text.why[locale],
    next: text.next[locale],
    type: null,
    medium: null,
    validUntil: null,
    fields: null,
    sealDigest: null,
    checkedAt: now.toISOString(),
  };
  if (verification.verdict === 'not-valid-here' || verification.type === undefined) return view;
  const procedure = credentialProcedureById(verification.type);
  view.type = { procedure: verification.type, name: procedure?.text.name[locale] ?? verification.type };
  view.medium = verification.medium ?? null;
  if (verification.verdict === 'refused') return view;
  view.validUntil = new Date(verification.validUntil * 1000).toISOString();
  if (!enrolled) return view;
  view.fields = { ...verification.fields };
  const seal = await sealDigest(fromHex(verification.credentialId)!, crypto);
  view.sealDigest = Buffer.from(seal).toString('base64url');
  return view;
}
