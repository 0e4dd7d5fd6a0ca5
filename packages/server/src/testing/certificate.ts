import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A certificate and its key, as PEM. */
export type Identity = { readonly cert: string; readonly key: string };

const P256 = ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'] as const;

/** A self-signed certificate for 30 days, as an engineer makes one with openssl; `kind` is its -newkey with options. */
export function selfSigned(name: string, kind: readonly string[] = P256): Identity {
  const dir = mkdtempSync(join(tmpdir(), 'certificate-'));
  const [key, cert] = [join(dir, 'key.pem'), join(dir, 'certificate.pem')];
  const subject = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`];
  const files = ['-keyout', key, '-out', cert];
  try {
    execFileSync(
      'openssl',
      ['req', '-x509', '-newkey', ...kind, '-nodes', ...subject, '-days', '30', ...files],
      { stdio: 'pipe' },
    );
    return { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') };
  } finally {
    rmSync(dir, { recursive: true });
  }
}
