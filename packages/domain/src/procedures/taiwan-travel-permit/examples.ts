import { permitExamples } from '../permit-examples.ts';

/** Their holder is one of the sandbox's residents. */
export const examples = permitExamples({
  who: 'a Taiwan resident',
  subject: { name: '林冠宇', number: '99000001', document: 'taiwan-permit', expires: '2028-09-11' },
  printed: { number: '99000001 01 (B)', expires: '2028年9月11日' },
  other: { number: 'H99000001', called: 'a home return permit' },
});
