import type { CasePicture } from '@suizheng/domain/contract/review.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { type Kysely, sql } from 'kysely';
import type { Actor, Context } from '../../context.ts';
import type { Database } from '../../db/schema.ts';
import { registerFor } from '../../gateways/permit-register.ts';
import { placeOfPhoto } from '../documents/document-subject.ts';
import { placeOfFrame } from '../real-person-checks/reference.ts';
import { auditLook } from '../staff/audit-look.ts';
import type { StaffMember } from '../staff/staff-token.ts';
import { type CaseRow, heldCase } from './held-case.ts';
import { subjectOf } from './typed.ts';

type PictureContext = Pick<Context, 'db' | 'clock' | 'keys' | 'population' | 'permits'>;

/** The pictures of a case by name: the portrait on record always, then the document's sides or the face's frames. */
export async function picturesOf(db: Kysely<Database>, row: CaseRow): Promise<CasePicture[]> {
  const register: CasePicture = { name: 'register', group: 'register' };
  if (row.kind === 'documents') return [register, ...(await photosOf(db, row))];
  const frames = await framesOf(db, row).select(['f.step', 'f.moment']).orderBy('f.at_ms').execute();
  return [
    register,
    ...frames.map(({ step, moment }) => ({ name: `face-${step}-${moment}`, group: 'face' as const })),
  ];
}

/** Each side as the card alone where it was found in the photo, and then the whole photo too: its edges tell a screen or a copy. */
async function photosOf(db: Kysely<Database>, row: CaseRow): Promise<CasePicture[]> {
  const photos = await db
    .selectFrom('document_photo')
    .select(['side', sql<boolean>`sealed_crop is not null`.as('cropped')])
    .where('person_id', '=', row.person_id)
    .where('application_id', '=', row.application_id)
    .orderBy('side', 'desc')
    .execute();
  return photos.flatMap(({ side, cropped }) => [
    { name: side, group: side },
    ...(cropped ? [{ name: `${side}-whole`, group: side }] : []),
  ]);
}

/**
 * One picture of a case held, as JPEG: opened here, or asked of the register with purpose `review`, outside any
 * transaction and kept nowhere. Throws `not-found`, `case-not-held`, `register-unavailable`. Every look is audited first.
 */
export async function readCasePicture(
  context: PictureContext,
  staff: StaffMember,
  { caseId, name }: { readonly caseId: string; readonly name: string },
  actor: Actor,
): Promise<Uint8Array> {
  const row = await heldCase(context, staff, caseId, { actor, act: 'picture' });
  await auditLook(context.db, actor, 'review-case', { kind: 'review-case', id: caseId }, { picture: name });
  if (name === 'register') return askRegister(context, row);
  const bytes =
    row.kind === 'documents' ? await openPhoto(context, row, name) : await openFrame(context, row, name);
  if (bytes === null) throw new AppError('not-found');
  return bytes;
}

async function askRegister(context: PictureContext, row: CaseRow): Promise<Uint8Array> {
  const { number, document } = subjectOf(context.keys, row);
  const answer = await registerFor(context, document).portrait({ number, purpose: 'review' });
  if (answer.kind === 'unavailable')
    throw new AppError('register-unavailable', { params: { seconds: answer.retryAfter ?? 5 } });
  if (answer.kind !== 'portrait') throw new AppError('not-found');
  return answer.jpeg;
}

async function openPhoto(
  { db, keys }: PictureContext,
  row: CaseRow,
  name: string,
): Promise<Uint8Array | null> {
  const [, side, whole] = /^(front|back)(-whole)?$/.exec(name) ?? [];
  if (side !== 'front' && side !== 'back') return null;
  const photo = await db
    .selectFrom('document_photo')
    .select(['sealed', 'sealed_crop'])
    .where('person_id', '=', row.person_id)
    .where('application_id', '=', row.application_id)
    .where('side', '=', side)
    .executeTakeFirst();
  if (!photo) return null;
  const part = photo.sealed_crop && !whole ? 'crop' : 'photo';
  const sealed = part === 'crop' ? photo.sealed_crop! : photo.sealed;
  return keys.open(row.data_key, placeOfPhoto(row.application_id, side, part), sealed);
}

async function openFrame(
  { db, keys }: PictureContext,
  row: CaseRow,
  name: string,
): Promise<Uint8Array | null> {
  const [, step, moment] = /^face-(\d)-(before|peak|after)$/.exec(name) ?? [];
  if (step === undefined) return null;
  const frame = await framesOf(db, row)
    .select(['f.check_id', 'f.sealed', 'f.step', 'f.moment'])
    .where('f.step', '=', Number(step))
    .where('f.moment', '=', moment as 'before' | 'peak' | 'after')
    .executeTakeFirst();
  return frame
    ? keys.open(row.data_key, placeOfFrame(frame.check_id, frame.step, frame.moment), frame.sealed)
    : null;
}

/** Frames of the check that waits: the latest one, should there be several. */
function framesOf(db: Kysely<Database>, row: CaseRow) {
  return db
    .selectFrom('check_frame as f')
    .where('f.person_id', '=', row.person_id)
    .where('f.check_id', '=', (is) =>
      is
        .selectFrom('real_person_check as k')
        .select('k.check_id')
        .where('k.person_id', '=', row.person_id)
        .where('k.application_id', '=', row.application_id)
        .where('k.state', '=', 'in-review')
        .orderBy('k.created_at', 'desc')
        .limit(1),
    );
}
