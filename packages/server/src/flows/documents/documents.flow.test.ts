import { randomUUID } from 'node:crypto';
import { DOCUMENT_CONSENT } from '@suizheng/domain/contract/consent-terms.ts';
import { DAY_MS } from '@suizheng/domain/policy/calendar.ts';
import { type DocumentSide, documentPhotoPolicy } from '@suizheng/domain/policy/document-photo.ts';
import { reviewPolicy } from '@suizheng/domain/policy/review.ts';
import { VisionError } from '@suizheng/vision/vision-error.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { personById } from '../../db/people.ts';
import type { ApplicationKey } from '../../db/settle-statements.ts';
import { documentPicture, goodCard, scriptedVision } from '../../testing/scripted-vision.ts';
import { seedApplication, seedProof, syntheticSubject } from '../../testing/seed-application.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { chooseWay, withdraw } from '../applications/change-course.ts';
import { readApplication } from '../applications/read-applications.ts';
import { settle } from '../settle/settle.ts';
import { type DocumentConsent, placeOfPhoto } from './document-subject.ts';
import { forgetDocumentPhotos } from './forget-document-photos.ts';
import { listDocumentPhotos } from './list-document-photos.ts';
import { putDocumentPhoto } from './put-document-photo.ts';
import { openReading } from './reading.ts';
import { submitDocumentPhotos } from './submit-document-photos.ts';

const consent: DocumentConsent = { version: DOCUMENT_CONSENT.version };
let context: TestContext;
const vision = scriptedVision();
let next = 7_000;

beforeAll(async () => {
  context = await testContext({ vision });
});
afterAll(() => context?.close());

type Applicant = { accountId: string; key: ApplicationKey };

async function applicant(subject = syntheticSubject(next++)): Promise<Applicant> {
  const accountId = await context.newAccount('registered');
  const key = await seedApplication(context, { subject, accountId });
  await settle(context, key, by(accountId));
  return { accountId, key };
}

const by = (accountId: string) => ({ kind: 'account', id: accountId, traceId: null }) as const;

const put = (
  { accountId, key }: Applicant,
  side: DocumentSide,
  image: Buffer = documentPicture(goodCard(side)),
  given: DocumentConsent = consent,
) =>
  putDocumentPhoto(
    context,
    { accountId, personId: null },
    {
      applicationId: key.applicationId,
      side,
      image: image.toString('base64'),
      consent: given,
      actor: by(accountId),
    },
  );

const submit = ({ accountId, key }: Applicant, operationId: string = randomUUID()) =>
  submitDocumentPhotos(
    context,
    { accountId, personId: null },
    { applicationId: key.applicationId, consent, operationId, actor: by(accountId), locale: 'en' },
  );

const sides = async ({ accountId, key }: Applicant) =>
  (await listDocumentPhotos(context, { accountId }, key.applicationId)).map(({ side }) => side);

const stored = ({ key }: Applicant) =>
  context.db
    .selectFrom('document_photo')
    .selectAll()
    .where('person_id', '=', key.personId)
    .orderBy('side')
    .execute();

const proofs = ({ key }: Applicant) =>
  context.db.selectFrom('proof').selectAll().where('person_id', '=', key.personId).execute();

describe('photos of the document', () => {
  it('A5: both sides, sent, wait for a reviewer; the case is about documents, and no face is asked for any more', async () => {
    const one = await applicant();
    await put(one, 'front');
    await put(one, 'back');
    expect(await sides(one)).toEqual(['front', 'back']);
    const view = await submit(one);
    expect(view.state).toBe('in-review');
    expect(view.reasons.map(({ code }) => code)).toEqual(['document-photos-sent']);
    const found = await context.db
      .selectFrom('review_case')
      .select(['kind', 'state'])
      .where('person_id', '=', one.key.personId)
      .execute();
    expect(found).toEqual([{ kind: 'documents', state: 'open' }]);
    const row = await context.db
      .selectFrom('application')
      .select(['chosen_rung', 'declined_face'])
      .where('application_id', '=', one.key.applicationId)
      .executeTakeFirst();
    expect(row).toEqual({ chosen_rung: 'document-review', declined_face: true });
  });

  it('A11: a refused photo names each failed rule under its side and keeps what was there', async () => {
    const one = await applicant();
    await put(one, 'back');
    await put(one, 'front');
    const [before] = (await stored(one)).filter(({ side }) => side === 'front');
    const card = { ...goodCard('front').card!, glare: 0.2, sharpness: 0.2 };
    await expect(put(one, 'front', documentPicture({ ...goodCard('front'), card }))).rejects.toMatchObject({
      code: 'validation-failed',
      fields: [
        { field: 'front', code: 'document.glare' },
        { field: 'front', code: 'document.blurred' },
      ],
    });
    await expect(put(one, 'front', documentPicture(goodCard('back')))).rejects.toMatchObject({
      fields: [{ field: 'front', code: 'document.wrong-side' }],
    });
    await expect(put(one, 'front', Buffer.alloc(200, 7))).rejects.toMatchObject({
      fields: [{ field: 'front', code: 'document.unreadable' }],
    });
    const [after] = (await stored(one)).filter(({ side }) => side === 'front');
    expect(after!.image_hash).toEqual(before!.image_hash);
    expect(await sides(one)).toEqual(['front', 'back']);
  });

  it('A11: a retry replaces that side alone', async () => {
    const one = await applicant();
    await put(one, 'back');
    await put(one, 'front');
    const [back, front] = await stored(one);
    await put(one, 'front');
    const [backAfter, frontAfter] = await stored(one);
    expect(backAfter!.image_hash).toEqual(back!.image_hash);
    expect(frontAfter!.image_hash).not.toEqual(front!.image_hash);
  });

  it('is sealed under the person’s key, photo and card apart, bound to the side', async () => {
    const one = await applicant();
    const picture = documentPicture(goodCard('front'));
    await put(one, 'front', picture);
    const [row] = await stored(one);
    const { data_key } = await personById(context.db, one.key.personId);
    const place = placeOfPhoto(one.key.applicationId, 'front');
    expect(context.keys.open(data_key, place, row!.sealed).equals(picture)).toBe(true);
    const crop = placeOfPhoto(one.key.applicationId, 'front', 'crop');
    expect(context.keys.open(data_key, crop, row!.sealed_crop!).toString()).toBe('crop');
    const elsewhere = placeOfPhoto(one.key.applicationId, 'back');
    expect(() => context.keys.open(data_key, elsewhere, row!.sealed)).toThrow();
    expect(row!.measurements).toMatchObject({ card: { outline: 0.99 } });
  });

  it('A5: the reviewer is told whether name and number on the card are the register’s; the row holds neither', async () => {
    const subject = syntheticSubject(next++);
    const one = await applicant(subject);
    const text = (words: string) => ({ text: words, score: 0.99 });
    const read = { name: text(subject.name), number: text('11010519491231002X') };
    await put(one, 'front', documentPicture(goodCard('front'), read));
    const [row] = await stored(one);
    expect(row!.measurements).toMatchObject({ agrees: { name: 'same', number: 'other' } });
    const { data_key } = await personById(context.db, one.key.personId);
    expect(openReading(context.keys, data_key, one.key.applicationId, row!.measurements)).toEqual({
      name: subject.name,
      number: '11010519491231002X',
    });
    for (const secret of [subject.name, subject.number, '11010519491231002X'])
      expect(JSON.stringify(row!.measurements)).not.toContain(secret);
  });

  it('A12: nothing is taken without the separate consent of today’s text; it is recorded once with its version', async () => {
    const one = await applicant();
    await expect(put(one, 'front', undefined, { version: 'old' })).rejects.toMatchObject({
      fields: [{ field: 'consent', code: 'consent.missing' }],
    });
    await put(one, 'front');
    await put(one, 'back');
    await submit(one);
    const kept = await context.db
      .selectFrom('consent')
      .select(['kind', 'version', 'guardian'])
      .where('account_id', '=', one.accountId)
      .execute();
    expect(kept).toEqual([{ kind: 'document-photos', version: DOCUMENT_CONSENT.version, guardian: false }]);
  });

  it('A12: under fourteen a guardian consents', async () => {
    // Born in 2016 by the number.
    const child = await applicant(syntheticSubject(500 * 24_200));
    await expect(put(child, 'front')).rejects.toMatchObject({
      fields: [{ field: 'consent.guardian', code: 'consent.missing' }],
    });
    await put(child, 'front', undefined, { ...consent, guardian: true });
    expect(await sides(child)).toEqual(['front']);
  });

  it('A5: names the side that is missing, and sends nothing', async () => {
    const one = await applicant();
    await put(one, 'front');
    await expect(submit(one)).rejects.toMatchObject({
      fields: [{ field: 'back', code: 'document.missing' }],
    });
    expect(await proofs(one)).toHaveLength(0);
  });

  it('sends once: the same act again, and two acts at the same moment, are one proof', async () => {
    const one = await applicant();
    await put(one, 'front');
    await put(one, 'back');
    const act = randomUUID();
    const answers = await Promise.allSettled([submit(one, act), submit(one, act), submit(one)]);
    expect(answers.some(({ status }) => status === 'fulfilled')).toBe(true);
    expect((await submit(one, (await proofs(one))[0]!.proof_id)).state).toBe('in-review');
    expect(await proofs(one)).toHaveLength(1);
  });

  it('takes no photo for an application that is another’s, decided, or with a reviewer', async () => {
    const one = await applicant();
    const stranger = { accountId: await context.newAccount(), key: one.key };
    await expect(put(stranger, 'front')).rejects.toMatchObject({ code: 'not-found' });
    await expect(sides(stranger)).rejects.toMatchObject({ code: 'not-found' });
    await put(one, 'front');
    await put(one, 'back');
    await submit(one);
    await expect(put(one, 'front')).rejects.toMatchObject({ code: 'wrong-state' });
    const other = await applicant();
    await withdraw(
      context,
      { accountId: other.accountId },
      { applicationId: other.key.applicationId, actor: by(other.accountId), locale: 'en' },
    );
    await expect(put(other, 'front')).rejects.toMatchObject({ code: 'wrong-state' });
  });

  it('A5: a reviewer’s refusal opens the way again, with the photos gone', async () => {
    const one = await applicant();
    await put(one, 'front');
    await put(one, 'back');
    await submit(one);
    context.advance(60_000);
    await seedProof(context, one.key, 'refuse', 'document-review');
    await settle(context, one.key, by(one.accountId));
    await forgetDocumentPhotos(context);
    expect(await sides(one)).toEqual([]);
    const view = await readApplication(context, { accountId: one.accountId }, one.key.applicationId, 'en');
    expect(view.ways.map(({ rung }) => rung)).toContain('document-review');
    context.advance(60_000);
    await put(one, 'front');
    await put(one, 'back');
    expect((await submit(one)).state).toBe('in-review');
    expect(await forgetDocumentPhotos(context)).toBe(0);
    expect(await sides(one)).toEqual(['front', 'back']);
  });

  it('A12: photos stay while a review waits and go when it has ended, when they are never sent, and at the latest in time', async () => {
    const waits = await applicant();
    await put(waits, 'front');
    await put(waits, 'back');
    await submit(waits);
    const draft = await applicant();
    await put(draft, 'front');
    const gone = await applicant();
    await put(gone, 'front');
    await withdraw(
      context,
      { accountId: gone.accountId },
      { applicationId: gone.key.applicationId, actor: by(gone.accountId), locale: 'en' },
    );
    await forgetDocumentPhotos(context);
    expect([await stored(waits), await stored(draft), await stored(gone)].map((rows) => rows.length)).toEqual(
      [2, 1, 0],
    );
    context.advance(documentPhotoPolicy.draftForMs + 1);
    await forgetDocumentPhotos(context);
    expect([(await stored(waits)).length, (await stored(draft)).length]).toEqual([2, 0]);
    context.advance(reviewPolicy.picturesForMs - DAY_MS);
    await forgetDocumentPhotos(context);
    expect(await stored(waits)).toHaveLength(0);
  });

  it('A12: choosing another way leaves the photos, so that nothing is photographed twice', async () => {
    const one = await applicant();
    await put(one, 'front');
    await chooseWay(
      context,
      { accountId: one.accountId },
      { applicationId: one.key.applicationId, rung: 'counter', actor: by(one.accountId), locale: 'en' },
    );
    await put(one, 'back');
    expect((await submit(one)).state).toBe('in-review');
  });

  it('counts what is measured, and says busy when the machines are', async () => {
    const one = await applicant();
    const [{ most }] = documentPhotoPolicy.measured;
    for (let i = 0; i < most; i++) await put(one, 'front');
    await expect(put(one, 'front')).rejects.toMatchObject({ code: 'too-many-requests' });
    const other = await applicant();
    const { measureDocument } = vision;
    vision.measureDocument = () => Promise.reject(new VisionError('pool-busy', 'busy'));
    await expect(put(other, 'front')).rejects.toMatchObject({ code: 'busy' });
    vision.measureDocument = measureDocument;
  });
});
