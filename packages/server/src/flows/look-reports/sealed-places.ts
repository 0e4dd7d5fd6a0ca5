/** Where a holder's words about a look stand, for their seal under the account's key. */
export const placeOfReportNote = (reportId: string): string => `look-report:${reportId}`;

/** Where the officer's answer to them stands, for its seal under the account's key. */
export const placeOfReportAnswer = (reportId: string): string => `look-report-answer:${reportId}`;
