import { type Answering, answerKept, answerOnceFetched } from './answer.ts';
import { AREAS, type Area } from './areas.ts';
import { isPageOf } from './is-page.ts';
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
/** Weights and wasm of the face guide: fetched when first needed, kept from then on; other weights need another name. */
const HEAVY = 'suizheng-heavy-1';
const page = `/${AREAS[area].page}`;
const urls = new Set(files.map(({ url }) => url));
const answering: Answering = { caches, fetch: (request) => fetch(request) };

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  const answer = (path: string) =>
    event.respondWith(
      answerKept(answering, { name: CACHE, path, request }, () => event.waitUntil(keptAgain())),
    );
  if (request.mode === 'navigate') {
    if (isPageOf(area, pathname)) answer(page);
  } else if (urls.has(pathname)) answer(pathname);
  else if (pathname.startsWith('/face/'))
    event.respondWith(
      answerOnceFetched(answering, { name: HEAVY, request }, (done) => event.waitUntil(done)),
    );
});

async function install(): Promise<void> {
  await keepAll();
  await self.skipWaiting();
}

async function keepAll(): Promise<void> {
  const cache = await caches.open(CACHE);
  await keepFiles({ cache, caches, fetch: (url, init) => fetch(url, init) }, files);
}

/** Fills what the browser has thrown away, once in a worker's life: nothing else does until the next build. */
let again: Promise<void> | undefined;
function keptAgain(): Promise<void> {
  // In vain where the server has another build by now: that one is installed whole.
  again ??= keepAll().catch(() => undefined);
  return again;
}

async function activate(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter(
    (name) => name !== CACHE && (name.startsWith(OURS) || name.startsWith('workbox-')),
  );
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}
