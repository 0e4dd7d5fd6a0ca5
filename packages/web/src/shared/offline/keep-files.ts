/**
 * A file that an area keeps for the time without a network. One whose name says nothing of its contents carries their
 * digest as `integrity` (Subresource Integrity): what another build serves under that name is refused.
 */
export type KeptFile = { readonly url: string; readonly integrity?: string };

/** What filling needs of the browser: the cache of this build, what any cache holds already, and the network. */
export type Keeping = {
  readonly cache: Pick<Cache, 'match' | 'put'>;
  readonly caches: Pick<CacheStorage, 'match'>;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
};

/** A page over HTTP/1.1 has six connections: one stays free for what the person is waiting for. */
export const AT_ONCE = 5;

/**
 * Fills the cache of one build with all its files, in their order, some at once. Rejects as soon as one cannot be had:
 * a build is kept whole or not at all. What is there already, from a try before or under a name that says its contents,
 * is not fetched again.
 */
export async function keepFiles(keeping: Keeping, files: readonly KeptFile[]): Promise<void> {
  const waiting = files[Symbol.iterator]();
  let failed = false;
  const lane = async (): Promise<void> => {
    for (const file of waiting) {
      if (failed) return;
      await keep(keeping, file);
    }
  };
  const lanes = Array.from({ length: AT_ONCE }, () =>
    lane().catch((error: unknown) => {
      failed = true;
      throw error;
    }),
  );
  await Promise.all(lanes);
}

async function keep({ cache, caches, fetch }: Keeping, { url, integrity }: KeptFile): Promise<void> {
  if (await cache.match(url, { ignoreVary: true })) return;
  const known = integrity === undefined ? await caches.match(url, { ignoreVary: true }) : undefined;
  const response = known ?? (await fetch(url, integrity === undefined ? LATER : { ...FRESH, integrity }));
  if (!response.ok || response.redirected) throw new Error(`${url} was answered ${response.status}`);
  await cache.put(url, response);
}

/** What the page itself asks for goes first. */
const LATER: RequestInit = { priority: 'low' };
const FRESH: RequestInit = { ...LATER, cache: 'no-cache' };
