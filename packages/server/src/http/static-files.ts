import { readFile, stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.bin': 'application/octet-stream',
  '.mp3': 'audio/mpeg',
  '.txt': 'text/plain; charset=utf-8',
};
const COMPRESSED = new Set([
  '.html',
  '.js',
  '.css',
  '.json',
  '.webmanifest',
  '.svg',
  '.wasm',
  '.bin',
  '.txt',
]);
const SMALLEST_COMPRESSED = 1_024;

type Encoding = 'br' | 'gzip' | 'identity';
type Loaded = { tag: string; bytes: Map<Encoding, Promise<Buffer>>; type: string };

const compress = {
  br: (bytes: Buffer) =>
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (bytes: Buffer) => promisify(gzip)(bytes, { level: 9 }),
};

/**
 * Serves the built web apps from a folder: the citizen app at /, the gate at /verifier/, the counter at /counter/,
 * the portal at /portal/, each answering every path below it. Files are kept in memory in the encodings asked for; a
 * new build is seen by its time. Files with a hash in their name never change; everything else is asked for again each
 * time.
 */
export function addStaticFiles(app: FastifyInstance, root: string): void {
  const loaded = new Map<string, Loaded>();
  const serve = async (request: FastifyRequest, reply: FastifyReply) => {
    const [path = '/'] = request.raw.url!.split('?');
    const own = fileOf(path);
    const page = wantsPage(request, path) ? pageOf(path) : null;
    for (const file of [own, page]) {
      const found = file === null ? null : await load(loaded, root, file);
      if (file !== null && found !== null) return send(request, reply, file, found);
    }
    return reply.callNotFound();
  };
  app.get('/', serve);
  app.get('/*', serve);
}

/** A path of ours as a file name below the root; null for anything that could lead elsewhere. */
function fileOf(path: string): string | null {
  const file = path.endsWith('/') ? `${path}index.html` : path;
  if (!/^(\/[\w@][\w@.-]*)+$/.test(file) || file.startsWith('/api/')) return null;
  const inside = normalize(file);
  return inside.split(sep).includes('..') ? null : inside;
}

function wantsPage(request: FastifyRequest, path: string): boolean {
  const accept = request.headers.accept ?? '';
  return accept.includes('text/html') && !path.startsWith('/api/') && !/\.\w+$/.test(path);
}

function pageOf(path: string): string {
  const entry = /^\/(verifier|counter|portal)(\/|$)/.exec(path)?.[1];
  return entry === undefined ? '/index.html' : `/${entry}/index.html`;
}

async function load(known: Map<string, Loaded>, root: string, file: string): Promise<Loaded | null> {
  const place = join(root, file);
  const facts = await stat(place).catch(() => null);
  if (facts === null || !facts.isFile()) {
    known.delete(file);
    return null;
  }
  const tag = `"${facts.size.toString(36)}-${Math.round(facts.mtimeMs).toString(36)}"`;
  const before = known.get(file);
  if (before?.tag === tag) return before;
  const bytes = new Map<Encoding, Promise<Buffer>>([['identity', readFile(place)]]);
  const fresh = { tag, bytes, type: TYPES[extname(file)] ?? 'application/octet-stream' };
  known.set(file, fresh);
  return fresh;
}

async function send(
  request: FastifyRequest,
  reply: FastifyReply,
  file: string,
  { tag, bytes, type }: Loaded,
): Promise<FastifyReply> {
  const fixed = /^\/(verifier\/)?assets\/.*-[\w-]{8,}\.\w+$/.test(file);
  reply.header('cache-control', fixed ? 'public, max-age=31536000, immutable' : 'no-cache');
  reply.header('etag', tag).header('vary', 'Accept-Encoding').type(type);
  if (request.headers['if-none-match'] === tag) return reply.code(304).send();
  const plain = await bytes.get('identity')!;
  const encoding = encodingFor(request, file, plain);
  if (encoding === 'identity') return reply.send(plain);
  const packed = bytes.get(encoding) ?? compress[encoding](plain);
  bytes.set(encoding, packed);
  return reply.header('content-encoding', encoding).send(await packed);
}

function encodingFor(request: FastifyRequest, file: string, plain: Buffer): Encoding {
  if (!COMPRESSED.has(extname(file)) || plain.length < SMALLEST_COMPRESSED) return 'identity';
  const accepted = String(request.headers['accept-encoding'] ?? '');
  if (/\bbr\b(?!\s*;\s*q=0(?![.]))/.test(accepted)) return 'br';
  return /\bgzip\b(?!\s*;\s*q=0(?![.]))/.test(accepted) ? 'gzip' : 'identity';
}
