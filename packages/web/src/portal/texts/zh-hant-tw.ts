import type { zhHans } from './zh-hans.ts';

export const zhHantTw: typeof zhHans = {
  nav: {
    label: '介接平台',
    home: '概覽',
    guides: '指南',
    reference: 'API',
    tryIt: '試一試',
    party: '我的介接',
  },
  code: { copy: '複製', copied: '已複製', notCopied: '瀏覽器不允許複製，請選取後自行複製' },
  none: '找不到這一頁',
  noneNext: '網址可能有誤，或這一頁已移除。',
  toStart: '回到概覽',
  start: {
    title: '用證單位介接',
    lead: '依法須查驗證件或身分的單位，可由此將隨證介接至自己的閘門、櫃檯與系統。每次驗證都須說明用途，只回答是或否及理由，雙方都能憑證據編號查到該次驗證。',
    first: '先做這三件事',
    tryTitle: '試一次實名驗證',
    tryDetail: '在展示環境產生金鑰、取得權杖、查詢一個人，幾分鐘就有答覆，不必申請。',
    tryAct: '去試一試',
    readTitle: '看懂權杖與答覆',
    readDetail: '用私鑰或憑證取得權杖；每個答覆都有結論、理由與下一步。',
    readAct: '如何取得權杖',
    applyTitle: '為單位提出申請',
    applyDetail: '由單位管理員提出，載明法律依據與用途，{days} 個工作天內答覆。',
    applyAct: '去申請',
    services: '平台回答五個問題',
    answers: '答覆',
    limit: '每分鐘 {perMinute} 次，每天 {perDay} 次',
    guide: '如何使用',
    path: '如何成為用證單位',
    steps: {
      basis: {
        title: '有法律依據',
        words: '法律或行政法規要求貴單位查驗身分。沒有依據的用途，平台不開放。',
      },
      application: {
        title: '提出申請',
        words: '單位管理員載明依據、用途、所需服務與聯絡人。單位須先至窗口登記。',
      },
      review: { title: '承辦人審核', words: '{days} 個工作天內決定。不同意時，會載明理由與如何補正。' },
      agreement: { title: '簽訂協議', words: '在網頁上閱讀並確認：只為載明的用途驗證，不留存多餘的資料。' },
      systems: {
        title: '介接系統與裝置',
        words: '為系統登記公鑰或憑證，為閘門與手持裝置出示登記碼。任何一個都可隨時撤銷，一分鐘內生效。',
      },
    },
    promises: '平台的保證',
    promised: {
      reason: '每個「否」都附理由與下一步；每個答覆都有追蹤編號。',
      yesNo: '實名、真人驗證只回答是或否，不傳回姓名、號碼與照片。',
      looks: '持證人看得到誰在何時、為何種用途驗證過，並可檢舉。',
      offline: '資料庫停擺時，QR Code 照樣能驗證；沒有網路時，離線包可用一週。',
    },
  },
  problems: { status: '狀態', code: '代碼', title: '意思', next: '下一步' },
  service: {
    'credential-check': {
      asks: '這張證件是否真實有效，在這裡能不能用？',
      gives: '綠、黃、紅三色結論、理由，以及用途允許看到的幾項資料。',
    },
    'real-name-check': {
      asks: '這個姓名與這個號碼是否屬於同一人？',
      gives: '相符或不相符。',
    },
    'real-person-check': {
      asks: '面前的人是否為號碼的持有人？',
      gives: '是或否；照片比對後即刪除。',
    },
    'link-check': {
      asks: '這兩個證件號碼是否屬於同一人？',
      gives: '本人在手機上同意後答「是」；其餘一律到時限才答，不透露原因。',
    },
    'card-status-check': {
      asks: '這張實體證件是否已掛失或過期？',
      gives: '可用或不可用，以及理由。',
    },
  },
};
