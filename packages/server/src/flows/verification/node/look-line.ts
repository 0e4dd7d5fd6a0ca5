import { crc32 } from 'node:zlib';
import { VERDICT_REASONS, type VerdictReason } from '@suizheng/domain/credential/verdict.ts';
import type { Actor } from '../../../context.ts';
import type { RefusedScan } from '../look-recorder.ts';
import type { NewLook } from '../record-looks.ts';

/** What a spool holds: a look, or a reader's scan of something that proved nothing. */
export type Kept =
  | { readonly kind: 'look'; readonly look: Omit<NewLook, 'receivedAt'> }
  | { readonly kind: 'refused'; readonly scan: RefusedScan };

/** One line of text, the check sum (CRC-32 of all before it, 8 hex digits) and a newline. No personal data is in it. */
export function lookLine(look: Omit<NewLook, 'receivedAt'>): string {
  const { lookId, cti, codeId, readerId, at, reason, purpose, online, actor } = look;
  return sealed(
    `L ${at.getTime()} ${lookId} ${cti.toString('hex')} ${codeId.toString('hex')} ${readerId ?? '-'} ${reason} ${purpose === null ? '-' : encodeURIComponent(purpose)} ${online ? 1 : 0} ${actor.traceId ?? '-'} `,
  );
}

/** The same for a scan that proved nothing. */
export function refusedLine({ evidenceId, actor, reason, at }: RefusedScan): string {
  return sealed(
    `R ${at.getTime()} ${evidenceId} ${actor.kind} ${actor.id} ${reason} ${actor.traceId ?? '-'} `,
  );
}

/** Reads a line without its newline; null for one that is torn or damaged. */
export function readLine(line: string): Kept | null {
  const end = line.length - 8;
  if (end < 1 || checkSum(line.slice(0, end)) !== line.slice(end)) return null;
  const [kind, ms, id = '', ...rest] = line.slice(0, end - 1).split(' ');
  const at = new Date(Number(ms));
  if (kind === 'L' && rest.length === 7) {
    const [cti, codeId, reader, reason, purpose, online, trace] = rest as [
      string,
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    if (!isReason(reason)) return null;
    const readerId = reader === '-' ? null : reader;
    return {
      kind: 'look',
      look: {
        lookId: id,
        cti: Buffer.from(cti, 'hex'),
        codeId: Buffer.from(codeId, 'hex'),
        readerId,
        at,
        reason,
        purpose: purpose === '-' ? null : decodeURIComponent(purpose),
        online: online === '1',
        actor: actorOf(readerId === null ? 'stranger' : 'reader', readerId ?? 'stranger', trace),
      },
    };
  }
  if (kind === 'R' && rest.length === 4) {
    const [who, whoId, reason, trace] = rest as [Actor['kind'], string, string, string];
    if (!isReason(reason)) return null;
    return { kind: 'refused', scan: { evidenceId: id, actor: actorOf(who, whoId, trace), reason, at } };
  }
  return null;
}

const isReason = (text: string): text is VerdictReason =>
  (VERDICT_REASONS as readonly string[]).includes(text);

const actorOf = (kind: Actor['kind'], id: string, trace: string): Actor => ({
  kind,
  id,
  traceId: trace === '-' ? null : trace,
});

const sealed = (text: string): string => `${text}${checkSum(text)}\n`;

const checkSum = (text: string): string => crc32(text).toString(16).padStart(8, '0');
