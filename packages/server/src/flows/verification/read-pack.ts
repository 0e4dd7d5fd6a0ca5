import type { LookFlag, PackView } from '@suizheng/domain/contract/verification.ts';
import { signDeviceGrant } from '@suizheng/domain/credential/reader.ts';
import { verificationPolicy } from '@suizheng/domain/policy/verification.ts';
import type { Context } from '../../context.ts';
import { DatabaseAway } from './database-guard.ts';
import type { VerificationDesk } from './desk.ts';
import { keysForPurposes } from './disclosure.ts';
import { flagsOf } from './look-flags.ts';
import type { EnrolledReader } from './reader-token.ts';

/** The offline pack (V3): trust list, every list that can still matter, exactly the field keys of the reader's purposes, and its doubles. */
export async function readPack(
  desk: VerificationDesk,
  ctx: Pick<Context, 'db' | 'keys'>,
  reader: EnrolledReader,
  now: Date,
): Promise<PackView> {
  const [trust, lists, grant, flags] = await Promise.all([
    desk.trust(),
    desk.statuses.live().then((live) => Promise.all(live.map((list) => desk.statuses.get(list)))),
    grantOf(ctx, reader, now),
    knownFlags(desk, ctx, reader, now),
  ]);
  return {
    reader: readerView(reader),
    trustList: base64url(trust.bytes),
    statusLists: lists.flatMap((list) => (list ? [{ list: list.list, token: base64url(list.bytes) }] : [])),
    grant: base64url(grant),
    flags,
    fetchedAt: now.toISOString(),
  };
}

/** A reader as itself and the counter see it. */
export function readerView({
  readerId,
  label,
  scope,
  purposes,
  organisation,
  enrolledAt,
}: EnrolledReader): PackView['reader'] {
  return {
    id: readerId,
    label,
    scope,
    purposes: [...purposes],
    organisation,
    enrolledAt: enrolledAt.toISOString(),
  };
}

function grantOf({ keys }: Pick<Context, 'keys'>, reader: EnrolledReader, now: Date): Promise<Uint8Array> {
  const { readerId, scope, encryptionKey } = reader;
  const purposes = [...reader.purposes];
  const issuedAt = Math.floor(now.getTime() / 1000);
  const expiresAt = issuedAt + verificationPolicy.enrolment.grantSeconds;
  const fieldKeys = keysForPurposes(keys, scope, purposes);
  return signDeviceGrant(
    { device: readerId, scope, purposes, fieldKeys, issuedAt, expiresAt },
    encryptionKey,
    keys.trustRoot(),
  );
}

async function knownFlags(
  desk: VerificationDesk,
  ctx: Pick<Context, 'db'>,
  reader: EnrolledReader,
  now: Date,
): Promise<LookFlag[]> {
  try {
    return await desk.guard.ask(() => flagsOf(ctx, reader.readerId, now));
  } catch (error) {
    // A pack without flags is better than none: they come with the next one.
    if (error instanceof DatabaseAway) return [];
    throw error;
  }
}

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
