import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';

const web = join(import.meta.dirname, '..', '..');
const script = readFileSync(join(web, 'public', 'check-browser.js'), 'utf8');

/** As much of a document as the script needs. */
interface Part {
  name: string;
  id: string | undefined;
  children: (Part | string)[];
  [key: string]: unknown;
}
function part(name: string, id?: string): Part {
  const self: Part = {
    name,
    id,
    children: [],
    style: {},
    get firstChild() {
      return self.children[0] ?? null;
    },
    noModule: false,
    appendChild: (child: Part | string) => self.children.push(child),
    setAttribute: (key: string, value: string) => {
      self[key] = value;
    },
    removeAttribute: () => {
      self.id = undefined;
    },
  };
  return self;
}
const wordsOf = (node: Part | string): string =>
  typeof node === 'string' ? node : node.children.map(wordsOf).join('\n');

/** Runs the script in a browser that has everything but `missing`; answers the page and what it listens to. */
function run(...missing: string[]) {
  const root = part('div', 'root');
  const listeners: ((event: object) => void)[] = [];
  const has: Record<string, unknown> = {
    indexedDB: {},
    fetch: () => {},
    CompressionStream,
    AbortSignal: Object.assign(() => {}, { timeout: () => {} }),
    CSS: { supports: (what: string) => !missing.includes(what) },
    addEventListener: (_kind: string, listener: (event: object) => void) => listeners.push(listener),
    document: {
      createElement: (name: string) => part(name),
      createTextNode: (text: string) => text,
      getElementById: (id: string) => (root.id === id ? root : null),
    },
  };
  for (const name of missing) delete has[name];
  const page: Record<string, unknown> = { ...has, window: has };
  runInNewContext(script, page);
  return { root, page: has, listeners };
}

describe('who comes with an old browser', () => {
  it('reads in three languages that it is too old, and where else to go', () => {
    for (const missing of ['CompressionStream', 'indexedDB', 'CSS', 'selector(:has(a))']) {
      const { root } = run(missing);
      const words = wordsOf(root);
      for (const said of ['浏览器太旧', '瀏覽器太舊', 'too old', 'iOS 16.4', '12306'])
        expect(words).toContain(said);
      expect(root.id).toBeUndefined();
    }
  });

  it('with a supported one sees the app alone', () => {
    const { root, page, listeners } = run();
    expect(root.children).toEqual([]);
    expect(root.id).toBe('root');
    expect(page.__zod_globalConfig).toEqual({ jitless: true });
    expect(listeners).toHaveLength(1);
  });

  it('reads so when a script of the first load does not come, and not when a later one fails', () => {
    const lost = run();
    lost.listeners[0]!({ target: { tagName: 'SCRIPT', type: 'module' } });
    expect(wordsOf(lost.root)).toContain('页面没有加载完');
    const later = run();
    later.root.children.push('the app');
    later.listeners[0]!({ target: { tagName: 'SCRIPT', type: 'module' } });
    expect(later.root.children).toEqual(['the app']);
    for (const other of [{ tagName: 'IMG' }, { tagName: 'SCRIPT', type: '' }]) {
      const page = run();
      page.listeners[0]!({ target: other });
      expect(page.root.children).toEqual([]);
      expect(page.root.id).toBe('root');
    }
  });

  it('is asked on every page before the app begins', () => {
    for (const page of ['.', 'verifier', 'counter', 'portal']) {
      const html = readFileSync(join(web, page, 'index.html'), 'utf8');
      const asked = html.indexOf('<script src="/check-browser.js">');
      expect(asked).toBeGreaterThan(html.indexOf('id="root"'));
      expect(asked).toBeLessThan(html.indexOf('<script type="module"'));
    }
  });

  it('needs no JavaScript younger than itself', () => {
    // A young regular expression, too, is an error before anything runs.
    expect(script).not.toMatch(/\(\?<|\\p\{/);
    expect(script).not.toMatch(/=>|\b(const|let|class|async)\b|`[^`]*`\s*[;,)]|\?\./);
  });
});
