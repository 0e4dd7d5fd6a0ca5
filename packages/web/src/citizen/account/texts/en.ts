import type { zhHans } from './zh-hans.ts';

export const en: typeof zhHans = {
  mine: 'This number is mine now',
  title: 'Is this number yours now?',
  lead: 'Operators give numbers out anew. This one still leads to its former holder’s account, and so nothing of it is shown.',
  what: 'What will happen',
  step1: 'We open a new account for you. You see nothing of the former holder’s, and it is not touched.',
  step2:
    'You register with your own document and show your face; or bring the original document to a counter.',
  step3: 'Then the number is yours. What you did for yourself since you signed in comes with you.',
  step4: 'The former holder keeps everything of theirs, without this number; we tell them.',
  until: 'Please finish within a day. After that, sign in by text message again and begin anew.',
  honest: 'If the number is not yours, do not go on: who you are will be checked and recorded.',
  go: 'Begin, and register as myself',
  holder: 'I am the former holder: confirm by face',
  again: 'Sign in again',
  begun: 'Your new account is ready',
  begunNext: 'Register and show your face, and the number is yours.',
  goOn: 'Go on registering',
  nothing: 'There is nothing to do here',
  nothingNext: 'The account you are signed in to is your own.',
  home: 'Back to Home',
  waits: 'The number {mobile} is yours once you have shown your face',
  waitsUntil: 'Register and show your face before {until}, or bring your document to a counter.',
  waitsGo: 'Register',
  late: 'The number {mobile} did not become yours yet',
  lateNext:
    'You were confirmed without showing your face. Sign in again by a text message to this number, choose “this number is mine now” and show your face; all that is here comes with you.',
  overNext:
    'If a reviewer is looking at your face check: once it is accepted, the number comes by itself. Else the time is over; sign in again by a text message to this number, choose “this number is mine now” and show your face; all that is here comes with you.',
  none: 'Your account has no mobile number',
  noneWhy:
    'It belongs to somebody else, or did not become yours. Your documents, records and sign-ins stay as they are; what we tell you is in your messages here, not in text messages.',
  noneNext:
    'To have a number: sign in with it and show your face, and everything comes with you; or bring your document to a counter. Until then, add a passkey, so that you can always sign in.',
  passkey: 'Add a passkey',
};
