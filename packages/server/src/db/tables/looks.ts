/** A holder's report of a look or of a service's check about them (T5); `note` and `answer` are sealed under the account's key. */
export type LookReportTable = {
  account_id: string;
  report_id: string;
  evidence_id: string;
  kind: 'look' | 'service';
  /** Null for a device that is not enrolled. */
  organisation: string | null;
  reader_id: string | null;
  client_id: string | null;
  party_id: string | null;
  purpose: string | null;
  looked_at: Date;
  reason: string;
  note: Buffer | null;
  state: 'received' | 'upheld' | 'dismissed';
  created_at: Date;
  due_at: Date;
  decided_by: string | null;
  decided_at: Date | null;
  answer: Buffer | null;
};

export type LookTables = {
  look_report: LookReportTable;
};
