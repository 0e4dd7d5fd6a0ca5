import { inAll, type Text } from '../text/locale.ts';

type FieldFault = { readonly reason: Text; readonly next: Text };

const pasteJwks = inAll(
  '请粘贴只含公钥的 JWK Set，例如 {"keys":[{"kty":"EC","crv":"P-256","x":"…","y":"…"}]}。',
  '請貼上只含公鑰的 JWK Set，例如 {"keys":[{"kty":"EC","crv":"P-256","x":"…","y":"…"}]}。',
  '請貼上只含公開金鑰的 JWK Set，例如 {"keys":[{"kty":"EC","crv":"P-256","x":"…","y":"…"}]}。',
  'Paste a JWK Set of public keys, such as {"keys":[{"kty":"EC","crv":"P-256","x":"…","y":"…"}]}.',
);
const pastePem = inAll(
  '请粘贴一张 PEM 证书（-----BEGIN CERTIFICATE-----）。',
  '請貼上一張 PEM 證書（-----BEGIN CERTIFICATE-----）。',
  '請貼上一張 PEM 憑證（-----BEGIN CERTIFICATE-----）。',
  'Paste one PEM certificate (-----BEGIN CERTIFICATE-----).',
);
const otherKey = inAll(
  '请使用 EC P-256、EC P-384、Ed25519 或 2048 至 4096 位的 RSA 密钥。',
  '請使用 EC P-256、EC P-384、Ed25519 或 2048 至 4096 位元的 RSA 密鑰。',
  '請使用 EC P-256、EC P-384、Ed25519 或 2048 至 4096 位元的 RSA 金鑰。',
  'Use EC P-256, EC P-384, Ed25519, or RSA of 2048 to 4096 bits.',
);
const makeAnew = inAll(
  '这把私钥已经离开您的系统，请作废它、另造一把，只提交公钥部分。',
  '此私鑰已離開您的系統，請作廢並另造一把，只提交公鑰部分。',
  '此私密金鑰已離開您的系統，請作廢並另造一把，只提交公開金鑰部分。',
  'This private key has left your system: discard it, make another, and send its public part only.',
);

/** What can be wrong with a client that a relying party registers (V1). */
export const CLIENT_FAULTS = {
  'client-label.empty': {
    reason: inAll('还没有名称。', '尚未填寫名稱。', '尚未填寫名稱。', 'It has no name yet.'),
    next: inAll(
      '请写一个您自己认得出的名称，如“柜面系统”。',
      '請填寫您自己認得出的名稱，如「櫃台系統」。',
      '請填寫您自己認得出的名稱，如「櫃檯系統」。',
      'Give it a name that you will know again, such as “branch desk”.',
    ),
  },
  'client-label.too-long': {
    reason: inAll(
      '名称超过 60 字。',
      '名稱超過 60 字。',
      '名稱超過 60 字。',
      'The name is longer than 60 characters.',
    ),
    next: inAll('请缩短名称。', '請縮短名稱。', '請縮短名稱。', 'Make it shorter.'),
  },
  'client-key.one-of': {
    reason: inAll(
      'JWK Set 与证书须且只须提供一样。',
      'JWK Set 與證書須且只須提供一樣。',
      'JWK Set 與憑證須且只須提供一樣。',
      'Either a JWK Set or a certificate is needed, not both.',
    ),
    next: inAll(
      '用签名断言的系统交 JWK Set，用双向 TLS 的系统交证书。',
      '使用簽名斷言的系統提交 JWK Set，使用雙向 TLS 的系統提交證書。',
      '使用簽章斷言的系統提交 JWK Set，使用雙向 TLS 的系統提交憑證。',
      'Give the JWK Set for signed assertions, or the certificate for mutual TLS.',
    ),
  },
  'jwks.invalid': {
    reason: inAll(
      '这不是可用的公钥。',
      '這不是可用的公鑰。',
      '這不是可用的公開金鑰。',
      'This is no public key that can be used.',
    ),
    next: pasteJwks,
  },
  'jwks.too-large': {
    reason: inAll(
      '密钥太大或太多。',
      '密鑰太大或太多。',
      '金鑰太大或太多。',
      'The keys are too large or too many.',
    ),
    next: inAll(
      '一个系统最多 5 把公钥，且不要附带证书链。',
      '一個系統最多 5 把公鑰，且不要附帶證書鏈。',
      '一個系統最多 5 把公開金鑰，且不要附帶憑證鏈。',
      'At most 5 public keys for one client, without certificate chains.',
    ),
  },
  'jwks.private': {
    reason: inAll(
      '里面含有私钥或共享密钥！',
      '內含私鑰或共用密鑰！',
      '內含私密金鑰或共用金鑰！',
      'It holds a private or a shared key!',
    ),
    next: makeAnew,
  },
  'jwks.kind': {
    reason: inAll(
      '不支持这种密钥。',
      '不支援這種密鑰。',
      '不支援這種金鑰。',
      'This kind of key is not supported.',
    ),
    next: otherKey,
  },
  'jwks.kid-twice': {
    reason: inAll(
      '两把密钥用了同一个 kid。',
      '兩把密鑰使用同一個 kid。',
      '兩把金鑰使用同一個 kid。',
      'Two keys bear the same kid.',
    ),
    next: inAll(
      '请为每把密钥取不同的 kid。',
      '請為每把密鑰取不同的 kid。',
      '請為每把金鑰取不同的 kid。',
      'Give each key a kid of its own.',
    ),
  },
  'certificate.invalid': {
    reason: inAll(
      '这不是一张可用的证书。',
      '這不是一張可用的證書。',
      '這不是一張可用的憑證。',
      'This is no certificate that can be used.',
    ),
    next: pastePem,
  },
  'certificate.private': {
    reason: inAll('里面含有私钥！', '內含私鑰！', '內含私密金鑰！', 'It holds a private key!'),
    next: makeAnew,
  },
  'certificate.kind': {
    reason: inAll(
      '不支持这张证书的密钥。',
      '不支援此證書的密鑰。',
      '不支援此憑證的金鑰。',
      'The key of this certificate is not supported.',
    ),
    next: otherKey,
  },
  'certificate.expired': {
    reason: inAll('这张证书已过期。', '此證書已過期。', '此憑證已過期。', 'This certificate has expired.'),
    next: pastePem,
  },
  'service.not-approved': {
    reason: inAll(
      '本单位没有获准使用这项服务。',
      '本機構沒有獲准使用此項服務。',
      '本單位沒有獲准使用此項服務。',
      'The party was not approved for this service.',
    ),
    next: inAll(
      '请从获准的服务中选择。',
      '請從獲准的服務中選擇。',
      '請從獲准的服務中選擇。',
      'Choose among the services it was approved for.',
    ),
  },
} as const satisfies Record<string, FieldFault>;
