import { inAll, type Text } from '../text/locale.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './calendar.ts';

/** What staff may do: serve at the counter, review documents, confirm what needs four eyes, administer staff and readers. */
export const STAFF_ROLES = ['officer', 'reviewer', 'approver', 'administrator'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/** Figures of staff access; times in milliseconds. An agency changes them here and nowhere else. */
export const STAFF_ACCESS_POLICY = {
  session: {
    /** NIST SP 800-63B-4, AAL2 allows an hour without use; a counter stands in a public hall, so a quarter of it. */
    idleMs: 15 * MINUTE_MS,
    /** A shift: signed in again at least this often, whatever the use. */
    longestMs: 8 * HOUR_MS,
    /** The use is written down at most this often: not every click is a write. */
    notedEveryMs: 30_000,
  },
  /** An enrolment link is handed over in person and works once. */
  enrolment: { validForMs: 24 * HOUR_MS, tries: 10 },
  /** A passkey's challenge waits for the touch this long. */
  challengeForMs: 5 * MINUTE_MS,
  /** RFC 9449 §11.1: a proof counts for so long around its time; as long it is remembered, so that it counts once. */
  proof: { aroundMs: MINUTE_MS },
  /**
   * Second factor, RFC 6238: 30 s a step, one step of clock drift to either side; wrong codes of one member of staff in
   * each window. Fewer than the 100 in a row that NIST SP 800-63B-4 §3.2.2 allows.
   */
  oneTimeCode: {
    digits: 6,
    periodS: 30,
    drift: 1,
    wrong: [
      { most: 5, withinMs: 15 * MINUTE_MS },
      { most: 15, withinMs: DAY_MS },
      { most: 60, withinMs: 30 * DAY_MS },
    ],
    /**
     * Whoever has the passkey and guesses codes for that long gets in with at most this chance: 2 × 60 × 3 in a million. A
     * window begins with its first count, the holder's own sign-in too: two may meet within that time, never more.
     */
    guessed: { chance: 0.0004, withinMs: 30 * DAY_MS },
  },
} as const;

/** Why a member of staff looks at somebody's data: chosen by them before they look, kept in the audit log. */
export const LOOK_PURPOSES = [
  'identify-applicant',
  'issue-paper',
  'print-paper',
  'change-status',
  'review-case',
  'face-sign',
  'organisation',
  'answer-holder',
  'inspection',
] as const;
export type LookPurpose = (typeof LOOK_PURPOSES)[number];

/** Each purpose in words. */
export const LOOK_PURPOSE_TEXT: Readonly<Record<LookPurpose, Text>> = {
  'identify-applicant': inAll(
    '核对来办事的人',
    '核對到場辦事人士',
    '核對到場辦理者',
    'Identify the applicant',
  ),
  'issue-paper': inAll('签发纸质证明', '簽發紙本證明', '核發紙本證明', 'Issue a paper'),
  'print-paper': inAll('打印纸质证明', '列印紙本證明', '列印紙本證明', 'Print a paper'),
  'change-status': inAll(
    '暂停、恢复或撤销',
    '暫停、恢復或撤銷',
    '暫停、恢復或撤銷',
    'Suspend, reinstate or revoke',
  ),
  'review-case': inAll('审核', '審核', '審核', 'Review a case'),
  'face-sign': inAll('面签', '面簽', '面簽', 'Face-sign'),
  organisation: inAll('单位业务', '機構業務', '單位業務', 'An organisation’s matter'),
  'answer-holder': inAll('答复本人询问', '答覆本人查詢', '回覆本人詢問', 'Answer the person’s question'),
  inspection: inAll('内部检查', '內部檢查', '內部稽核', 'Internal inspection'),
};

/** The purposes that each role may look for. */
export const PURPOSES_OF_ROLE: Readonly<Record<StaffRole, readonly LookPurpose[]>> = {
  officer: [
    'identify-applicant',
    'issue-paper',
    'print-paper',
    'change-status',
    'face-sign',
    'organisation',
    'answer-holder',
  ],
  reviewer: ['review-case'],
  approver: ['change-status', 'review-case', 'inspection'],
  administrator: ['inspection'],
};

/** The purposes open to somebody with these roles, in the order of LOOK_PURPOSES. */
export function purposesFor(roles: readonly string[]): LookPurpose[] {
  const open = new Set(
    STAFF_ROLES.filter((role) => roles.includes(role)).flatMap((role) => PURPOSES_OF_ROLE[role]),
  );
  return LOOK_PURPOSES.filter((purpose) => open.has(purpose));
}
