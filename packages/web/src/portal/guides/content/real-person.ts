import { inAll } from '@suizheng/domain/text/locale.ts';
import type { Section } from '../guide.ts';

/** How a photo is compared with the register's (V2). */
export const sections: readonly Section[] = [
  {
    id: 'call',
    title: inAll('发送与答复', '發送與答覆', '傳送與答覆', 'Call and answer'),
    blocks: [
      {
        kind: 'words',
        text: inAll(
          '发送姓名、号码和一张当场拍的 JPEG（base64）。答复只有是与否，没有分数。照片比对后即删，不存储、不进日志。',
          '發送姓名、號碼和一張即場拍的 JPEG（base64）。答覆只有是與否，沒有分數。相片比對後即刪，不儲存、不進日誌。',
          '傳送姓名、號碼和一張當場拍的 JPEG（base64）。答覆只有是與否，沒有分數。照片比對後即刪，不儲存、不進日誌。',
          'Send name, number and one JPEG taken on the spot (base64). The answer is yes or no, never a score. The photo is compared and then deleted: it is neither stored nor logged.',
        ),
      },
      { kind: 'samples', id: 'real-person-check' },
    ],
  },
  {
    id: 'picture',
    title: inAll('照片怎么拍', '相片怎樣拍', '照片怎麼拍', 'The picture'),
    blocks: [
      {
        kind: 'points',
        items: [
          inAll(
            '正面、光线均匀、不戴口罩和墨镜；一张照片里只有一个人。',
            '正面、光線均勻、不戴口罩和墨鏡；一張相片內只有一個人。',
            '正面、光線均勻、不戴口罩和墨鏡；一張照片裡只有一個人。',
            'From the front, in even light, no mask or dark glasses; one person in the picture.',
          ),
          inAll(
            '须在持证人知情并同意时当场拍摄；照片是否当场拍的由贵单位负责。',
            '須在持證人知情並同意時即場拍攝；相片是否即場拍的由貴機構負責。',
            '須在持證人知情並同意時當場拍攝；照片是否當場拍的由貴單位負責。',
            'Taken on the spot, with the person knowing and agreeing. Making sure of that is your responsibility.',
          ),
          inAll(
            '答“否”不是对人的结论：请给对方其他办法，并由人复核。',
            '答「否」不是對人的結論：請給對方其他辦法，並由人覆核。',
            '答「否」不是對人的結論：請給對方其他辦法，並由人複核。',
            'A “no” is no verdict on a person: offer another way, and have somebody look at it.',
          ),
        ],
      },
    ],
  },
];
