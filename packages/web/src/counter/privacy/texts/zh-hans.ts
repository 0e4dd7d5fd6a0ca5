/** Texts of the count of stored faces in Simplified Chinese; every other language is declared as their type. */
export const zhHans = {
  title: '人脸信息存量',
  lead: '处理人脸信息的人数达到备案数，须在 {days} 个工作日内向省级网信部门备案。',
  now: '此刻存有人脸画面或模板',
  within: '{days} 天内采集过人脸',
  threshold: '备案数',
  people: '{count} 人',
  below: '未接近备案数',
  near: '已达备案数的八成，请准备备案',
  reached: '已达备案数',
  since: '首次达到',
  fileBy: '备案期限',
  how: '按人计，不按画面计；证件照片上有肖像，也算在内。两个数中较大的一个与备案数比较。',
};
