/** What answering needs of the browser: its caches and the network. */
export type Answering = {
  readonly caches: Pick<CacheStorage, 'open'>;
  readonly fetch: (request: Request) => Promise<Response>;
};

/**
 * A file as the build kept in `name` has it. Where the browser has thrown it away, or cannot read what it keeps, it comes
 * from the network, and `onMissing` is told.
 */
export async function answerKept(
  { caches, fetch }: Answering,
  { name, path, request }: { readonly name: string; readonly path: string; readonly request: Request },
  onMissing: () => void,
): Promise<Response> {
  const known = await find(caches, name, path);
  if (known) return known;
  onMissing();
  return fetch(request);
}

/** A file from `name`, or from the network and then kept there; `later` waits for the keeping, which may fail (a full disk). */
export async function answerOnceFetched(
  { caches, fetch }: Answering,
  { name, request }: { readonly name: string; readonly request: Request },
  later: (done: Promise<unknown>) => void,
): Promise<Response> {
  const known = await find(caches, name, request);
  if (known) return known;
  const response = await fetch(request);
  // A part of a file (206) is no file, and a cache takes none.
  if (response.status === 200) later(keep(caches, name, request, response.clone()));
  return response;
}

const find = (caches: Answering['caches'], name: string, what: string | Request) =>
  caches
    .open(name)
    .then((cache) => cache.match(what, { ignoreVary: true }))
    .catch(() => undefined);

const keep = (caches: Answering['caches'], name: string, request: Request, response: Response) =>
  caches
    .open(name)
    .then((cache) => cache.put(request, response))
    .catch(() => undefined);
