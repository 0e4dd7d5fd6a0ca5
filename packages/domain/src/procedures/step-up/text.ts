import { inAll } from '../../text/locale.ts';

export const text = {
  name: inAll('提升到实人认证', '提升至真人認證', '提升至真人驗證', 'Step up to real-person'),
  short: inAll('实人认证', '真人認證', '真人驗證', 'Step up'),
  summary: inAll(
    '再确认一次是您本人，之后可以申领电子证件。',
    '再確認一次是您本人，之後可申領電子證件。',
    '再確認一次是您本人，之後可申領電子證件。',
    'Prove once more that it is you; then you can apply for electronic credentials.',
  ),
  needs: [
    inAll('证件上的有效期', '證件上的有效期', '證件上的效期', 'The expiry date of your document'),
    inAll(
      '有摄像头的手机，或证件正反面照片',
      '有鏡頭的手機，或證件正反面相片',
      '有鏡頭的手機，或證件正反面照片',
      'A phone with a camera, or photos of both sides of the document',
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
