import type { zhHans } from './zh-hans.ts';

export const zhHantHk: typeof zhHans = {
  title: '登記庫相片',
  takenOn: '攝於 {day}',
  compare: '請把到場的人、證件上的相片和這張相片互相比對。不是同一人，請不要辦理。',
  none: '登記庫沒有相片',
  noneNext: '請比對到場的人和證件上的相片。',
  away: '暫時取不到登記庫相片',
  awayNext: '可以再試一次，或只比對到場的人和證件上的相片。',
  again: '再試一次',
};
