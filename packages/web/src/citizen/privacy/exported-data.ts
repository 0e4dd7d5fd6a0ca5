type Reason = { readonly reason: string };

/** The export as this page reads it; docs/export-format.md describes the whole of it. */
export type ExportedData = {
  readonly account: {
    readonly mobile: string | null;
    readonly level: string;
    readonly createdAt: string;
    readonly holder: { readonly name: string; readonly number: string } | null;
  };
  readonly applications: readonly {
    readonly id: string;
    readonly service: { readonly name: string };
    readonly state: string;
    readonly about: { readonly name: string; readonly number: string };
    readonly typed: Readonly<Record<string, unknown>> | null;
    readonly createdAt: string;
    readonly decision: { readonly reasons: readonly Reason[] } | null;
  }[];
  readonly credentials: readonly {
    readonly id: string;
    readonly service: string;
    readonly identifier: string;
    readonly status: string;
    readonly issuedAt: string;
    readonly expiresAt: string;
  }[];
  readonly looks: readonly { readonly at: string; readonly by: string | null }[];
  readonly consents: readonly {
    readonly version: string;
    readonly granted_at: string;
    readonly withdrawn_at: string | null;
    readonly text: readonly string[] | null;
  }[];
  readonly notifications: readonly { readonly kind: string; readonly created_at: string }[];
  readonly sessions: readonly { readonly created_at: string; readonly ended_at: string | null }[];
};
