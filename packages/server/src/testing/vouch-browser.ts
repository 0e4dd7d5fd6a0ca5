/**
 * A browser at the sandbox's vouching platform: keeps cookies, follows redirects inside it, has no script. `visit`
 * answers the address it was sent back to, or the page where it stopped.
 */
export function vouchBrowser(home: string) {
  const cookies = new Map<string, string>();
  const visit = async (
    url: string,
    form?: Record<string, string>,
  ): Promise<{ url: string; html: string }> => {
    if (!url.startsWith(home)) return { url, html: '' };
    const answer = await fetch(url, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { body: new URLSearchParams(form) } : {}),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    const next = answer.headers.get('location');
    return next === null ? { url, html: await answer.text() } : visit(new URL(next, url).href);
  };
  return {
    visit,
    /** Signs in as that person of the sandbox and agrees; answers the address back at ours. */
    async allow(authorizeUrl: string, account: string): Promise<URL> {
      const choose = await visit(authorizeUrl);
      const consent = await visit(`${choose.url}/login`, { account });
      return new URL((await visit(`${consent.url}/consent`, { answer: 'allow' })).url);
    },
    /** Refuses; answers the address back at ours. */
    async deny(authorizeUrl: string): Promise<URL> {
      const choose = await visit(authorizeUrl);
      return new URL((await visit(`${choose.url}/cancel`, {})).url);
    },
  };
}
