/** Where a photo of the document stands, for sealing. */
export function placeOfPhoto(applicationId: string, side: 'front' | 'back'): string {
  return `document-photo:${applicationId}:${side}`;
}
