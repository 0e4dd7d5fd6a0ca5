// The token endpoint speaks OAuth 2 (RFC 6749), not our problem details: it is no resource of API, but described here.
import { z } from 'zod';
import { inAll, type Text } from '../text/locale.ts';

/** A token request as its form bears it (RFC 6749 §4.4.2, RFC 7521 §4.2). */
export const TokenForm = z
  .object({
    grant_type: z.literal('client_credentials'),
    scope: z.string().optional().meta({
      description: 'services, separated by spaces; all that the client may when absent',
      example: 'real-name-check',
    }),
    client_id: z.string().optional().meta({ description: 'needed with mutual TLS' }),
    client_assertion_type: z
      .literal('urn:ietf:params:oauth:client-assertion-type:jwt-bearer')
      .optional()
      .meta({ description: 'needed with client_assertion' }),
    client_assertion: z.string().optional().meta({
      description:
        'JWT signed by the client’s key: iss = sub = client_id, aud = the issuer that /.well-known/oauth-authorization-server names, iat, exp at most 5 minutes later, a jti that is used once',
    }),
  })
  .meta({ id: 'TokenRequest' });

/** A token (RFC 6749 §5.1). */
export const TokenAnswer = z
  .object({
    access_token: z.string(),
    token_type: z.literal('Bearer'),
    expires_in: z.int().meta({ description: 'seconds' }),
    scope: z.string(),
  })
  .meta({ id: 'TokenAnswer' });

type Refusal = { readonly status: number; readonly description: string; readonly next: Text };

/** Why no token is given (RFC 6749 §5.2): `description` is for logs of programs, `next` for people. */
export const TOKEN_REFUSALS = {
  invalid_request: {
    status: 400,
    description:
      'The request is not an application/x-www-form-urlencoded form with each parameter once, or a parameter is missing.',
    next: inAll(
      '请按接口说明发送表单，每个参数只出现一次。',
      '請按介面說明發送表單，每個參數只出現一次。',
      '請依介面說明傳送表單，每個參數只出現一次。',
      'Send the form as the API description says, each parameter once.',
    ),
  },
  invalid_client: {
    status: 401,
    description:
      'The client is not known or was revoked, or its assertion or certificate is not good, or the assertion was used before.',
    next: inAll(
      '请核对 client_id、密钥、aud、时间，并为每次请求使用新的 jti；若系统已停用，请重新登记。',
      '請核對 client_id、密鑰、aud、時間，並為每次請求使用新的 jti；如系統已停用，請重新登記。',
      '請核對 client_id、金鑰、aud、時間，並為每次請求使用新的 jti；若系統已停用，請重新登記。',
      'Check client_id, key, aud and clock, and use a new jti each time; if the client was revoked, register another.',
    ),
  },
  unauthorized_client: {
    status: 400,
    description: 'The relying party is not active at present.',
    next: inAll(
      '本单位的用证资格已暂停或终止，请在“我的接入”查看原因。',
      '本機構的用證資格已暫停或終止，請在「我的接入」查看原因。',
      '本單位的用證資格已暫停或終止，請在「我的介接」查看原因。',
      'The party is suspended or ended: “My access” in the portal says why.',
    ),
  },
  unsupported_grant_type: {
    status: 400,
    description: 'Only client_credentials is supported.',
    next: inAll(
      '请使用 grant_type=client_credentials。',
      '請使用 grant_type=client_credentials。',
      '請使用 grant_type=client_credentials。',
      'Use grant_type=client_credentials.',
    ),
  },
  invalid_scope: {
    status: 400,
    description: 'The scope names a service that this client may not ask, or that does not exist.',
    next: inAll(
      '请只写该系统获准的服务，或不写 scope。',
      '請只填該系統獲准的服務，或不填 scope。',
      '請只填該系統獲准的服務，或不填 scope。',
      'Name services that this client was given, or leave scope out.',
    ),
  },
  slow_down: {
    status: 429,
    description: 'Too many token requests: an access token serves for ten minutes.',
    next: inAll(
      '访问令牌 10 分钟内有效，请重复使用，稍后再试。',
      '存取權杖 10 分鐘內有效，請重複使用，稍後再試。',
      '存取權杖 10 分鐘內有效，請重複使用，稍後再試。',
      'Use a token for its ten minutes; try again later.',
    ),
  },
  temporarily_unavailable: {
    status: 503,
    description: 'The service cannot answer at the moment.',
    next: inAll('请稍后再试。', '請稍後再試。', '請稍後再試。', 'Try again in a moment.'),
  },
  server_error: {
    status: 500,
    description: 'Something went wrong on our side.',
    next: inAll(
      '请稍后再试；仍不行请报上追踪编号。',
      '請稍後再試；如仍不行請提供追蹤編號。',
      '請稍後再試；若仍不行請提供追蹤編號。',
      'Try again; if it persists, tell us the trace id.',
    ),
  },
} as const satisfies Record<string, Refusal>;
export type TokenError = keyof typeof TOKEN_REFUSALS;

/** The refusal of a token: RFC 6749 §5.2 with our next step and trace id. */
export const TokenRefused = z
  .object({
    error: z.enum(Object.keys(TOKEN_REFUSALS) as [TokenError, ...TokenError[]]),
    error_description: z.string(),
    next: z.string(),
    traceId: z.string(),
  })
  .meta({ id: 'TokenRefused' });
