import { inAll } from '@suizheng/domain/text/locale.ts';
import type { Section } from '../guide.ts';

/** How name and number are compared (V2). */
export const sections: readonly Section[] = [
  {
    id: 'call',
    title: inAll('发送与答复', '發送與答覆', '傳送與答覆', 'Call and answer'),
    blocks: [
      {
        kind: 'words',
        text: inAll(
          '发送姓名、证件种类和号码，可以再加出生日期。答复只有一致（match）和不一致（no-match）；不一致时不说明是哪一项。',
          '發送姓名、證件種類和號碼，可以再加出生日期。答覆只有相符（match）和不相符（no-match）；不相符時不說明是哪一項。',
          '傳送姓名、證件種類和號碼，可以再加出生日期。答覆只有相符（match）和不相符（no-match）；不相符時不說明是哪一項。',
          'Send name, kind of document and number, and the birth date if you like. The answer is match or no-match; which part did not match is never said.',
        ),
      },
      { kind: 'samples', id: 'real-name-check' },
    ],
  },
  {
    id: 'rules',
    title: inAll('要注意', '要注意', '要注意', 'Please note'),
    blocks: [
      {
        kind: 'points',
        items: [
          inAll(
            '一致只说明这个姓名和号码相配，不说明对方就是本人。',
            '相符只說明這個姓名和號碼相配，不說明對方就是本人。',
            '相符只說明這個姓名和號碼相配，不說明對方就是本人。',
            'A match says that name and number belong together, not that this is the person.',
          ),
          inAll(
            '同一个号码一天内被各单位查错太多次，平台会停止回答，防止猜号。',
            '同一個號碼一天內被各機構查錯太多次，平台會停止回答，防止猜號。',
            '同一個號碼一天內被各單位查錯太多次，平台會停止回答，防止猜號。',
            'After too many wrong guesses about one number in a day, counted over all parties, the platform stops answering: nobody may try numbers out.',
          ),
          inAll(
            '登记库暂时不可用时答 register-unavailable，不会错答成不一致。',
            '登記庫暫時不可用時答 register-unavailable，不會錯答成不相符。',
            '登記庫暫時不可用時答 register-unavailable，不會錯答成不相符。',
            'When the register is unavailable the answer is register-unavailable, never a wrong no-match.',
          ),
        ],
      },
    ],
  },
];
