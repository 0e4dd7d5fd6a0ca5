import type { Page } from 'playwright-core';

/** Asks the API as the page's own person does, with the page's cookies; throws with the answer's words when it refuses. */
export function postAsPage<Answer>(page: Page, path: string, body: object): Promise<Answer> {
  return page.evaluate(
    async ([address, text]) => {
      const answer = await fetch(address, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
        body: text,
      });
      if (!answer.ok) throw new Error(`${address} was answered ${answer.status}: ${await answer.text()}`);
      return answer.json();
    },
    [path, JSON.stringify(body)] as const,
  );
}
