import { inAll } from '../text/locale.ts';

const higher = (zhHans: string, hk: string, tw: string, en: string) => ({
  status: 403,
  title: inAll(
    `这份纸质证明由${zhHans}及以上窗口签发`,
    `此紙本證明由${hk}或以上窗口簽發`,
    `此紙本證明由${tw}以上窗口簽發`,
    `This paper is issued at counters of ${en} level or above`,
  ),
  next: inAll(
    `请当事人到最近的${zhHans}公安机关出入境窗口；也可用本人手机在线申请，效力相同。`,
    `請當事人前往最近的${hk}公安機關出入境窗口；亦可用本人手機網上申請，效力相同。`,
    `請當事人至最近的${tw}公安機關出入境窗口；也可用本人手機線上申請，效力相同。`,
    `Send the person to the nearest exit-entry counter of ${en} level, or let them apply on their phone: the effect is the same.`,
  ),
});

/** Refusals about the document link (L2): the counter's level is too low; each names the nearest that will do. */
export const LINK_PROBLEMS = {
  'county-counter-needed': higher('县级', '縣級', '縣級', 'county'),
  'city-counter-needed': higher('市级', '市級', '市級', 'city'),
  'province-counter-needed': higher('省级', '省級', '省級', 'province'),
} as const;
