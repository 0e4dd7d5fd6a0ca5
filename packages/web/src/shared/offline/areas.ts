/** An app that works without a network, with its own service worker: a gate keeps the gate's files, not the citizen's. */
export type Area = 'citizen' | 'verifier' | 'counter';

/** Where each area lies, its page in the build, and the script of its service worker. */
export const AREAS: Readonly<Record<Area, { scope: string; page: string; worker: string }>> = {
  citizen: { scope: '/', page: 'index.html', worker: '/sw.js' },
  // Without a slash at its end: /verifier itself belongs to the gate as well.
  verifier: { scope: '/verifier', page: 'verifier/index.html', worker: '/verifier-sw.js' },
  counter: { scope: '/counter', page: 'counter/index.html', worker: '/counter-sw.js' },
};
