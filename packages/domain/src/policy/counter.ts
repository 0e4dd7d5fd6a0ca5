import { inAll, type Text } from '../text/locale.ts';
import { DAY_MS, MINUTE_MS } from './calendar.ts';
import type { ReasonCode } from './reason.ts';

/** Why an officer looks at a person's data: a closed list, written into the audit log with every look. */
export const LOOK_PURPOSES = [
  'face-sign',
  'application',
  'phone',
  'paper',
  'organisation',
  'enquiry',
] as const;
export type LookPurpose = (typeof LOOK_PURPOSES)[number];

/** The purposes in words. */
export const PURPOSE_TEXTS: Readonly<Record<LookPurpose, Text>> = {
  'face-sign': inAll(
    '当面核验身份（面签）',
    '當面核驗身份（面簽）',
    '當面核驗身分（面簽）',
    'Check identity in person (face-sign)',
  ),
  application: inAll(
    '办理等待窗口核实的申请',
    '辦理等待窗口核實的申請',
    '辦理等待窗口核實的申請',
    'Decide an application that waits for the counter',
  ),
  phone: inAll('更换手机号', '更改手機號碼', '變更手機號碼', 'Register another mobile'),
  paper: inAll('签发纸质证明', '簽發紙本證明', '簽發紙本證明', 'Issue on paper'),
  organisation: inAll(
    '核验单位经办人',
    '核驗機構經辦人',
    '核驗單位承辦人',
    'Identify the agent of an organisation',
  ),
  enquiry: inAll(
    '本人查询办理情况',
    '本人查詢辦理情況',
    '本人查詢辦理情形',
    'The person asks where things stand',
  ),
};

/** Figures of the counter; an agency changes them here. */
export const counterPolicy = {
  /** How long an officer may act for a person after the original document was seen. */
  visitForMs: 30 * MINUTE_MS,
  /** Searches of one officer: enough for a queue, too few to find out who is here. */
  searches: [{ most: 300, withinMs: DAY_MS }],
  /** Documents whose name and number the register did not confirm, by one officer. */
  mismatches: [{ most: 60, withinMs: DAY_MS }],
  code: { validForMs: 10 * MINUTE_MS, tries: 5, resendAfterMs: MINUTE_MS },
} as const;

/** Why an officer refuses at the counter: a closed list (texts in counter-reasons.ts). */
export const COUNTER_REFUSALS = [
  'counter-not-the-person',
  'counter-document-doubtful',
  'counter-document-damaged',
  'counter-not-willing',
] as const satisfies readonly ReasonCode[];
export type CounterRefusal = (typeof COUNTER_REFUSALS)[number];
