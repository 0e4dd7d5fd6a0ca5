/** A signed list as verification nodes read it. */
export type PublishedListTable = {
  kind: 'trust' | 'status';
  /** Number of the status list; 0 for the trust list. */
  list: number;
  version: string;
  issued_at: Date;
  bytes: Buffer;
};

/** A reader's refused scan that stands in the audit log: a node that sends it again is told nothing twice. */
export type ToldRefusalTable = {
  evidence_id: string;
  told_at: Date;
};

export type NodeTables = { published_list: PublishedListTable; told_refusal: ToldRefusalTable };
