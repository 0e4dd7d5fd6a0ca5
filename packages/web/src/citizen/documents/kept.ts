import type { DocumentSide } from '@suizheng/domain/policy/document-photo.ts';
import { useParams } from '@tanstack/react-router';
import { readSession, writeSession } from '../../shared/session-value.ts';

/** The application named by the address. */
export function useApplicationId(): string {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  return id;
}

/** Where a step of photographing the document is. */
export const documentsPage = (id: string, step: DocumentSide | 'check' | '' = ''): string =>
  `/applications/${id}/documents${step === '' ? '' : `/${step}`}`;

/** The separate consent given on this visit; sent along with every photo. */
export type Consent = { readonly version: string; readonly guardian?: true };

const consentKey = (id: string) => `documents.${id}.consent`;
const guardianKey = (id: string) => `documents.${id}.guardian`;
export const readConsent = (id: string): Consent | undefined => readSession<Consent>(consentKey(id));
export const writeConsent = (id: string, consent: Consent | undefined): void =>
  writeSession(consentKey(id), consent);
/** Notes that the server asks for a guardian's consent (under fourteen). */
export const askGuardian = (id: string): void => writeSession(guardianKey(id), true);
export const needsGuardian = (id: string): boolean => readSession<boolean>(guardianKey(id)) === true;

/**
 * A photo as it was taken, base64 JPEG, and whether the server has accepted it. Kept for this visit alone: it survives
 * a reload and a lost network, and goes with the tab, the sign-out, and the sending.
 */
export type KeptPhoto = { readonly image: string; readonly accepted: boolean };

const photoKey = (id: string, side: DocumentSide) => `documents.${id}.${side}`;
export const readPhoto = (id: string, side: DocumentSide): KeptPhoto | undefined =>
  readSession<KeptPhoto>(photoKey(id, side));
export const writePhoto = (id: string, side: DocumentSide, photo: KeptPhoto | undefined): void =>
  writeSession(photoKey(id, side), photo);

/** Forgets the photos of this visit: they are with the reviewer. */
export function forgetPhotos(id: string): void {
  writePhoto(id, 'front', undefined);
  writePhoto(id, 'back', undefined);
}

/** A kept photo as an address for an image element. */
export const dataUrl = ({ image }: KeptPhoto): string => `data:image/jpeg;base64,${image}`;
