import { mod37_36 } from './iso7064.ts';

/** The parts of an electronic certificate identifier 电子证照标识 (GB/T 36904-2018). */
export type CertificateIdParts = {
  /** Certificate type code: the 18-character code of the responsible organisation and a 3-digit sequence. */
  readonly type: string;
  /** Unified social credit code of the issuing organisation, 18 characters. */
  readonly issuer: string;
  /** Serial number given by the issuer, 1–20 characters of 0–9 and A–Z. */
  readonly serial: string;
  /** Version, 3 digits. */
  readonly version: string;
};

/** Version of every identifier we issue: a credential renewed after a face check is the same certificate. */
export const CERTIFICATE_VERSION = '001';

const ROOT = '1.2.156.3005.2';

/** Writes a certificate identifier with its ISO 7064 MOD 37,36 check character; throws RangeError on a malformed part. */
export function formatCertificateId(parts: CertificateIdParts): string {
  if (!/^[0-9A-Z]{21}$/.test(parts.type)) throw new RangeError('certificate type code');
  if (!/^[0-9A-Z]{18}$/.test(parts.issuer)) throw new RangeError('issuer code');
  if (!/^[0-9A-Z]{1,20}$/.test(parts.serial)) throw new RangeError('serial');
  if (!/^\d{3}$/.test(parts.version)) throw new RangeError('version');
  const { type, issuer, serial, version } = parts;
  return `${ROOT}.${type}.${issuer}.${serial}.${version}.${mod37_36(type + issuer + serial + version)}`;
}

/** Reads a certificate identifier, or null when its form or its check character is wrong. */
export function parseCertificateId(text: string): CertificateIdParts | null {
  const match =
    /^1\.2\.156\.3005\.2\.([0-9A-Z]{21})\.([0-9A-Z]{18})\.([0-9A-Z]{1,20})\.(\d{3})\.([0-9A-Z])$/.exec(text);
  if (!match) return null;
  const [, type, issuer, serial, version, check] = match as unknown as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  return mod37_36(type + issuer + serial + version) === check ? { type, issuer, serial, version } : null;
}
