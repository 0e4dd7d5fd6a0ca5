import { describe, expect, it } from 'vitest';
import { isPageOf } from './is-page.ts';

describe('whose page a path is', () => {
  it('V3: a gate answers its own paths, and those that only begin like it are the citizen’s', () => {
    for (const path of ['/verifier', '/verifier/', '/verifier/device', '/verifier/index.html'])
      expect([isPageOf('verifier', path), isPageOf('citizen', path)]).toEqual([true, false]);
    expect([isPageOf('counter', '/counterfoil'), isPageOf('citizen', '/counterfoil')]).toEqual([false, true]);
  });

  it('the citizen’s page answers neither for the server nor for files', () => {
    for (const path of ['/', '/index.html', '/wallet/1', '/apiary'])
      expect(isPageOf('citizen', path)).toBe(true);
    for (const path of ['/api/v1/site', '/docs', '/portal/', '/.well-known/x', '/icon.svg', '/sw.js'])
      expect(isPageOf('citizen', path)).toBe(false);
  });
});
