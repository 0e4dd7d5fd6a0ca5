/**
 * The oldest browsers that the pages are made for: what they lack, no page may ask for (`src/supported/supported.test.ts`), and the
 * build writes no younger syntax. iPhones since the 8 have Safari 16.4; the others are what Vite calls widely available,
 * and Firefox's longest support. Whoever changes a number changes `public/check-browser.js` and docs/browsers.md with it.
 */
export const SUPPORTED_BROWSERS = {
  chrome: '111',
  edge: '111',
  firefox: '128',
  safari: '16.4',
  safari_ios: '16.4',
} as const;

/** The same as a build target. */
export const BUILD_TARGET: string[] = [
  `chrome${SUPPORTED_BROWSERS.chrome}`,
  `edge${SUPPORTED_BROWSERS.edge}`,
  `firefox${SUPPORTED_BROWSERS.firefox}`,
  `safari${SUPPORTED_BROWSERS.safari}`,
  `ios${SUPPORTED_BROWSERS.safari_ios}`,
];
