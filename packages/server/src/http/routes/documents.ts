import * as documents from '@suizheng/domain/contract/documents.ts';
import type { DocumentContext } from '../../flows/documents/document-subject.ts';
import { listDocumentPhotos } from '../../flows/documents/list-document-photos.ts';
import { putDocumentPhoto } from '../../flows/documents/put-document-photo.ts';
import { submitDocumentPhotos } from '../../flows/documents/submit-document-photos.ts';
import { type Binding, bind } from '../bind.ts';

/** Photos of the document, for people to review (A5). */
export const documentRoutes = (context: DocumentContext): Binding[] => [
  bind(documents.putDocumentPhoto, ({ caller, params, body, actor }) =>
    putDocumentPhoto(context, caller, { applicationId: params.id, side: params.side, ...body, actor }),
  ),
  bind(documents.listDocumentPhotos, ({ caller, params }) => listDocumentPhotos(context, caller, params.id)),
  bind(documents.submitDocumentPhotos, ({ caller, params, body, operationId, actor, locale }) =>
    submitDocumentPhotos(context, caller, { applicationId: params.id, ...body, operationId, actor, locale }),
  ),
];
