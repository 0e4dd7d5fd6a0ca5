import { inAll, type Text } from '../text/locale.ts';
import { DAY_MS } from './calendar.ts';

/** Why a holder reports a look (T5); the last one needs a note. */
export const LOOK_REPORT_REASONS = {
  'not-me': {
    text: inAll('我没有在那里出示过', '我沒有在那裏出示過', '我沒有在那裡出示過', 'I did not show it there'),
  },
  'not-for-this': {
    text: inAll(
      '用途不对，或者他们不该看',
      '用途不對，或者他們不應查看',
      '用途不對，或他們不應查看',
      'The purpose is wrong, or they had no business to look',
    ),
  },
  'too-much': {
    text: inAll('看到的内容太多', '看到的資料太多', '看到的資料太多', 'They saw too much'),
  },
  unknown: {
    text: inAll(
      '我不认识这个单位',
      '我不認識這個機構',
      '我不認識這個單位',
      'I do not know this organisation',
    ),
  },
  treated: {
    text: inAll(
      '结果不对，或者受到不当对待',
      '結果不對，或受到不當對待',
      '結果不對，或受到不當對待',
      'The result was wrong, or I was treated badly',
    ),
  },
  other: { text: inAll('其他', '其他', '其他', 'Something else') },
} as const satisfies Record<string, { readonly text: Text }>;
export type LookReportReason = keyof typeof LOOK_REPORT_REASONS;

/** Every reason's id, for schemas. */
export const LOOK_REPORT_REASON_IDS = Object.keys(LOOK_REPORT_REASONS) as [
  LookReportReason,
  ...LookReportReason[],
];

/** Where a report stands, and what that means to the holder. */
export const LOOK_REPORT_STATES = {
  received: {
    text: inAll('已收到，等待核查', '已收到，等待核查', '已收到，等待查核', 'Received, to be looked into'),
  },
  upheld: {
    text: inAll('核查属实，已处理', '核查屬實，已處理', '查核屬實，已處理', 'Found to be so, and dealt with'),
  },
  dismissed: {
    text: inAll(
      '核查完毕，没有发现违规',
      '核查完畢，沒有發現違規',
      '查核完畢，沒有發現違規',
      'Looked into, nothing wrong found',
    ),
  },
} as const satisfies Record<string, { readonly text: Text }>;
export type LookReportState = keyof typeof LOOK_REPORT_STATES;

/** Figures of reports: ours by choice. */
export const lookReportPolicy = {
  /** Working days within which an officer answers. */
  answeredWithin: { workingDays: 5 },
  longestNote: 500,
  /** Reports of one account in a day: a person has reasons, a flood is a nuisance to others who have some. */
  reports: [{ most: 20, withinMs: DAY_MS }],
  /** Answered reports stay as long as the looks they are about. */
  keptMs: 183 * DAY_MS,
} as const;
