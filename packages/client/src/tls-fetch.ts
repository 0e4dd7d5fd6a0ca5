/** What the connection proves itself with: PEM texts. */
export type TlsIdentity = {
  readonly certificate: string;
  readonly privateKey: string;
  /** Trust anchors of your own, where the platform's certificate is not of a public authority. */
  readonly ca?: string;
};

/**
 * `fetch` over connections that bear a client certificate (RFC 8705). The one that Node brings cannot, so this is made of
 * node:https, and knows what this package needs: a text sent, a text received, no redirects.
 */
export async function tlsFetch({ certificate, privateKey, ca }: TlsIdentity): Promise<typeof fetch> {
  const { Agent, request } = await import('node:https');
  const agent = new Agent({
    cert: certificate,
    key: privateKey,
    keepAlive: true,
    ...(ca === undefined ? {} : { ca }),
  });
  return (input, init = {}) =>
    new Promise((resolve, reject) => {
      const sent = request(
        String(input),
        {
          agent,
          method: init.method ?? 'GET',
          headers: init.headers as Record<string, string>,
          ...(init.signal ? { signal: init.signal } : {}),
        },
        (answer) => {
          const chunks: Uint8Array[] = [];
          answer.on('data', (chunk: Uint8Array) => chunks.push(chunk));
          answer.on('error', reject);
          answer.on('end', () => {
            const status = answer.statusCode!;
            if (status >= 300 && status < 400) return reject(new TypeError('redirected'));
            const headers = new Headers();
            for (const [name, value] of Object.entries(answer.headers))
              if (value !== undefined) headers.set(name, [value].flat().join(', '));
            const body = status === 204 ? null : Buffer.concat(chunks);
            return resolve(new Response(body, { status, headers }));
          });
        },
      );
      sent.on('error', reject);
      sent.end(typeof init.body === 'string' ? init.body : undefined);
    });
}
