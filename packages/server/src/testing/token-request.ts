import { TOKEN_PATH } from '../flows/parties/issuer.ts';

export type TokenForm = Record<string, string> | string;
export type TokenCall = { type?: string; path?: string; headers?: Record<string, string> };

/** A token request as a client library sends it; the answer's body is read as JSON, whatever its status. */
export async function askForToken(
  url: string,
  form: TokenForm,
  { type = 'application/x-www-form-urlencoded', path = TOKEN_PATH, headers = {} }: TokenCall = {},
) {
  const body = typeof form === 'string' ? form : new URLSearchParams(form).toString();
  const answer = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': type, ...headers },
    body,
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: JSON.parse(text) };
}

/** A JWT put together by hand, signed by whatever bytes are given. */
export const forged = (header: object, claims: object, signature = ''): string =>
  `${[header, claims].map((it) => Buffer.from(JSON.stringify(it)).toString('base64url')).join('.')}.${signature}`;
