import type { Fields } from '@suizheng/domain/credential/fields.ts';
import type { DeviceGrant } from '@suizheng/domain/credential/reader.ts';
import type { StatusSnapshot } from '@suizheng/domain/credential/status-list.ts';
import { openHeldPack, takePack } from '@suizheng/domain/credential/take-pack.ts';
import type { TrustList } from '@suizheng/domain/credential/trust-list.ts';
import {
  VERDICT_COLOURS,
  type VerdictColour,
  type VerdictReason,
  type Verification,
} from '@suizheng/domain/credential/verdict.ts';
import { VERDICT_TEXTS } from '@suizheng/domain/credential/verdict-text.ts';
import { verifyCode } from '@suizheng/domain/credential/verify.ts';
import { webCrypto } from '@suizheng/domain/credential/webcrypto.ts';
import type { Locale } from '@suizheng/domain/text/locale.ts';
import type { Device } from './device.ts';
import { refused } from './fetch-pack.ts';
import { heldOf, holderOf, type KeptPack, updateOf } from './kept-pack.ts';
import type { PackFile } from './types.ts';

/** A pack that counts, as `openPack` gives it. */
export type OpenedPack = {
  readonly issuedAt: Date;
  /** After this every code is refused as `data-too-old`. */
  readonly expiresAt: Date;
  readonly organisation: string;
  /** What the device may check for; empty once its rights have ended: fields are closed then. */
  readonly purposes: readonly string[];
  /** For `verify` alone. */
  readonly inside: {
    readonly trust: TrustList;
    readonly lists: ReadonlyMap<number, StatusSnapshot>;
    readonly grant: DeviceGrant | null;
  };
};

/** The answer to one code without a network: amber at best, never green. */
export type OfflineVerdict = {
  readonly colour: VerdictColour;
  readonly verdict: Verification['verdict'];
  /** Machine code of a closed list. */
  readonly reason: VerdictReason;
  readonly title: string;
  readonly why: string;
  readonly next: string;
  /** What the device's purposes may see; empty unless accepted. */
  readonly fields: Fields;
  readonly validUntil: Date | null;
  /** The same code gives the same id at every gate: refuse one that you have seen. Null where nothing is proven. */
  readonly codeId: string | null;
  /** Seconds since the platform said that what this rests on was so; null where nothing is proven. */
  readonly dataAge: number | null;
};

/**
 * Opens an offline pack, as it is kept or as it was sent whole: checks the platform's signature, that it is for this
 * device, that its parts belong together, and that it has not ended. Rejects with SuizhengError (`pack-expired`,
 * `pack-other-device`, …).
 *
 * @example
 * const pack = await openPack(JSON.parse(await readFile('pack.json', 'utf8')), device);
 * console.log(`data of ${pack.issuedAt.toISOString()}, good until ${pack.expiresAt.toISOString()}`);
 */
export async function openPack(
  file: KeptPack | PackFile,
  device: Device,
  { now = new Date() }: { readonly now?: Date } = {},
): Promise<OpenedPack> {
  const crypto = webCrypto();
  const holder = await holderOf(device);
  const taken =
    'lists' in file
      ? await openHeldPack(heldOf(file), holder, now, crypto)
      : await takePack(null, updateOf(file), holder, now, crypto);
  if (!taken.ok) throw refused(taken.reason);
  const { pack, trust, statusLists, grant } = taken.open;
  return {
    issuedAt: new Date(pack.issuedAt * 1_000),
    expiresAt: new Date(pack.expiresAt * 1_000),
    organisation: file.reader.organisation,
    purposes: grant?.purposes ?? [],
    inside: { trust, lists: statusLists, grant },
  };
}

/**
 * Judges the text of a QR code by a pack alone, as a gate without a network does: the issuer's and the holder's
 * signatures, time, status, scope. Never throws on any text. A code that was shown before is not known here: keep the
 * `codeId`s of the last minutes and refuse what comes twice.
 *
 * @example
 * const { colour, title, next, fields } = await verify(pack, scannedText);
 * screen.show(colour, title, next, fields);
 */
export async function verify(
  pack: OpenedPack,
  code: string,
  { now = new Date(), locale = 'zh-Hans' }: { readonly now?: Date; readonly locale?: Locale } = {},
): Promise<OfflineVerdict> {
  const { trust, lists, grant } = pack.inside;
  const result = await verifyCode(code, {
    trust,
    statusList: (list) => lists.get(list),
    reader: grant,
    now,
    online: false,
    crypto: webCrypto(),
  });
  const accepted = 'fields' in result ? result : null;
  const words = VERDICT_TEXTS[result.reason];
  return {
    colour: VERDICT_COLOURS[result.reason],
    verdict: result.verdict,
    reason: result.reason,
    title: words.title[locale],
    why: words.why[locale],
    next: words.next[locale],
    fields: accepted?.fields ?? {},
    validUntil: accepted ? new Date(accepted.validUntil * 1_000) : null,
    codeId: result.codeId ?? null,
    dataAge: accepted ? Math.max(accepted.statusAge, accepted.trustAge) : null,
  };
}
