import { describe, expect, it } from 'vitest';
import { safeNext } from './sign-in-state.ts';

describe('where a sign-in leads', () => {
  it('back to a page of this app', () => {
    expect(safeNext('/wallet/x?a=1')).toBe('/wallet/x?a=1');
  });

  it('nowhere else, whatever the link says', () => {
    for (const next of [
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      'javascript:alert(1)',
      7,
      undefined,
    ])
      expect(safeNext(next)).toBe('/');
  });
});
