import type { zhHans } from './zh-hans.ts';

export const en: typeof zhHans = {
  brand: 'Suizheng',
  nav: { skip: 'Skip to the page', back: 'Back', home: 'Home' },
  demo: { mark: 'Demo', why: 'Demonstration: people and documents are made up' },
  elder: { enter: 'Larger text', leave: 'Standard' },
  language: { choose: 'Choose a language' },
  offline: {
    device: 'No network. What is in your wallet can still be shown, and what you typed is kept.',
    server: 'The server cannot be reached right now. What you typed is kept.',
  },
  wait: {
    loading: 'Opening…',
    working: 'Working…',
    slow: 'This is slow, please wait; what you typed is kept.',
  },
  errors: { title: 'Please correct the following' },
  failure: {
    hotline: 'To talk to a person, call',
    trace: 'Trace id',
    retry: 'Try again',
    back: { title: 'The network is back', next: 'Try again; what you typed is kept.' },
    offline: { title: 'The phone has no network', next: 'Connect and try again; what you typed is kept.' },
    unreachable: {
      title: 'The server cannot be reached',
      next: 'Try again in a moment; what you typed is kept.',
    },
    timeout: {
      title: 'No answer for a long time',
      next: 'Try again: nothing is sent twice, and what you typed is kept.',
    },
    unreadable: {
      title: 'Something went wrong on our side',
      next: 'Try again; if it persists, tell us the trace id.',
    },
  },
};
