import type { zhHans } from './zh-hans.ts';

export const en: typeof zhHans = {
  title: 'Guides',
  lead: 'One subject each, with samples to copy.',
  all: 'All guides',
  none: 'There is no such guide',
  group: {
    begin: 'Start here',
    services: 'The five services',
    answers: 'Understanding answers',
    machines: 'Machine to machine',
  },
  head: {
    code: 'Code',
    verdict: 'Verdict',
    title: 'Meaning',
    next: 'Next step',
    event: 'Event',
    service: 'Service',
    perMinute: 'Per minute',
    perDay: 'Per day',
  },
  colour: {
    green: 'Green',
    amber: 'Amber',
    red: 'Red',
    match: 'Match',
    'no-match': 'No match',
    waiting: 'Waiting',
  },
  find: 'Find a code',
  findHint: 'Part of the code or of its words',
  sample: 'Sample',
  seeAlso: 'API reference',
  operation: 'Everything about this operation',
};
