import type { LookFlag, PackQuery, PackView } from '@suizheng/domain/contract/verification.ts';
import { signPack } from '@suizheng/domain/credential/pack.ts';
import { type DeviceGrant, rightsDigest, signDeviceGrant } from '@suizheng/domain/credential/reader.ts';
import { verificationPolicy } from '@suizheng/domain/policy/verification.ts';
import type { Context } from '../../context.ts';
import { DatabaseAway } from './database-guard.ts';
import type { VerificationDesk } from './desk.ts';
import { keysForPurposes } from './disclosure.ts';
import { flagsOf } from './look-flags.ts';
import type { EnrolledReader } from './reader-token.ts';
import type { PublishedStatusList } from './status-lists.ts';

type PackDesk = Pick<VerificationDesk, 'trust' | 'statuses' | 'guard' | 'crypto'>;

/**
 * The offline pack (V3): trust list, every list that can still matter, exactly the field keys of the reader's purposes,
 * and its doubles, under one signature. A device that names what it has gets only what is new.
 */
export async function readPack(
  desk: PackDesk,
  ctx: Pick<Context, 'db' | 'keys'>,
  reader: EnrolledReader,
  { have, now }: { have: PackQuery; now: Date },
): Promise<PackView> {
  const [trust, lists, flags] = await Promise.all([
    desk.trust(),
    liveLists(desk),
    knownFlags(desk, ctx, reader, now),
  ]);
  const rights = rightsOf(ctx, reader);
  const digest = await rightsDigest(rights, desk.crypto);
  const issuedAt = Math.floor(now.getTime() / 1000);
  const manifest = await signPack(
    {
      sequence: now.getTime(),
      issuedAt,
      expiresAt: issuedAt + verificationPolicy.pack.lifeSeconds,
      device: reader.readerId,
      trust: trust.digest,
      rights: digest,
      lists: lists.map((one) => ({
        list: one.list,
        version: Number(one.version),
        issuedAt: one.snapshot.issuedAt,
        digest: one.digest,
      })),
    },
    ctx.keys.trustRoot(),
  );
  const [trusted, granted] = [base64url(trust.digest), base64url(digest)];
  return {
    reader: readerView(reader),
    manifest: base64url(manifest),
    trustList: have.trust === trusted ? null : base64url(trust.bytes),
    statusLists: await newLists(desk, lists, have.lists),
    grant:
      have.rights === granted && isYoung(have.grantedAt, now)
        ? null
        : base64url(await grantOf(ctx, reader, rights, issuedAt)),
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

async function liveLists({ statuses }: PackDesk): Promise<PublishedStatusList[]> {
  const lists = await Promise.all((await statuses.live()).map((list) => statuses.get(list)));
  return lists.filter((list) => list !== null);
}

/** Of each list nothing where the device has this version, its changes where they are the shorter, else the whole. */
async function newLists(
  { statuses }: PackDesk,
  lists: readonly PublishedStatusList[],
  have: ReadonlyMap<number, number> | undefined,
): Promise<PackView['statusLists']> {
  const sent = await Promise.all(
    lists.map(async (one): Promise<PackView['statusLists']> => {
      const since = have?.get(one.list);
      if (since === Number(one.version)) return [];
      const delta = since === undefined ? null : await statuses.changes(one, since);
      const { list } = one;
      return delta
        ? [{ list, kind: 'delta', token: base64url(delta) }]
        : [{ list, kind: 'whole', token: base64url(one.bytes) }];
    }),
  );
  return sent.flat();
}

type Rights = Omit<DeviceGrant, 'issuedAt' | 'expiresAt'>;

function rightsOf({ keys }: Pick<Context, 'keys'>, { readerId, scope, purposes }: EnrolledReader): Rights {
  const own = [...purposes];
  return { device: readerId, scope, purposes: own, fieldKeys: keysForPurposes(keys, scope, own) };
}

function isYoung(grantedAt: number | undefined, now: Date): boolean {
  const age = now.getTime() - (grantedAt ?? 0) * 1000;
  return age >= 0 && age < verificationPolicy.pack.grantRenewMs;
}

function grantOf(
  { keys }: Pick<Context, 'keys'>,
  { encryptionKey }: EnrolledReader,
  rights: Rights,
  issuedAt: number,
): Promise<Uint8Array> {
  const expiresAt = issuedAt + verificationPolicy.enrolment.grantSeconds;
  return signDeviceGrant({ ...rights, issuedAt, expiresAt }, encryptionKey, keys.trustRoot());
}

async function knownFlags(
  { guard }: PackDesk,
  ctx: Pick<Context, 'db'>,
  reader: EnrolledReader,
  now: Date,
): Promise<LookFlag[]> {
  try {
    return await guard.ask(() => flagsOf(ctx, reader.readerId, now));
  } catch (error) {
    // A pack without flags is better than none: they come with the next one.
    if (error instanceof DatabaseAway) return [];
    throw error;
  }
}

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
