import type { Page } from 'playwright-core';

/** How often the same request is sent while the server says that it has no room at this moment, a second apart. */
const TRIES = 30;

/**
 * Asks the API as the page's own person does, with the page's cookies; the same again, under its key, while the server
 * is busy, as pages do. Throws with the answer's words when it refuses.
 */
export function postAsPage<Answer>(page: Page, path: string, body: object): Promise<Answer> {
  return page.evaluate(
    async ([address, text, tries]) => {
      const headers = { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() };
      for (let sent = 1; ; sent += 1) {
        const answer = await fetch(address, { method: 'POST', headers, body: text });
        if (answer.ok) return answer.json();
        if (answer.status !== 503 || sent >= tries)
          throw new Error(`${address} was answered ${answer.status}: ${await answer.text()}`);
        await new Promise((resolve) => setTimeout(resolve, 1_000));
      }
    },
    [path, JSON.stringify(body), TRIES] as const,
  );
}
