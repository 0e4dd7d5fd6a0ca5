import { permitExamples } from '../permit-examples.ts';

/** Their holder is one of the sandbox's residents. */
export const examples = permitExamples({
  who: 'a Hong Kong resident',
  subject: { name: '陳家豪', number: 'H99000001', document: 'home-return-permit', expires: '2031-05-19' },
  printed: { number: 'h99000001 02', expires: '2031.05.19' },
  other: { number: '99000001', called: 'a Taiwan permit' },
});
