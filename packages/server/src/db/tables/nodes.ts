/** A signed list as verification nodes read it. */
export type PublishedListTable = {
  kind: 'trust' | 'status';
  /** Number of the status list; 0 for the trust list. */
  list: number;
  version: string;
  issued_at: Date;
  bytes: Buffer;
};

export type NodeTables = { published_list: PublishedListTable };
