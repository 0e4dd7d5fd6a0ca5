/** The Content-Digest header (RFC 9530) of a body: SHA-256, the only algorithm that our callers need. */
export async function contentDigest(body: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', body.slice()));
  return `sha-256=:${btoa(String.fromCharCode(...digest))}:`;
}

/** True when the header's sha-256 is that of the body; other algorithms beside it are ignored, none at all is refused. */
export async function isDigestOf(header: string, body: Uint8Array): Promise<boolean> {
  const wanted = await contentDigest(body);
  const given = header.split(',').map((member) => member.trim());
  // A dictionary that names an algorithm twice is no dictionary (RFC 8941 §3.2): refused rather than guessed at.
  const sha256 = given.filter((member) => member.toLowerCase().startsWith('sha-256='));
  return sha256.length === 1 && sha256[0] === wanted;
}
