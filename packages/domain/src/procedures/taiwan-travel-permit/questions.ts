import { inAll } from '../../text/locale.ts';
import { permitQuestion, reasonQuestion } from '../permit-parts.ts';
import type { Question } from '../procedure.ts';

/** The form's pages (T1, T2): what happened, then what the Taiwan permit says. */
export const questions: readonly Question[] = [
  reasonQuestion(
    inAll('台胞证', '台胞證', '台胞證', 'Taiwan permit'),
    inAll(
      '请另外向公安机关出入境管理机构报失，并办理补发',
      '請另行向公安機關出入境管理部門報失，並申請補領',
      '請另向公安機關出入境管理部門掛失，並申請補發',
      'Report the loss to the exit-entry administration as well, and apply for a new one',
    ),
  ),
  permitQuestion('taiwan-permit', {
    title: inAll('台胞证上的资料', '台胞證上的資料', '台胞證上的資料', 'What your Taiwan permit says'),
    companion: inAll(
      '同行人台胞证上的资料',
      '同行者台胞證上的資料',
      '同行者台胞證上的資料',
      'What their Taiwan permit says',
    ),
    name: inAll(
      '中文姓名，与台胞证一致',
      '中文姓名，與台胞證相同，例如：王小明',
      '中文姓名，與台胞證相同，例如：王小明',
      'The Chinese name as the permit shows it',
    ),
    label: inAll('台胞证号码', '台胞證號碼', '台胞證號碼', 'Taiwan permit number'),
    expires: inAll('有效期至', '有效期限（到期日）', '有效期限', 'Valid until'),
    help: inAll(
      '证件不在身边又记不得：看手机相册里有没有证件照片，或在订过票的应用的“常用旅客”里找；电子台胞证一般是签发日起 5 年的前一天。也可拨打 12367 查询。',
      '台胞證不在身邊又記不起：可看看手機相簿有沒有證件相片，或在曾訂票的應用程式的「常用旅客」中查閱；卡式台胞證一般由簽發日起計 5 年，到期日是期滿前一天。亦可致電 12367 查詢。',
      '台胞證不在身邊又記不得：可看看手機相簿有沒有拍過證件，或在訂過票的 App 的「常用旅客」中查看；卡式台胞證一般自簽發日起 5 年，有效期限為期滿前一天。也可撥打 12367 查詢。',
      'Not at hand and not in mind? Look for a photo of it on your phone, or among the passengers saved in an app that you booked with. Cards end the day before five years from issue. Or call 12367.',
    ),
  }),
];
