import type { zhHans } from './zh-hans.ts';

export const en: typeof zhHans = {
  title: 'Portrait on record',
  takenOn: 'Taken on {day}',
  compare:
    'Compare the person, the photo on the document and this portrait with one another. If they are not one person, do not go on.',
  none: 'No portrait on record',
  noneNext: 'Compare the person with the photo on the document.',
  away: 'The portrait on record cannot be fetched now',
  awayNext: 'Try again, or compare the person with the photo on the document alone.',
  again: 'Try again',
};
