import type { zhHans } from './zh-hans.ts';

export const en: typeof zhHans = {
  title: 'Stored face data',
  lead: 'When the number of people reaches the threshold, file with the provincial authority within {days} working days.',
  now: 'A picture or template stored now',
  within: 'Face taken within {days} days',
  threshold: 'Threshold',
  people: 'People: {count}',
  below: 'Far from the threshold',
  near: 'At 80 % of the threshold: prepare to file',
  reached: 'The threshold is reached',
  since: 'First reached',
  fileBy: 'File by',
  how: 'People are counted, not pictures; photos of documents show a portrait and count too. The larger of both numbers is compared with the threshold.',
};
