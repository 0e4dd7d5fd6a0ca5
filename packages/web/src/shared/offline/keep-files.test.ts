import { describe, expect, it } from 'vitest';
import { AT_ONCE, type Keeping, keepFiles } from './keep-files.ts';

/** A browser that answers when told to; `asked` are the addresses in the order of their asking. */
function browser(has: Record<string, string> = {}, elsewhere: Record<string, string> = {}) {
  const kept = new Map(Object.entries(has));
  const asked: string[] = [];
  const inits = new Map<string, RequestInit>();
  let now = 0;
  let most = 0;
  const keeping: Keeping = {
    cache: {
      match: async (url) => (kept.has(String(url)) ? new Response(kept.get(String(url))) : undefined),
      put: async (url, response) => void kept.set(String(url), await response.text()),
    },
    caches: {
      match: async (url) =>
        elsewhere[String(url)] === undefined ? undefined : new Response(elsewhere[String(url)]),
    },
    fetch: async (url, init) => {
      asked.push(url);
      inits.set(url, init);
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setTimeout(resolve));
      now -= 1;
      return url.includes('gone') ? new Response('', { status: 404 }) : new Response(`new ${url}`);
    },
  };
  return { keeping, kept, asked, inits, most: () => most };
}
const named = (count: number) => Array.from({ length: count }, (_, n) => ({ url: `/assets/${n}` }));

describe('keeping the files of a build', () => {
  it('V3: fetches them in their order, several at once and never more than a page can spare', async () => {
    const { keeping, kept, asked, most } = browser();
    await keepFiles(keeping, named(40));
    expect(asked).toEqual(named(40).map(({ url }) => url));
    expect(most()).toBe(AT_ONCE);
    expect(kept.size).toBe(40);
  });

  it('takes over what another build kept under a name that says its contents, and goes on where it was cut off', async () => {
    const { keeping, kept, asked } = browser({ '/assets/0': 'here' }, { '/assets/1': 'there' });
    await keepFiles(keeping, named(3));
    expect(asked).toEqual(['/assets/2']);
    expect(kept.get('/assets/1')).toBe('there');
  });

  it('a page is asked for anew with its digest, never taken from another build', async () => {
    const { keeping, kept, inits } = browser({}, { '/index.html': 'old' });
    await keepFiles(keeping, [{ url: '/index.html', integrity: 'sha256-x' }]);
    expect(kept.get('/index.html')).toBe('new /index.html');
    expect(inits.get('/index.html')).toMatchObject({ integrity: 'sha256-x', cache: 'no-cache' });
  });

  it('is all or nothing: one file that is not there ends it, and no more are asked for', async () => {
    const { keeping, asked } = browser();
    await expect(keepFiles(keeping, [{ url: '/assets/gone' }, ...named(40)])).rejects.toThrow('/assets/gone');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(asked.length).toBeLessThan(2 * AT_ONCE);
  });
});
