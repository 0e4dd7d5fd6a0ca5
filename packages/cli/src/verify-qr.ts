import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parseCode } from '@suizheng/domain/credential/presentation.ts';
import type { VerifyKey } from '@suizheng/domain/credential/signed-list.ts';
import { VERDICT_COLOURS, type Verification } from '@suizheng/domain/credential/verdict.ts';
import { VERDICT_TEXTS } from '@suizheng/domain/credential/verdict-text.ts';
import { verifyCode } from '@suizheng/domain/credential/verify.ts';
import { type Locale, pickLocale } from '@suizheng/domain/text/locale.ts';
import { readTrustAnchor } from '@suizheng/server/crypto/key-store.ts';
import { nodeCrypto } from '@suizheng/server/crypto/node-crypto.ts';
import { dataDir, keysDir } from './data-dir.ts';
import { type ListSource, openLists, packSource, serverSource } from './offline-data.ts';
import type { Io, Run } from './verb.ts';

const OPTIONS = {
  json: { type: 'boolean' },
  pack: { type: 'string' },
  server: { type: 'string' },
  scope: { type: 'string' },
  root: { type: 'string' },
} as const;

/** `suizheng verify QRTEXT`: the verdict that a gate would give; 0 accepted, 1 refused, 2 misuse. A text that is no code needs no server. */
export const verifyQr: Run = async (argv, io) => {
  const asked = readArguments(argv);
  if (!asked) return 2;
  const { values, text } = asked;
  const parsed = parseCode(text);
  if (!parsed.ok) {
    const { ok: _, ...fault } = parsed;
    return print({ verdict: 'refused', ...fault }, null, values.json, io);
  }
  const anchor = values.root ? pinned(values.root) : readTrustAnchor(keysDir(io.env));
  if (!anchor) {
    io.err(
      'No trust root: give --root (x ‖ y in base64url), or run this where the keys of the installation are.',
    );
    return print({ verdict: 'refused', reason: 'unknown-issuer' }, null, values.json, io);
  }
  let source: ListSource;
  try {
    source = values.pack ? await packSource(values.pack) : serverSource(serverOf(values, io), cacheOf(io));
  } catch {
    io.err('The pack or the server address cannot be read.');
    return 2;
  }
  const now = new Date();
  const crypto = nodeCrypto();
  const lists = await openLists(source, anchor, parsed.code.credential.claims.status.list, now, crypto);
  if (!lists.ok) {
    io.err(lists.fault);
    return print({ verdict: 'refused', reason: 'status-unknown' }, source, values.json, io);
  }
  const reader = values.scope === undefined ? null : { scope: values.scope, purposes: [], fieldKeys: [] };
  const { trust, statusList } = lists;
  const result = await verifyCode(text, { trust, statusList, reader, now, online: source.online(), crypto });
  return print(result, source, values.json, io);
};

function readArguments(argv: string[]) {
  try {
    const { values, positionals } = parseArgs({ args: argv, options: OPTIONS, allowPositionals: true });
    const [text] = positionals;
    if (text === undefined || positionals.length !== 1 || (values.pack && values.server)) return null;
    // Spaces belong to base45; a line end comes from the shell.
    return { values, text: text.replace(/[\r\n]+$/, '') };
  } catch {
    return null;
  }
}

function serverOf(values: { server?: string | undefined }, io: Io): string {
  return new URL(values.server ?? `http://localhost:${io.env.PORT || '8080'}`).href;
}

function cacheOf(io: Io): string {
  return join(dataDir(io.env), 'cli-cache');
}

function pinned(root: string): VerifyKey | null {
  const publicKey = new Uint8Array(Buffer.from(root, 'base64url'));
  if (publicKey.length !== 64) return null;
  return { kid: createHash('sha256').update(publicKey).digest().subarray(0, 4), publicKey };
}

function print(result: Verification, source: ListSource | null, json: boolean | undefined, io: Io): number {
  const accepted = result.verdict === 'accepted' || result.verdict === 'accepted-offline';
  const colour = VERDICT_COLOURS[result.reason];
  const text = VERDICT_TEXTS[result.reason];
  const language = io.env.LANG ?? 'C';
  const locale: Locale = /^(C|POSIX)/.test(language)
    ? 'en'
    : pickLocale(language.replace(/\..*$/, '').replace('_', '-'));
  const words = { title: text.title[locale], why: text.why[locale], next: text.next[locale] };
  if (json) {
    const outcome = accepted ? 'accept' : 'refuse';
    io.out(JSON.stringify({ outcome, ...result, colour, ...words, source: source?.name() ?? null }));
  } else {
    io.out(`${colour.toUpperCase()}  ${words.title} (${result.reason})`);
    io.out(words.why);
    io.out(words.next);
    if (source) io.out(`Checked with data from ${source.name()}.`);
  }
  return accepted ? 0 : 1;
}
