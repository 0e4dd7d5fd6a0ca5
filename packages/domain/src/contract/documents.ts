import { z } from 'zod';
import { DOCUMENT_SIDES } from '../policy/document-photo.ts';
import { ApplicationView } from './applications.ts';
import { id, instant } from './fields.ts';
import { resource } from './resource.ts';

/** Base64 characters of a photo of 6 MB. */
const MOST_CHARACTERS = 8_400_000;

const consent = z.strictObject(
  {
    version: z.string({ error: 'consent.missing' }).min(1, { error: 'consent.missing' }).max(40),
    guardian: z.boolean().optional(),
  },
  { error: 'consent.missing' },
);

const side = z.enum(DOCUMENT_SIDES);

/** An accepted photo of one side of the document; the picture itself is not given out again. */
export const DocumentPhotoView = z.object({ side, receivedAt: instant }).meta({ id: 'DocumentPhoto' });
export type DocumentPhotoView = z.infer<typeof DocumentPhotoView>;

export const putDocumentPhoto = resource({
  id: 'putDocumentPhoto',
  method: 'PUT',
  path: '/api/v1/applications/{id}/document-photos/{side}',
  summary:
    'Hand in the photo of one side of the document (A5); a refused one names every failed rule under `front` or `back` and replaces nothing',
  access: 'account',
  openToMasked: true,
  status: 200,
  params: z.object({ id, side }),
  body: z.strictObject({
    /** JPEG, PNG or WebP as base64. */
    image: z
      .string()
      .min(100, { error: 'document.unreadable' })
      .max(MOST_CHARACTERS, { error: 'document.too-large' }),
    consent,
  }),
  answer: DocumentPhotoView,
  problems: [
    'not-signed-in',
    'not-found',
    'wrong-state',
    'online-closed',
    'validation-failed',
    'too-many-requests',
    'too-large',
    'busy',
  ],
});

export const listDocumentPhotos = resource({
  id: 'listDocumentPhotos',
  method: 'GET',
  path: '/api/v1/applications/{id}/document-photos',
  summary: 'Which sides of the document were handed in and accepted',
  access: 'account',
  openToMasked: true,
  status: 200,
  params: z.object({ id }),
  answer: z.array(DocumentPhotoView),
  problems: ['not-signed-in', 'not-found'],
});

export const submitDocumentPhotos = resource({
  id: 'submitDocumentPhotos',
  method: 'POST',
  path: '/api/v1/applications/{id}/document-photos/submission',
  summary:
    'Send both sides to a reviewer (A5); takes this way if another one was chosen, with the separate consent to it (A12)',
  access: 'account',
  openToMasked: true,
  idempotent: true,
  status: 200,
  params: z.object({ id }),
  body: z.strictObject({ consent }),
  answer: ApplicationView,
  problems: [
    'not-signed-in',
    'not-found',
    'wrong-state',
    'online-closed',
    'validation-failed',
    'idempotency-key-missing',
    'idempotency-key-reused',
    'in-progress',
  ],
});
