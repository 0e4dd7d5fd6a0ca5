/** Where a reviewer's note stands, for sealing: that of an opinion by its round, or of handing the case on. */
export function placeOfNote(caseId: string, of: number | 'escalation'): string {
  return `review-note:${caseId}:${of}`;
}
