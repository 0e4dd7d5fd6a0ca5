import type { zhHans } from './zh-hans.ts';

export const en: typeof zhHans = {
  title: 'Guides',
  lead: 'Each tells one thing, with samples to copy.',
  all: 'All guides',
  none: 'There is no such guide',
  group: {
    begin: 'Begin here',
    services: 'The five services',
    answers: 'Reading answers',
    machines: 'Between machines',
  },
  head: {
    code: 'Code',
    verdict: 'Verdict',
    title: 'Meaning',
    next: 'Next step',
    event: 'Event',
    service: 'Service',
    perMinute: 'A minute',
    perDay: 'A day',
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
