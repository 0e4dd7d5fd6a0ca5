import { inAll } from '../../text/locale.ts';

export const text = {
  name: inAll('实名登记', '實名登記', '實名登記', 'Registration'),
  short: inAll('登记', '登記', '登記', 'Registration'),
  summary: inAll(
    '确认您是谁，之后办事不用重复填写。',
    '確認您的身份，之後辦事毋須重複填寫。',
    '確認您的身分，之後辦事不需重複填寫。',
    'Prove once who you are; afterwards nothing has to be typed twice.',
  ),
  needs: [
    inAll(
      '身份证、居住证、回乡证或台胞证上的姓名和号码',
      '身份證、居住證、回鄉證或台胞證上的姓名和號碼',
      '身分證、居住證、回鄉證或台胞證上的姓名與號碼',
      'Name and number of your ID card, residence permit, home return permit or Taiwan permit',
    ),
    inAll(
      '本人的内地手机号（已登录的号码）',
      '本人的內地手機號碼（已登入的號碼）',
      '本人的大陸手機號碼（已登入的號碼）',
      'Your own mainland mobile, the one you are signed in with',
    ),
  ],
  takes: inAll('约 1 分钟', '約 1 分鐘', '約 1 分鐘', 'About 1 minute'),
  scope: inAll(
    '用于本平台的所有事项',
    '用於本平台的所有事項',
    '用於本平台的所有事項',
    'For everything on this platform',
  ),
  quota: inAll('只需办一次', '只需辦理一次', '只需辦理一次', 'Needed once'),
  hotline: '12345',
} as const;
