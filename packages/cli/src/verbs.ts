import type { Verb } from './verb.ts';

/** Every verb of `suizheng`; each is loaded only when called, because some bring models and databases with them. */
export const verbs: readonly Verb[] = [
  {
    words: 'face-check',
    usage: '--portrait P.jpg --clip C.mp4 --steps right,blink,left,mouth [--json]',
    summary: 'Examine a clip as the server does: live, the steps in order, and the person of the portrait.',
    database: false,
    load: async () => (await import('./face-check.ts')).faceCheck,
  },
  {
    words: 'verify',
    usage: 'QRTEXT [--server URL | --pack FILE] [--root KEY] [--scope rail] [--json]',
    summary:
      'Check the text of a credential QR as a gate does, with the lists of a server, its cache or a pack.',
    database: false,
    load: async () => (await import('./verify-qr.ts')).verifyQr,
  },
  {
    words: 'keys rotate',
    usage: '[--status | --fields | --tokens | --withdraw] [--at-once] [--json]',
    summary:
      'Publish a new issuing key; credentials of earlier ones stay valid, unless those are withdrawn as stolen.',
    database: false,
    load: async () => (await import('./keys.ts')).keysRotate,
  },
  {
    words: 'keys for-nodes',
    usage: 'FOLDER [--json]',
    summary:
      'Write what verification nodes need: the trust root’s public half and the field keys; nothing that signs.',
    database: false,
    load: async () => (await import('./keys.ts')).keysForNodes,
  },
  {
    words: 'reader enrol-code',
    usage: '--organisation NAME --label PLACE --scope rail --purposes rail.entry,rail.check [--json]',
    summary: 'Make a one-time code with which a gate or a back end enrols as a reader.',
    database: true,
    load: async () => (await import('./readers.ts')).readerEnrolCode,
  },
  {
    words: 'reader list',
    usage: '[--json]',
    summary: 'List the readers, with what each may see and which were ended.',
    database: true,
    load: async () => (await import('./readers.ts')).readerList,
  },
  {
    words: 'reader revoke',
    usage: 'ID --reason WORDS [--json]',
    summary: 'End a reader: its token stops working at once.',
    database: true,
    load: async () => (await import('./readers.ts')).readerRevoke,
  },
  {
    words: 'staff add',
    usage:
      '--name NAME --counter PLACE --roles officer,reviewer [--counter-level county] [--number OWN_ID] [--json]',
    summary:
      'Add a member of staff (roles: officer, reviewer, approver, administrator); prints their enrolment link once.',
    database: true,
    load: async () => (await import('./staff.ts')).staffAdd,
  },
  {
    words: 'staff list',
    usage: '[--json]',
    summary: 'List the staff, with roles and who was ended.',
    database: true,
    load: async () => (await import('./staff.ts')).staffList,
  },
  {
    words: 'staff link',
    usage: 'ID [--json]',
    summary: 'Make a new enrolment link for somebody who lost a passkey or second factor.',
    database: true,
    load: async () => (await import('./staff.ts')).staffLink,
  },
  {
    words: 'staff revoke',
    usage: 'ID [--json]',
    summary: 'End a member of staff’s access at once, with every session.',
    database: true,
    load: async () => (await import('./staff.ts')).staffRevoke,
  },
  {
    words: 'audit verify',
    usage: '[--json]',
    summary: 'Recompute the audit chain and name the first record that was changed, if any.',
    database: true,
    load: async () => (await import('./audit.ts')).auditVerify,
  },
  {
    words: 'audit new-tree',
    usage: '--by NAME --reason WORDS [--json]',
    summary:
      'After verification has failed: close the tree, say so in the first record of a new one, and go on sealing there.',
    database: true,
    load: async () => (await import('./audit.ts')).auditNewTree,
  },
  {
    words: 'migrate',
    usage: '[--json]',
    summary: 'Bring the database to the schema of this version.',
    database: true,
    load: async () => (await import('./migrate.ts')).migrateDatabase,
  },
];
