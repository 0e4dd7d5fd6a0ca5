import { randomUUID } from 'node:crypto';
import { type Context, SYSTEM } from '../context.ts';
import { personById } from '../db/people.ts';
import type { ApplicationKey } from '../db/settle-statements.ts';
import { placeOfPhoto } from '../flows/documents/document-subject.ts';
import { placeOfFrame } from '../flows/real-person-checks/reference.ts';
import { settle } from '../flows/settle/settle.ts';
import { seedApplication, seedProof } from './seed-application.ts';

type SeedContext = Pick<Context, 'db' | 'pool' | 'clock' | 'random' | 'keys'>;

/** A case for reviewers, and the application it is about. */
export type SeededCase = ApplicationKey & { readonly caseId: string };

/** Bytes that begin as a JPEG does. */
export const pictureOf = (what: string): Buffer =>
  Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from(what)]);

/**
 * An application in review as settle leaves it: with sealed photos of the document, or a face check whose match was not
 * clear and its frames. `secondLook` says what chance would; absent, no second look is drawn.
 */
export async function seedReview(
  context: SeedContext,
  options: {
    readonly subject: { name: string; number: string };
    readonly accountId: string;
    readonly kind?: 'documents' | 'face';
    readonly secondLook?: boolean;
    readonly pictures?: { readonly front: Buffer; readonly back: Buffer };
  },
): Promise<SeededCase> {
  const { kind = 'documents', secondLook = false, accountId } = options;
  const key = await seedApplication(context, { subject: options.subject, accountId });
  if (kind === 'documents') {
    await seedPhotos(
      context,
      key,
      options.pictures ?? { front: pictureOf('front'), back: pictureOf('back') },
    );
    await seedProof(context, key, 'review', 'document-review');
    await context.db
      .updateTable('application')
      .set({ chosen_rung: 'document-review' })
      .where('person_id', '=', key.personId)
      .where('application_id', '=', key.applicationId)
      .execute();
  } else {
    await seedFaceCheck(context, key, accountId);
    await seedProof(context, key, 'review');
  }
  await settle(context, key, SYSTEM);
  const { case_id } = await context.db
    .updateTable('review_case')
    .set({ second_look: secondLook })
    .where('person_id', '=', key.personId)
    .where('application_id', '=', key.applicationId)
    .returning('case_id')
    .executeTakeFirstOrThrow();
  return { ...key, caseId: case_id };
}

/** Seals photos of both sides as the upload does. */
export async function seedPhotos(
  { db, keys, clock }: Pick<Context, 'db' | 'keys' | 'clock'>,
  { personId, applicationId }: ApplicationKey,
  pictures: { readonly front: Buffer; readonly back: Buffer },
): Promise<void> {
  const { data_key } = await personById(db, personId);
  for (const side of ['front', 'back'] as const) {
    await db
      .insertInto('document_photo')
      .values({
        person_id: personId,
        application_id: applicationId,
        side,
        sealed: keys.seal(data_key, placeOfPhoto(applicationId, side), pictures[side]),
        image_hash: Buffer.alloc(32),
        measurements: '{}',
        received_at: clock(),
      })
      .execute();
  }
}

async function seedFaceCheck(
  { db, keys, clock }: Pick<Context, 'db' | 'keys' | 'clock'>,
  { personId, applicationId }: ApplicationKey,
  accountId: string,
): Promise<void> {
  const { data_key } = await personById(db, personId);
  const now = clock();
  const check_id = randomUUID();
  await db
    .insertInto('real_person_check')
    .values({
      person_id: personId,
      check_id,
      account_id: accountId,
      subject_of: 'application',
      application_id: applicationId,
      credential_id: null,
      new_holder_key: null,
      nonce: 'seeded',
      steps: ['blink'],
      step_opened_at: now,
      step_deadline: now,
      state: 'in-review',
      reference: null,
      reasons: '[{"code":"match-uncertain"}]',
      created_at: now,
      ended_at: now,
    })
    .execute();
  const frames = [
    [0, 'before', 500],
    [1, 'peak', 3_500],
  ] as const;
  for (const [step, moment, at_ms] of frames) {
    await db
      .insertInto('check_frame')
      .values({
        person_id: personId,
        check_id,
        step,
        moment,
        at_ms,
        image_hash: Buffer.from(randomUUID()),
        sealed: keys.seal(data_key, placeOfFrame(check_id, step, moment), pictureOf(`face ${step}`)),
        received_at: now,
      })
      .execute();
  }
}
