import { inAll, type Text } from '../text/locale.ts';
import { DAY_MS, MINUTE_MS } from './calendar.ts';
import { FACE_TRIES_COUNT_MS, faceTriesPolicy } from './face-tries.ts';

/** How long what has served its purpose is kept, in milliseconds; an agency changes these figures here and nowhere else. */
export const retentionPolicy = {
  /** Codes are dead after minutes; a day lets an operator look into a complaint. */
  codesMs: DAY_MS,
  /** Ended sessions of browsers that are strangers. */
  sessionsMs: 31 * DAY_MS,
  /** Ended sessions of a person’s own browsers: by them they are known again, as long as a browser keeps its cookie. */
  devicesMs: 400 * DAY_MS,
  /** What was typed into an application, once it is decided: the record of a month (B7) and the time to dispute it. */
  inputMs: 183 * DAY_MS,
  /** Face checks without their pictures, and what was measured: as long as access logs (PIPL practice: six months or more). */
  checksMs: 183 * DAY_MS,
  notificationsMs: 366 * DAY_MS,
  guardianRequestsMs: 183 * DAY_MS,
  /** A person whom no account holds and nobody applies for any more. */
  unheldPeopleMs: 183 * DAY_MS,
} as const;

/** What people may ask about their own data (PIPL art. 44 to 47). */
export const rightsPolicy = {
  /** Export and deletion need a proof of the person not older than this: a sign-in, a passkey or a face. */
  freshProofMs: 10 * MINUTE_MS,
  /** Exports of one account. */
  exports: [{ most: 3, withinMs: DAY_MS }],
  deletion: {
    /**
     * Between asking and destroying the keys. Credentials end at once, so that asking has an effect that shows; the
     * keys wait, because a lost phone or a quarrel must not be able to erase a person for good in a minute, and
     * nobody could undo it.
     */
    undoMs: 7 * DAY_MS,
  },
} as const;

/** Stored face data and the filing of it (Measures on face recognition, in force 2025-06-01, art. 15). */
export const faceDataPolicy = {
  /** At this many people whose face data is stored, the processor files with the provincial authority … */
  threshold: 100_000,
  /** … within so many working days of reaching it. */
  fileWithinWorkingDays: 30,
  /** Administrators are warned from this share of the threshold on. */
  warnAt: 0.8,
  /** People whose face was taken within this time are counted as well: what is stored now says little where nothing is kept. */
  periodMs: 183 * DAY_MS,
} as const;

/** One thing that stays after an account was deleted: what, why, and until when. None of it tells a name, a number or a mobile. */
export type Kept = { readonly id: string; readonly what: Text; readonly why: Text; readonly until: Text };

const triesDays = FACE_TRIES_COUNT_MS / DAY_MS;
const fraudDays = faceTriesPolicy.fraud.ofAccountMs / DAY_MS;

/** What the law or the fairness of the service keeps after a deletion; the table that people are shown beforehand. */
export const KEPT_AFTER_DELETION: readonly Kept[] = [
  {
    id: 'audit',
    what: inAll(
      '操作记录：什么时候做了什么，只有随机编号',
      '操作記錄：何時做了甚麼，只有隨機編號',
      '操作紀錄：何時做了什麼，只有隨機編號',
      'The log of what was done when, by random ids only',
    ),
    why: inAll(
      '法律要求访问日志至少保存六个月；记录不可改动',
      '法律規定存取記錄至少保存六個月；記錄不可更改',
      '法律規定存取紀錄至少保存六個月；紀錄不可更動',
      'The law asks for access logs of at least six months; the log cannot be rewritten',
    ),
    until: inAll('至少六个月', '至少六個月', '至少六個月', 'At least six months'),
  },
  {
    id: 'decision',
    what: inAll(
      '申请的结果和理由，不含您填写的内容',
      '申請的結果和理由，不含您填寫的內容',
      '申請的結果與理由，不含您填寫的內容',
      'Results of applications and their reasons, without anything you typed',
    ),
    why: inAll(
      '行政决定须可复查',
      '行政決定須可覆核',
      '行政決定須可複查',
      'Decisions of an authority must be open to review',
    ),
    until: inAll('按档案规定', '按檔案規定', '依檔案規定', 'As the rules for archives say'),
  },
  {
    id: 'quota',
    what: inAll(
      '本月已用次数，以及证件号码的不可逆标记',
      '本月已用次數，以及證件號碼的不可逆標記',
      '本月已用次數，以及證件號碼的不可逆標記',
      'How often a service was used this month, under an irreversible mark of the document number',
    ),
    why: inAll(
      '防止用删除账户绕过每月次数',
      '防止以刪除帳戶繞過每月次數',
      '防止以刪除帳戶規避每月次數',
      'Deleting an account must not reset the monthly quota',
    ),
    until: inAll('到本月底', '至本月底', '至本月底', 'Until the end of this month'),
  },
  {
    id: 'face-tries',
    what: inAll(
      '未通过的人脸核验的时间，以及证件号码和手机号码的不可逆标记',
      '未通過的人臉核驗的時間，以及證件號碼和手機號碼的不可逆標記',
      '未通過的臉部驗證的時間，以及證件號碼與手機號碼的不可逆標記',
      'When face checks did not pass, under irreversible marks of the document number and the mobile',
    ),
    why: inAll(
      '防止用删除账户重新得到核验次数',
      '防止以刪除帳戶重新取得核驗次數',
      '防止以刪除帳戶重新取得驗證次數',
      'Deleting an account must not give new tries',
    ),
    until: inAll(
      `${triesDays} 天；如认定材料不实，${fraudDays} 天`,
      `${triesDays} 天；如認定材料不實，${fraudDays} 天`,
      `${triesDays} 天；如認定資料不實，${fraudDays} 天`,
      `${triesDays} days; ${fraudDays} days where reviewers found a fraud`,
    ),
  },
  {
    id: 'status',
    what: inAll(
      '已撤销证件在状态列表里的位置',
      '已撤銷證件在狀態列表中的位置',
      '已撤銷證件在狀態清單中的位置',
      'The place of revoked documents in the status list',
    ),
    why: inAll(
      '核验设备要知道它们已经无效',
      '核驗裝置須知道它們已經無效',
      '查驗裝置須知道它們已經失效',
      'Gates must know that they work no more',
    ),
    until: inAll(
      '到证件原定的有效期',
      '至證件原定有效期',
      '至證件原定有效期',
      'Until they would have expired',
    ),
  },
  {
    id: 'checks',
    what: inAll(
      '用证单位何时为何查询、答复是什么，以及证件号码的不可逆标记',
      '用證機構何時為何查詢、答覆是甚麼，以及證件號碼的不可逆標記',
      '用證單位何時為何查詢、答覆是什麼，以及證件號碼的不可逆標記',
      'Which relying party asked when, for what and with which answer, under an irreversible mark of the document number',
    ),
    why: inAll(
      '查询双方日后可以核对；防止滥用',
      '查詢雙方日後可以核對；防止濫用',
      '查詢雙方日後可以核對；防止濫用',
      'Both sides must be able to look a check up; abuse must come to light',
    ),
    until: inAll('半年', '半年', '半年', 'Half a year'),
  },
  {
    id: 'consents',
    what: inAll(
      '您何时同意、何时撤回，哪个版本',
      '您何時同意、何時撤回，哪個版本',
      '您何時同意、何時撤回，哪個版本',
      'When you agreed and withdrew, and to which version',
    ),
    why: inAll(
      '证明处理有您的同意',
      '證明處理得到您的同意',
      '證明處理經您同意',
      'Proof that the processing had your consent',
    ),
    until: inAll('三年', '三年', '三年', 'Three years'),
  },
  {
    id: 'organisation',
    what: inAll(
      '您为单位交来的授权书',
      '您為機構交來的授權書',
      '您為機構交來的授權書',
      'Letters of authorisation that you handed in for an organisation',
    ),
    why: inAll('它们属于单位', '它們屬於機構', '它們屬於機構', 'They belong to the organisation'),
    until: inAll('由单位决定', '由機構決定', '由機構決定', 'As the organisation decides'),
  },
  {
    id: 'paper',
    what: inAll(
      '窗口已发的纸质证明',
      '櫃位已發的紙本證明',
      '櫃檯已發的紙本證明',
      'Paper documents issued at a counter',
    ),
    why: inAll(
      '它们在您手中继续有效',
      '它們在您手中繼續有效',
      '它們在您手中繼續有效',
      'They are in your hand and stay valid',
    ),
    until: inAll('到它们失效', '至其失效', '至其失效', 'Until they expire'),
  },
];

/** What a deletion deletes, in the words people are shown beforehand. */
export const DELETED: readonly Text[] = [
  inAll(
    '手机号码、姓名和证件号码',
    '手機號碼、姓名和證件號碼',
    '手機號碼、姓名與證件號碼',
    'Your mobile, name and document number',
  ),
  inAll(
    '您在申请中填写的一切，以及拍下的照片',
    '您在申請中填寫的一切，以及拍下的相片',
    '您在申請中填寫的一切，以及拍下的照片',
    'Everything you typed into applications, and every photo taken',
  ),
  inAll('电子证件本身', '電子證件本身', '電子證件本身', 'The electronic documents themselves'),
  inAll(
    '消息、登录的设备、通行密钥和单位成员身份',
    '訊息、登入的裝置、通行密鑰和機構成員身份',
    '訊息、登入的裝置、通行金鑰與機構成員身分',
    'Messages, signed-in devices, passkeys and memberships of organisations',
  ),
];
