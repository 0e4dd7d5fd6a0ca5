import { inAll } from '../text/locale.ts';

const seeMatter = inAll(
  '【随证】您的单位有一件事等您查看，请登录。',
  '【隨證】您的機構有一件事等您查看，請登入。',
  '【隨證】您的單位有一件事等您查看，請登入。',
  '[Suizheng] Something of your organisation is waiting for you. Sign in to see it.',
);

/** What an organisation's administrators are told of it as a relying party (V1); spread into NOTIFICATIONS. */
export const PARTY_NOTIFICATIONS = {
  'party-approved': {
    title: inAll('用证申请已批准', '用證申請已獲批', '用證申請已核准', 'Approved as a relying party'),
    body: inAll(
      '单位的用证申请已批准。请阅读并同意协议，随后即可接入系统和设备。',
      '機構的用證申請已獲批。請閱讀並同意協議，隨後即可接入系統和裝置。',
      '單位的用證申請已核准。請閱讀並同意協議，隨後即可介接系統與裝置。',
      'The organisation’s application was approved. Read the agreement and agree to it; then connect systems and devices.',
    ),
    sms: seeMatter,
    link: 'organisation',
  },
  'party-refused': {
    title: inAll('用证申请未通过', '用證申請未獲通過', '用證申請未通過', 'Refused as a relying party'),
    body: inAll(
      '单位的用证申请没有通过。打开可以看到原因和下一步。',
      '機構的用證申請未獲通過。打開可看到原因和下一步。',
      '單位的用證申請未通過。開啟可看到原因與下一步。',
      'The organisation’s application was refused. Open it to see why and what to do.',
    ),
    sms: seeMatter,
    link: 'organisation',
  },
  'party-amended': {
    title: inAll('用证变更已批准', '用證變更已獲批', '用證變更已核准', 'Change approved'),
    body: inAll(
      '单位申请的用途和服务变更已批准，即时生效；不再获批的，系统和设备已不能使用。',
      '機構申請的用途和服務變更已獲批，即時生效；不再獲批的，系統和裝置已不能使用。',
      '單位申請的用途與服務變更已核准，即時生效；不再核准的，系統與裝置已無法使用。',
      'The change of purposes and services was approved and holds at once; what is no longer approved, systems and devices can no longer do.',
    ),
    sms: seeMatter,
    link: 'organisation',
  },
  'party-amendment-refused': {
    title: inAll('用证变更未通过', '用證變更未獲通過', '用證變更未通過', 'Change refused'),
    body: inAll(
      '单位申请的变更没有通过，原来批准的用途和服务不变。打开可以看到原因。',
      '機構申請的變更未獲通過，原來獲批的用途和服務不變。打開可看到原因。',
      '單位申請的變更未通過，原來核准的用途與服務不變。開啟可看到原因。',
      'The change was refused; what was approved before holds on. Open it to see why.',
    ),
    sms: seeMatter,
    link: 'organisation',
  },
  'party-narrowed': {
    title: inAll('用证范围已收窄', '用證範圍已收窄', '用證範圍已縮減', 'You may ask less'),
    body: inAll(
      '受理机关收回了单位获批的部分用途、服务或用量，即时生效。打开可以看到原因和下一步。',
      '受理機關收回了機構獲批的部分用途、服務或用量，即時生效。打開可看到原因和下一步。',
      '受理機關收回了單位獲核准的部分用途、服務或用量，即時生效。開啟可看到原因與下一步。',
      'The authority took back a part of the purposes, services or volume approved, at once. Open it to see why and what to do.',
    ),
    sms: seeMatter,
    link: 'organisation',
  },
  'webhook-unproven': {
    title: inAll(
      '事件推送的地址没有通过复验',
      '事件推送的網址未通過覆驗',
      '事件推送的網址未通過複驗',
      'An address for events was not verified again',
    ),
    body: inAll(
      '平台定期验证地址，这次一整天没有得到正确应答，已停止向它推送。请检查接收方，然后在开发者页面再试一次。',
      '平台定期驗證網址，這次一整天沒有得到正確回應，已停止向它推送。請檢查接收方，然後在開發者頁面再試一次。',
      '平台定期驗證網址，這次一整天沒有得到正確回應，已停止向它推送。請檢查接收端，然後在開發者頁面再試一次。',
      'Addresses are verified from time to time. This one gave no right answer for a whole day, and is sent nothing more. Look at the receiver, then try again from the developers’ pages.',
    ),
    sms: seeMatter,
    link: 'organisation',
  },
  'party-suspended': {
    title: inAll('用证已暂停', '用證已暫停', '用證已暫停', 'Relying party suspended'),
    body: inAll(
      '单位的系统和设备暂时不能核验。打开可以看到原因和下一步。',
      '機構的系統和裝置暫時不能核驗。打開可看到原因和下一步。',
      '單位的系統與裝置暫時無法查驗。開啟可看到原因與下一步。',
      'The organisation’s systems and devices cannot check for now. Open it to see why and what to do.',
    ),
    sms: seeMatter,
    link: 'organisation',
  },
  'party-resumed': {
    title: inAll('用证已恢复', '用證已恢復', '用證已恢復', 'Relying party resumed'),
    body: inAll(
      '单位的系统和设备可以继续核验。',
      '機構的系統和裝置可以繼續核驗。',
      '單位的系統與裝置可以繼續查驗。',
      'The organisation’s systems and devices can check again.',
    ),
    sms: seeMatter,
    link: 'organisation',
  },
  'party-ended': {
    title: inAll('用证已终止', '用證已終止', '用證已終止', 'Relying party ended'),
    body: inAll(
      '单位的系统和设备不能再核验。打开可以看到原因。',
      '機構的系統和裝置不能再核驗。打開可看到原因。',
      '單位的系統與裝置無法再查驗。開啟可看到原因。',
      'The organisation’s systems and devices can check no more. Open it to see why.',
    ),
    sms: seeMatter,
    link: 'organisation',
  },
} as const;
