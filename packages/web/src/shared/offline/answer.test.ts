import { describe, expect, it } from 'vitest';
import { type Answering, answerKept, answerOnceFetched } from './answer.ts';

const request = new Request('https://suizheng.example/face/iris.bin');
const page = { name: 'build', path: '/index.html', request };

/** A browser with these caches' one file; `full` refuses to keep, `broken` refuses to open. */
function browser(kept: string | undefined, { full = false, broken = false, status = 200 } = {}) {
  const puts: string[] = [];
  const cache = {
    match: async () => (kept === undefined ? undefined : new Response(kept)),
    put: async (_: unknown, response: Response) => {
      if (full) throw new DOMException('full', 'QuotaExceededError');
      puts.push(await response.text());
    },
  } as unknown as Cache;
  const answering: Answering = {
    caches: {
      open: async () => {
        if (broken) throw new DOMException('broken', 'UnknownError');
        return cache;
      },
    },
    fetch: async () => new Response('from the network', { status }),
  };
  return { answering, puts };
}

describe('answering for an area', () => {
  it('V3: a kept file is answered without the network, and nothing is missing', async () => {
    let missing = 0;
    const answer = await answerKept(browser('kept').answering, page, () => {
      missing += 1;
    });
    expect([await answer.text(), missing]).toEqual(['kept', 0]);
  });

  it('what the browser threw away, or cannot read, comes from the network, and is missed', async () => {
    for (const { answering } of [browser(undefined), browser('kept', { broken: true })]) {
      let missing = 0;
      const answer = await answerKept(answering, page, () => {
        missing += 1;
      });
      expect([await answer.text(), missing]).toEqual(['from the network', 1]);
    }
  });

  it('A11: a full disk keeps nobody from the face check', async () => {
    const waited: Promise<unknown>[] = [];
    for (const how of [{ full: true }, { broken: true }]) {
      const { answering } = browser(undefined, how);
      const answer = await answerOnceFetched(answering, { name: 'heavy', request }, (done) =>
        waited.push(done),
      );
      expect(await answer.text()).toBe('from the network');
    }
    await expect(Promise.all(waited)).resolves.toHaveLength(2);
  });

  it('a whole file is kept, a part of one and a refusal are not', async () => {
    for (const [status, kept] of [
      [200, ['from the network']],
      [206, []],
      [404, []],
    ] as const) {
      const { answering, puts } = browser(undefined, { status });
      const waited: Promise<unknown>[] = [];
      await answerOnceFetched(answering, { name: 'heavy', request }, (done) => waited.push(done));
      await Promise.all(waited);
      expect(puts).toEqual(kept);
    }
  });
});
