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
  code: { copy: '複製', copied: '已複製', notCopied: '瀏覽器不允許複製，請選中後複製' },
  none: '沒有這一頁',
  noneNext: '位址可能寫錯了，或者這一頁已經搬走。',
  toStart: '回到概覽',
  start: {
    title: '用證單位介接',
    lead: '依法需要驗證證件或身分的單位，從這裡把隨證接進自己的閘口、窗口和系統。每次驗證都說明用途，只答是與否和理由，雙方都能憑證據編號查到這一次。',
    first: '先做三件事',
    tryTitle: '試一次實名驗證',
    tryDetail: '在示範環境裡產生金鑰、取權杖、問一個人，幾分鐘看到答覆，不用申請。',
    tryAct: '去試一試',
    readTitle: '讀懂權杖和答覆',
    readDetail: '用私鑰或憑證取權杖；每個答覆都有結論、理由和下一步。',
    readAct: '讀取權杖的指南',
    applyTitle: '為單位提出申請',
    applyDetail: '由單位的管理員提出，寫明法律依據和用途，{days} 個工作天內答覆。',
    applyAct: '去申請',
    services: '平台回答五個問題',
    answers: '答覆',
    limit: '每分鐘 {perMinute} 次，每天 {perDay} 次',
    guide: '怎麼用',
    path: '怎樣成為用證單位',
    steps: {
      basis: {
        title: '有法律依據',
        words: '法律或者行政法規要求貴單位查驗身分。沒有依據的用途，平台不開放。',
      },
      application: {
        title: '提出申請',
        words: '單位管理員寫明依據、用途、要用的服務和聯絡人。單位先要在窗口進駐。',
      },
      review: { title: '承辦人審核', words: '在 {days} 個工作天內決定。不同意的，會寫明理由和怎樣補正。' },
      agreement: { title: '簽協議', words: '在網頁上閱讀並確認：只為寫明的用途驗證，不留存多餘的資料。' },
      systems: {
        title: '接系統和裝置',
        words: '為系統登記公鑰或憑證，為閘機和手持裝置出示登記碼。任何一個都可以隨時撤銷，一分鐘內生效。',
      },
    },
    promises: '這些事平台保證',
    promised: {
      reason: '沒有一個「否」不帶理由和下一步；每個答覆都有追蹤編號。',
      yesNo: '實名、真人驗證只答是與否，不傳回姓名、號碼和照片。',
      looks: '持證人看得到誰在什麼時候為什麼用途驗證過，可以檢舉。',
      offline: '資料庫停了，QR Code 照樣驗證；沒有網路，憑離線包可以用一週。',
    },
  },
  problems: { status: '狀態', code: '代碼', title: '意思', next: '下一步' },
  service: {
    'credential-check': {
      asks: '這張證件真實、有效，在這裡能用嗎？',
      gives: '綠、黃、紅三色結論、理由，以及用途允許看到的幾項資料。',
    },
    'real-name-check': {
      asks: '這個姓名和這個號碼是同一個人嗎？',
      gives: '一致或不一致。',
    },
    'real-person-check': {
      asks: '面前的人就是號碼的主人嗎？',
      gives: '是或否；照片比對後即刪。',
    },
    'link-check': {
      asks: '這兩個證件號碼屬於同一個人嗎？',
      gives: '本人在手機上同意後答是；其餘一律在時限到時才答，不洩露原因。',
    },
    'card-status-check': {
      asks: '這張實體證件掛失了嗎、過期了嗎？',
      gives: '可用或不可用，以及理由。',
    },
  },
};
