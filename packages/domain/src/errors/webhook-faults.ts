import { inAll, type Text } from '../text/locale.ts';

type FieldFault = { readonly reason: Text; readonly next: Text };

const fullAddress = inAll(
  '请填写完整地址，例如 https://example.com/suizheng。',
  '請填寫完整網址，例如 https://example.com/suizheng。',
  '請填寫完整網址，例如 https://example.com/suizheng。',
  'Give the whole address, such as https://example.com/suizheng.',
);
const chooseEvents = inAll(
  '请从列表中选择至少一种事件。',
  '請從列表中選擇最少一種事件。',
  '請從清單中選擇至少一種事件。',
  'Choose at least one kind of event from the list.',
);

/** What can be wrong with a webhook (V1). */
export const WEBHOOK_FAULTS = {
  'webhook-url.empty': {
    reason: inAll('没有填写地址。', '沒有填寫網址。', '沒有填寫網址。', 'The address is missing.'),
    next: fullAddress,
  },
  'webhook-url.too-long': {
    reason: inAll(
      '地址超过 500 个字符。',
      '網址超過 500 個字元。',
      '網址超過 500 個字元。',
      'The address has more than 500 characters.',
    ),
    next: fullAddress,
  },
  'webhook-url.format': {
    reason: inAll(
      '这不是完整的 http(s) 地址，或带有用户名、密码或 #。',
      '這不是完整的 http(s) 網址，或帶有用戶名稱、密碼或 #。',
      '這不是完整的 http(s) 網址，或帶有使用者名稱、密碼或 #。',
      'This is no full http(s) address, or it carries a user, a password or a #.',
    ),
    next: fullAddress,
  },
  'webhook-url.https': {
    reason: inAll(
      '地址须以 https:// 开头，端口为 443 或 8443。',
      '網址須以 https:// 開頭，連接埠為 443 或 8443。',
      '網址須以 https:// 開頭，連接埠為 443 或 8443。',
      'The address must begin with https:// and use port 443 or 8443.',
    ),
    next: fullAddress,
  },
  'webhook-url.not-public': {
    reason: inAll(
      '这个地址不在公网上。',
      '這個網址不在公共網絡上。',
      '這個網址不在公開網路上。',
      'This address is not a public one.',
    ),
    next: inAll(
      '请填写从公网可以访问的域名。',
      '請填寫可從公共網絡存取的網域名稱。',
      '請填寫可從公開網路存取的網域名稱。',
      'Give a name that can be reached from the public internet.',
    ),
  },
  'webhook-events.empty': {
    reason: inAll('没有选择事件。', '沒有選擇事件。', '沒有選擇事件。', 'No event was chosen.'),
    next: chooseEvents,
  },
  'webhook-events.unknown': {
    reason: inAll(
      '其中有平台不发送的事件。',
      '當中有平台不會發送的事件。',
      '其中有平台不會傳送的事件。',
      'One of these is no event of ours.',
    ),
    next: chooseEvents,
  },
} as const satisfies Record<string, FieldFault>;
