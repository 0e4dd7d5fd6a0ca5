import type { Phone } from '@suizheng/server/testing/verification-world.ts';

/** What a code is, and so what its verdict must be. */
export type Kind = 'good' | 'revoked' | 'forged' | 'old';

/** One answered check. */
export type Asked = {
  readonly kind: Kind;
  /** Milliseconds of performance.now() when it was sent and answered. */
  readonly sentAt: number;
  readonly answeredAt: number;
  readonly status: number;
  readonly verdict: string;
  readonly code: string;
  readonly evidenceId: string;
  readonly text: string;
};

/** Codes by what they are. */
export type Codes = Readonly<Record<'good' | 'revoked' | 'forged', readonly Phone[]>>;

/** A load of gates that ask one after the other, each with a reader of its own; `stop` answers everything that was asked. */
export function startVerifying(
  url: string,
  tokens: readonly string[],
  codes: Codes,
  chance: () => number,
): { readonly asked: readonly Asked[]; stop(): Promise<readonly Asked[]> } {
  const asked: Asked[] = [];
  let ending = false;

  const draw = (): Kind => {
    const one = chance();
    return one < 0.8 ? 'good' : one < 0.88 ? 'revoked' : one < 0.94 ? 'forged' : 'old';
  };

  const gate = async (token: string): Promise<void> => {
    while (!ending) {
      const kind = draw();
      const phones = kind === 'old' ? codes.good : codes[kind];
      const phone = phones[Math.floor(chance() * phones.length)]!;
      const code = await phone.code(new Date(Date.now() - (kind === 'old' ? 300_000 : 0)));
      const sentAt = performance.now();
      const answer = await ask(url, token, code);
      asked.push({ kind, sentAt, answeredAt: performance.now(), ...answer });
    }
  };
  const gates = tokens.map(gate);
  return {
    asked,
    async stop() {
      ending = true;
      await Promise.all(gates);
      return asked;
    },
  };
}

async function ask(url: string, token: string, code: string) {
  try {
    const response = await fetch(`${url}/api/v1/verifications`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ code }),
      signal: AbortSignal.timeout(20_000),
    });
    const text = await response.text();
    const { verdict = '', code: reason = '', evidenceId = '' } = JSON.parse(text) as Record<string, string>;
    return { status: response.status, verdict, code: reason, evidenceId, text };
  } catch (error) {
    const { message, cause } = error as Error;
    return { status: 0, verdict: '', code: '', evidenceId: '', text: `${message} ${String(cause)}` };
  }
}

/** Answers that nobody should get, as sentences: a check that failed, a good code refused, a bad one let through. */
export function wrongAnswers(asked: readonly Asked[]): string[] {
  return asked.flatMap(({ kind, status, verdict, code, text }) => {
    const wrong = (words: string) => [`${words}: ${kind} ${status} ${text.slice(0, 300)}`];
    if (status !== 200) return wrong('a check failed');
    const expected: Record<Kind, readonly string[]> = {
      good: ['green valid', 'amber valid-offline'],
      revoked: ['red revoked'],
      forged: ['red bad-issuer-signature', 'red unknown-issuer'],
      old: ['red code-expired'],
    };
    return expected[kind].includes(`${verdict} ${code}`) ? [] : wrong('a wrong verdict');
  });
}
