import { crc32 } from 'node:zlib';
import { VERDICT_REASONS, type VerdictReason } from '@suizheng/domain/credential/verdict.ts';
import type { Actor } from '../../../context.ts';
import type { RefusedScan } from '../look-recorder.ts';
import type { NewLook } from '../new-look.ts';

/** A look as a node keeps it: when it was received stands with the row, once the database has it. */
export type SpooledLook = Omit<NewLook, 'receivedAt' | 'clientId'>;

/** What a spool holds: a look, or a reader's scan of something that proved nothing. */
export type Kept =
  | { readonly kind: 'look'; readonly look: SpooledLook }
  | { readonly kind: 'refused'; readonly scan: RefusedScan };

/**
 * One line of text, the check sum (CRC-32 of all before it, 8 hex digits) at its end, without a newline. No personal data is in it. The
 * database takes the fields apart by their places (record-looks.ts): who changes one changes both.
 */
export function lookLine(look: SpooledLook): string {
  const { lookId, cti, codeId, readerId, at, reason, purpose, online, actor } = look;
  return sealed(
    `L ${at.getTime()} ${lookId} ${cti.toString('hex')} ${codeId.toString('hex')} ${readerId ?? NONE} ${reason} ${purpose === null ? NONE : encodeURIComponent(purpose)} ${online ? 1 : 0} ${actor.traceId ?? NONE} `,
  );
}

/** The same for a scan that proved nothing. */
export function refusedLine({ evidenceId, actor, reason, at }: RefusedScan): string {
  return sealed(
    `R ${at.getTime()} ${evidenceId} ${actor.kind} ${actor.id} ${reason} ${actor.traceId ?? NONE} `,
  );
}

/** True for a line that is neither torn nor damaged. */
export function isWhole(line: string): boolean {
  const end = line.length - 8;
  return end > 0 && checkSum(line.slice(0, end)) === line.slice(end);
}

/** True for the line of a look, by its first character. */
export const isLook = (line: string): boolean => line.startsWith('L ');

/** Reads a line; null for one that is torn or damaged. */
export function readLine(line: string): Kept | null {
  if (!isWhole(line)) return null;
  const [kind, ms, id = '', ...rest] = line.slice(0, -9).split(' ');
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
    const readerId = reader === NONE ? null : reader;
    return {
      kind: 'look',
      look: {
        lookId: id,
        cti: Buffer.from(cti, 'hex'),
        codeId: Buffer.from(codeId, 'hex'),
        readerId,
        at,
        reason,
        purpose: purpose === NONE ? null : decodeURIComponent(purpose),
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

/** What stands where a look has nothing to say. */
const NONE = '-';

const isReason = (text: string): text is VerdictReason =>
  (VERDICT_REASONS as readonly string[]).includes(text);

const actorOf = (kind: Actor['kind'], id: string, trace: string): Actor => ({
  kind,
  id,
  traceId: trace === NONE ? null : trace,
});

const sealed = (text: string): string => text + checkSum(text);

const checkSum = (text: string): string => crc32(text).toString(16).padStart(8, '0');
