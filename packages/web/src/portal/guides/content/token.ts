import { inAll } from '@suizheng/domain/text/locale.ts';
import type { Section } from '../guide.ts';

/** How a relying party's system gets an access token (RFC 6749, 7523, 8705). */
export const sections: readonly Section[] = [
  {
    id: 'before',
    title: inAll('先要有什么', '先要有甚麼', '先要有什麼', 'What you need first'),
    blocks: [
      {
        kind: 'points',
        items: [
          inAll(
            '一个客户端：在“我的接入”里登记公钥（JWKS）或证书，得到客户端编号。只想试一试，用“试一试”里的试用客户端。',
            '一個用戶端：在「我的接入」內登記公鑰（JWKS）或證書，得到用戶端編號。只想試一試，用「試一試」內的測試用戶端。',
            '一個用戶端：在「我的介接」裡登記公鑰（JWKS）或憑證，得到用戶端編號。只想試一試，用「試一試」裡的測試用戶端。',
            'A client: under “My access” register a public key (JWKS) or a certificate and get a client id. To try things out, the page “Try it” makes a trial client.',
          ),
          inAll(
            '一把 P-256 私钥。平台从不需要、也从不接收私钥。',
            '一把 P-256 私鑰。平台從不需要、也從不接收私鑰。',
            '一把 P-256 私鑰。平台從不需要、也從不接收私鑰。',
            'A P-256 private key. The platform never needs it and never takes it.',
          ),
          inAll(
            '要用的服务，就是令牌的范围（scope），例如 real-name-check。',
            '要用的服務，就是權杖的範圍（scope），例如 real-name-check。',
            '要用的服務，就是權杖的範圍（scope），例如 real-name-check。',
            'The services to call: each is a scope of the token, such as real-name-check.',
          ),
        ],
      },
    ],
  },
  {
    id: 'private-key-jwt',
    title: inAll(
      '用私钥取令牌（private_key_jwt）',
      '用私鑰取得權杖（private_key_jwt）',
      '用私鑰取得權杖（private_key_jwt）',
      'With a private key (private_key_jwt)',
    ),
    blocks: [
      {
        kind: 'steps',
        items: [
          inAll(
            '用私钥签一个短时的 JWT（ES256）：iss 和 sub 都是客户端编号，aud 是平台的地址（发现文件里的 issuer），jti 每次不同，exp 在 {assertionMinutes} 分钟以内。',
            '用私鑰簽一個短時的 JWT（ES256）：iss 和 sub 都是用戶端編號，aud 是平台的網址（discovery 文件內的 issuer），jti 每次不同，exp 在 {assertionMinutes} 分鐘以內。',
            '用私鑰簽一個短時的 JWT（ES256）：iss 和 sub 都是用戶端編號，aud 是平台的網址（discovery 文件裡的 issuer），jti 每次不同，exp 在 {assertionMinutes} 分鐘以內。',
            'Sign a short-lived JWT (ES256): iss and sub are the client id, aud is the address of the platform (issuer in the discovery document), jti is different each time, exp lies within {assertionMinutes} minutes.',
          ),
          inAll(
            '以表单（application/x-www-form-urlencoded）发到令牌端点。',
            '以表單（application/x-www-form-urlencoded）發到權杖端點。',
            '以表單（application/x-www-form-urlencoded）發到權杖端點。',
            'Post it to the token endpoint as a form (application/x-www-form-urlencoded).',
          ),
          inAll(
            '得到的令牌用 {tokenMinutes} 分钟。到期前再取一次，不必每次调用都取。',
            '得到的權杖用 {tokenMinutes} 分鐘。到期前再取一次，不必每次呼叫都取。',
            '得到的權杖用 {tokenMinutes} 分鐘。到期前再取一次，不必每次呼叫都取。',
            'The token works for {tokenMinutes} minutes. Get the next one before it expires; you do not need one for each call.',
          ),
        ],
      },
      { kind: 'samples', id: 'token' },
      {
        kind: 'note',
        tone: 'wait',
        text: inAll(
          '同一个断言只能用一次；重放会被拒绝。请保持服务器时钟准确。',
          '同一個斷言只能用一次；重複使用會被拒絕。請保持伺服器時鐘準確。',
          '同一個斷言只能用一次；重複使用會被拒絕。請保持伺服器時鐘準確。',
          'An assertion works only once; sent again it is refused. Keep the clock of your server accurate.',
        ),
      },
    ],
  },
  {
    id: 'mutual-tls',
    title: inAll(
      '用证书取令牌（双向 TLS）',
      '用證書取得權杖（雙向 TLS）',
      '用憑證取得權杖（雙向 TLS）',
      'With a certificate (mutual TLS)',
    ),
    blocks: [
      {
        kind: 'words',
        text: inAll(
          '登记客户端时上传证书（PEM）。取令牌时在 TLS 连接中出示这张证书，不用签断言。令牌与证书绑定：调用服务时也要用同一张证书，别人拿到令牌也用不了。',
          '登記用戶端時上載證書（PEM）。取得權杖時在 TLS 連接中出示這張證書，毋須簽斷言。權杖與證書綁定：呼叫服務時也要用同一張證書，別人拿到權杖也用不了。',
          '登記用戶端時上傳憑證（PEM）。取得權杖時在 TLS 連接中出示這張憑證，不必簽斷言。權杖與憑證綁定：呼叫服務時也要用同一張憑證，別人拿到權杖也用不了。',
          'Register the client with its certificate (PEM) and present it in the TLS connection when you ask for a token; no assertion is needed. The token is bound to the certificate: calls must present the same one, so a stolen token is useless.',
        ),
      },
      { kind: 'samples', id: 'mutual-tls' },
    ],
  },
  {
    id: 'discovery',
    title: inAll('自动发现', '自動發現', '自動發現', 'Discovery'),
    blocks: [
      {
        kind: 'words',
        text: inAll(
          '令牌端点、支持的认证方式和签名算法写在 /.well-known/oauth-authorization-server（RFC 8414）。通用的 OAuth 库可以直接使用。',
          '權杖端點、支援的認證方式和簽署演算法寫在 /.well-known/oauth-authorization-server（RFC 8414）。通用的 OAuth 程式庫可以直接使用。',
          '權杖端點、支援的認證方式和簽章演算法寫在 /.well-known/oauth-authorization-server（RFC 8414）。通用的 OAuth 函式庫可以直接使用。',
          'The token endpoint, authentication methods and algorithms are listed at /.well-known/oauth-authorization-server (RFC 8414), ready for any OAuth library.',
        ),
      },
      { kind: 'samples', id: 'discovery' },
    ],
  },
  {
    id: 'revoke',
    title: inAll('撤销', '撤銷', '撤銷', 'Revocation'),
    blocks: [
      {
        kind: 'words',
        text: inAll(
          '密钥丢失或者泄露时，在“我的接入”里撤销客户端。它的令牌在一分钟内全部失效，不必等到期。',
          '密鑰遺失或外洩時，在「我的接入」內撤銷用戶端。它的權杖在一分鐘內全部失效，不必等到期。',
          '金鑰遺失或外洩時，在「我的介接」裡撤銷用戶端。它的權杖在一分鐘內全部失效，不必等到期。',
          'When a key is lost or leaked, revoke the client under “My access”. Its tokens all stop working within a minute, whatever time they had left.',
        ),
      },
    ],
  },
];
