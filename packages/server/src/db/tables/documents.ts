import type { ColumnType, Generated } from 'kysely';

/** Photos of the document (A5), sealed under the person's key. */
export type DocumentPhotoTable = {
  person_id: string;
  application_id: string;
  side: 'front' | 'back';
  sealed: Buffer;
  /** The card alone, as a reviewer sees it. */
  sealed_crop: Generated<Buffer | null>;
  image_hash: Buffer;
  measurements: ColumnType<unknown, string, string>;
  received_at: Date;
};

/** Documents that people photograph. */
export type DocumentTables = { document_photo: DocumentPhotoTable };
