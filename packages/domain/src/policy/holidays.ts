/** One holiday of the State Council's arrangement: the days off, both ends included, and the weekend days worked for it. */
export type Holiday = { readonly off: readonly [string, string]; readonly worked: readonly string[] };

/**
 * The Chinese working-day calendar as data: 国务院办公厅关于 2025 年部分节假日安排的通知 (国办发明电〔2024〕12 号) and
 * that for 2026 (国办发明电〔2025〕7 号). The next year's notice comes in November: add its lines and move CALENDAR_ENDS.
 */
export const HOLIDAYS: readonly Holiday[] = [
  { off: ['2025-01-01', '2025-01-01'], worked: [] },
  { off: ['2025-01-28', '2025-02-04'], worked: ['2025-01-26', '2025-02-08'] },
  { off: ['2025-04-04', '2025-04-06'], worked: [] },
  { off: ['2025-05-01', '2025-05-05'], worked: ['2025-04-27'] },
  { off: ['2025-05-31', '2025-06-02'], worked: [] },
  { off: ['2025-10-01', '2025-10-08'], worked: ['2025-09-28', '2025-10-11'] },
  { off: ['2026-01-01', '2026-01-03'], worked: ['2026-01-04'] },
  { off: ['2026-02-15', '2026-02-23'], worked: ['2026-02-14', '2026-02-28'] },
  { off: ['2026-04-04', '2026-04-06'], worked: [] },
  { off: ['2026-05-01', '2026-05-05'], worked: ['2026-05-09'] },
  { off: ['2026-06-19', '2026-06-21'], worked: [] },
  { off: ['2026-09-25', '2026-09-27'], worked: [] },
  { off: ['2026-10-01', '2026-10-07'], worked: ['2026-09-20', '2026-10-10'] },
];

/** The last civil day (Asia/Shanghai) that the data speaks of; after it only weekends are known. */
export const CALENDAR_ENDS = '2026-12-31';
