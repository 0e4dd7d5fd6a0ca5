import type { zhHans } from './zh-hans.ts';

export const zhHantHk: typeof zhHans = {
  nav: {
    label: '接入平台',
    home: '概覽',
    guides: '指南',
    reference: 'API',
    tryIt: '試一試',
    party: '我的接入',
  },
  code: { copy: '複製', copied: '已複製', notCopied: '瀏覽器不允許複製，請選取後自行複製' },
  none: '找不到此頁',
  noneNext: '網址可能有誤，或此頁已移除。',
  toStart: '返回概覽',
  start: {
    title: '用證機構接入',
    lead: '依法須核驗證件或身份的機構，可在此將隨證接入閘口、櫃位和系統。每次核驗均須說明用途，只答是或否及理由，雙方均可憑證據編號查閱該次核驗。',
    first: '由此開始',
    tryTitle: '試一次實名核驗',
    tryDetail: '在示範環境產生密鑰、取得權杖、查詢一個人，數分鐘即有答覆，毋須申請。',
    tryAct: '立即試用',
    readTitle: '了解權杖和答覆',
    readDetail: '以私鑰或證書取得權杖；每個答覆都有結論、理由和下一步。',
    readAct: '如何取得權杖',
    applyTitle: '為機構提出申請',
    applyDetail: '由機構管理員提出，說明法律依據和用途，{days} 個工作天內答覆。',
    applyAct: '申請',
    services: '平台回答五個問題',
    answers: '答覆',
    limit: '每分鐘 {perMinute} 次，每天 {perDay} 次',
    guide: '如何使用',
    path: '如何成為用證機構',
    steps: {
      basis: {
        title: '有法律依據',
        words: '法律或行政法規要求貴機構查驗身份。沒有依據的用途，平台不會開放。',
      },
      application: {
        title: '提出申請',
        words: '機構管理員說明依據、用途、所需服務和聯絡人。機構須先在窗口登記。',
      },
      review: { title: '經辦人審核', words: '{days} 個工作天內決定。如不獲同意，會說明理由和如何補正。' },
      agreement: { title: '簽訂協議', words: '在網頁上閱讀並確認：只為所述用途核驗，不保留多餘的資料。' },
      systems: {
        title: '連接系統和裝置',
        words: '為系統登記公鑰或證書，為閘機和手提裝置出示登記碼。任何一個均可隨時撤銷，一分鐘內生效。',
      },
    },
    promises: '平台的承諾',
    promised: {
      reason: '每個「否」都附理由和下一步；每個答覆都有追蹤編號。',
      yesNo: '實名、真人核驗只答是或否，不會傳回姓名、號碼和相片。',
      looks: '持證人可看到誰在何時、為何用途核驗過，並可舉報。',
      offline: '數據庫停止運作時，二維碼照樣可核驗；沒有網絡時，離線包可用一星期。',
    },
  },
  problems: { status: '狀態', code: '代碼', title: '意思', next: '下一步' },
  service: {
    'credential-check': {
      asks: '這張證件是否真實有效，在此可否使用？',
      gives: '綠、黃、紅三色結論、理由，以及用途容許看到的幾項資料。',
    },
    'real-name-check': {
      asks: '這個姓名和這個號碼是否屬於同一人？',
      gives: '相符或不相符。',
    },
    'real-person-check': {
      asks: '眼前的人是否號碼的持有人？',
      gives: '是或否；相片比對後即刪除。',
    },
    'link-check': {
      asks: '這兩個證件號碼是否屬於同一人？',
      gives: '本人在手機上同意後答「是」；其餘一律到時限才答，不會透露原因。',
    },
    'card-status-check': {
      asks: '這張實體證件是否已報失或過期？',
      gives: '可用或不可用，以及理由。',
    },
  },
};
