import { AREAS, type Area } from './areas.ts';
import { type KeptFile, keepFiles } from './keep-files.ts';

/** What the build writes before this script: whose worker it is, a digest of all its files, and these. */
type Kept = { readonly area: Area; readonly build: string; readonly files: readonly KeptFile[] };

interface WorkerEvent extends Event {
  waitUntil(done: Promise<unknown>): void;
}
interface AskedEvent extends WorkerEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface WorkerScope {
  readonly KEPT: Kept;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(kind: 'install' | 'activate', listener: (event: WorkerEvent) => void): void;
  addEventListener(kind: 'fetch', listener: (event: AskedEvent) => void): void;
}
declare const self: WorkerScope;

const { area, build, files } = self.KEPT;
const OURS = `suizheng-${area}-`;
/** A cache for each build: it is filled whole before it is used, so that old and new files never mix. */
const CACHE = OURS + build;
/** Weights and wasm of the face guide: fetched when first needed, kept from then on. */
const HEAVY = 'suizheng-heavy-1';
/** Not pages of the citizen's app: the server's own, and the areas beside it. */
const ELSEWHERE =
  /^\/(?:api|openapi\.json|\.well-known|healthz|readyz|metrics|docs|portal|verifier|counter)(?:\/|$)/;

const page = `/${AREAS[area].page}`;
const urls = new Set(files.map(({ url }) => url));

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== 'GET' || origin !== location.origin) return;
  if (mode === 'navigate') {
    if (area !== 'citizen' || !ELSEWHERE.test(pathname)) event.respondWith(kept(page, event.request));
  } else if (urls.has(pathname)) event.respondWith(kept(pathname, event.request));
  else if (pathname.startsWith('/face/')) event.respondWith(heavy(event.request));
});

async function install(): Promise<void> {
  const cache = await caches.open(CACHE);
  await keepFiles({ cache, caches, fetch: (url, init) => fetch(url, init) }, files);
  await self.skipWaiting();
}

async function activate(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter(
    (name) => name !== CACHE && (name.startsWith(OURS) || name.startsWith('workbox-')),
  );
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** A file as this build has it; from the network where the browser has thrown it away. */
async function kept(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(path, { ignoreVary: true })) ?? fetch(request);
}

async function heavy(request: Request): Promise<Response> {
  const cache = await caches.open(HEAVY);
  const known = await cache.match(request);
  if (known) return known;
  const response = await fetch(request);
  if (response.ok) await cache.put(request, response.clone());
  return response;
}
