import { inAll } from '../../text/locale.ts';
import { permitQuestion, reasonQuestion } from '../permit-parts.ts';
import type { Question } from '../procedure.ts';

/** The form's pages (T1, T2): what happened, then what the home return permit says. */
export const questions: readonly Question[] = [
  reasonQuestion(
    inAll('回乡证', '回鄉證', '回鄉證', 'home return permit'),
    inAll(
      '请另外向出入境管理机构报失；香港可到中旅社，澳门可到中国旅行社办补领',
      '請另行報失；在香港可到中旅證件服務中心申請補領，在澳門可到中國旅行社',
      '請另行報失；在香港可至中旅證件服務中心申請補發，在澳門可至中國旅行社',
      'Report the loss as well, and apply for a new one at China Travel Service in Hong Kong or Macau',
    ),
  ),
  permitQuestion('home-return-permit', {
    title: inAll('回乡证上的资料', '回鄉證上的資料', '回鄉證上的資料', 'What your home return permit says'),
    companion: inAll(
      '同行人回乡证上的资料',
      '同行者回鄉證上的資料',
      '同行者回鄉證上的資料',
      'What their home return permit says',
    ),
    name: inAll(
      '中文姓名，与回乡证一致',
      '中文姓名，與回鄉證相同，例如：陳大文',
      '中文姓名，與回鄉證相同，例如：陳大文',
      'The Chinese name as the permit shows it',
    ),
    label: inAll('回乡证号码', '回鄉證號碼', '回鄉證號碼', 'Home return permit number'),
    expires: inAll('有效期至', '有效期限（到期日）', '有效期限（到期日）', 'Valid until'),
    help: inAll(
      '证件不在身边又记不得：看手机相册里有没有证件照片，或在订过票的应用的“常用旅客”里找；成人证件一般是签发日起 10 年的前一天，未满 18 岁是 5 年。也可拨打 12367 查询。',
      '回鄉證不在身邊又記不起：可看看手機相簿有沒有證件相片，或在曾訂票的應用程式的「常用旅客」中查閱；成人證件一般由簽發日起計 10 年，未滿 18 歲為 5 年，到期日是期滿前一天。亦可致電 12367 查詢。',
      '回鄉證不在身邊又記不得：可看看手機相簿有沒有證件照片，或在訂過票的 App 的「常用旅客」中查看；成人證件一般自簽發日起 10 年，未滿 18 歲為 5 年，到期日為期滿前一天。也可撥打 12367 查詢。',
      'Not at hand and not in mind? Look for a photo of it on your phone, or among the passengers saved in an app that you booked with. Adults’ permits end the day before ten years from issue, those of under-18s five. Or call 12367.',
    ),
  }),
];
