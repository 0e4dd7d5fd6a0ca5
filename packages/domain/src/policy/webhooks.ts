import { inAll, type Text } from '../text/locale.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from './calendar.ts';
import { CHALLENGE_EVENT } from './webhook-tag.ts';

/** What a relying party's systems can be told of by webhook, with words for who chooses among them. */
export const PARTY_EVENTS = {
  'presentation.doubled': inAll(
    '同一证件在两处出示',
    '同一證件在兩處出示',
    '同一證件在兩處出示',
    'A credential was shown at two places at once',
  ),
  'link-check.answered': inAll(
    '双证关联核验有了答复',
    '雙證關聯核驗已有答覆',
    '雙證關聯驗證已有答覆',
    'A document link check was answered',
  ),
  'client.revoked': inAll(
    '客户端已被撤销',
    '用戶端已被撤銷',
    '用戶端已被撤銷',
    'A client of yours was revoked',
  ),
  'reader.revoked': inAll('核验设备已被撤销', '核驗裝置已被撤銷', '查驗裝置已被撤銷', 'A device was revoked'),
  'party.amended': inAll(
    '获批的用途或服务已变更',
    '獲批的用途或服務已變更',
    '核准的用途或服務已變更',
    'What your relying party may ask was changed',
  ),
  'party.suspended': inAll(
    '用证单位已被暂停',
    '用證機構已被暫停',
    '用證單位已被暫停',
    'Your relying party was suspended',
  ),
  'party.resumed': inAll(
    '用证单位已恢复',
    '用證機構已恢復',
    '用證單位已恢復',
    'Your relying party works again',
  ),
  'party.ended': inAll('用证单位已终止', '用證機構已終止', '用證單位已終止', 'Your relying party has ended'),
} as const satisfies Record<string, Text>;
export type PartyEventKind = keyof typeof PARTY_EVENTS;
export const PARTY_EVENT_KINDS = Object.keys(PARTY_EVENTS) as [PartyEventKind, ...PartyEventKind[]];

/** What is told of people, and therefore to a party that is active only. */
const EVENTS_ABOUT_PEOPLE: readonly PartyEventKind[] = ['presentation.doubled', 'link-check.answered'];

/** What only an active party is sent: what is about people, and the challenge by which an address is proven. */
export const FOR_ACTIVE_ONLY: readonly string[] = [...EVENTS_ABOUT_PEOPLE, CHALLENGE_EVENT];

/** The event that only `testWebhook` sends; nobody subscribes to it. */
export const TEST_EVENT = 'webhook.test';

/** Where a delivery stands: waiting for its (next) try, taken by the receiver, or given up. */
export const DELIVERY_STATES = ['queued', 'delivered', 'dead'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** Why a try failed; the receiver's own words are never kept. */
export const DELIVERY_FAULTS = {
  'address-refused': inAll(
    '地址不是公网地址',
    '地址並非公共網絡地址',
    '位址不是公開網路位址',
    'The address is not a public one',
  ),
  'name-unknown': inAll(
    '域名无法解析',
    '網域名稱無法解析',
    '網域名稱無法解析',
    'The name cannot be resolved',
  ),
  'not-reached': inAll(
    '无法建立连接',
    '無法建立連線',
    '無法建立連線',
    'No connection could be made, or its certificate is not good',
  ),
  'timed-out': inAll('没有及时应答', '沒有及時回應', '未及時回應', 'No answer in time'),
  redirected: inAll(
    '接收方要求跳转，平台不跟随',
    '接收方要求轉址，平台不會跟隨',
    '接收端要求轉址，平台不會跟隨',
    'The receiver redirects; that is not followed',
  ),
  'answered-no': inAll(
    '接收方没有以 2xx 应答',
    '接收方未以 2xx 回應',
    '接收端未以 2xx 回應',
    'The receiver did not answer 2xx',
  ),
  'not-proven': inAll(
    '对地址验证的应答不对',
    '對網址驗證的回應不正確',
    '對網址驗證的回應不正確',
    'The answer does not prove the address',
  ),
} as const satisfies Record<string, Text>;
export type DeliveryFault = keyof typeof DELIVERY_FAULTS;
export const DELIVERY_FAULT_CODES = Object.keys(DELIVERY_FAULTS) as [DeliveryFault, ...DeliveryFault[]];

/** Figures of webhooks; an agency changes them here. Times in milliseconds. */
export const webhookPolicy = {
  /** Webhooks of one party at most. */
  most: 10,
  longestUrl: 500,
  /** Ports that production may be sent to. */
  ports: [443, 8443],
  /** From dialling to the last byte read. */
  answerWithinMs: 10 * SECOND_MS,
  /** How long a name server is waited for, and how often it is asked. */
  resolve: { timeoutMs: 2 * SECOND_MS, tries: 2 },
  /** An answer to a challenge is no longer than this. */
  proofBytes: 1_024,
  /** An address is asked for its proof again after this: a domain may have changed hands. */
  proveAgainAfterMs: 7 * DAY_MS,
  /** Of the receiver's body so much is read, so that it can end its answer; nothing of it is kept. */
  answerBytes: 64 * 1_024,
  /** A replaced secret signs beside the new one for so long. */
  secretOverlapMs: DAY_MS,
  retry: {
    /** 13 tries fill a day: after 10 s, 30 s, 90 s, 4.5, 13.5, 40 min, 2 h, then every 4 h. */
    tries: 13,
    firstWaitMs: 10 * SECOND_MS,
    factor: 3,
    longestWaitMs: 4 * HOUR_MS,
    /** Up to this share is taken off by chance, so that what failed together does not come back together. */
    jitter: 0.2,
    /** A receiver that asks for more time (Retry-After) gets it, up to this. */
    longestAskedMs: HOUR_MS,
  },
  /** Longer than any try: who holds a webhook's line and dies is followed by the next after this. */
  lineHeldMs: 30 * SECOND_MS,
  /** Deliveries that one waking makes for a webhook, and for how long; then others get their turn. */
  batch: 100,
  turnMs: 20 * SECOND_MS,
  /** Webhooks that a waking serves side by side, and wakings that a worker does. */
  sideBySide: 8,
  wakings: 3,
  /** Events and deliveries are forgotten after this. */
  keptForMs: 30 * DAY_MS,
  /** Test events of one webhook. */
  tests: { most: 10, withinMs: 10 * MINUTE_MS },
  /** Webhooks that one party makes, deleted ones too: each sends a challenge to an address that need not be its own. */
  creations: { most: 30, withinMs: DAY_MS },
  /** Challenges to one address that an administrator asks for. */
  proofs: { most: 20, withinMs: 10 * MINUTE_MS },
  /** Deliveries of one webhook that are sent again by hand: all that one page lists, twice. */
  redeliveries: { most: 200, withinMs: 10 * MINUTE_MS },
  /** Deliveries that one page lists. */
  pageSize: 100,
} as const;

/**
 * How long to wait after the n-th try (from 1), in milliseconds: exponential, less a share by `chance` (0 to 1), never
 * less than the receiver asked for.
 */
export function waitAfterDelivery(n: number, chance: number, askedMs: number): number {
  const { firstWaitMs, factor, longestWaitMs, jitter, longestAskedMs } = webhookPolicy.retry;
  const full = Math.min(firstWaitMs * factor ** (n - 1), longestWaitMs);
  return Math.max(Math.round(full * (1 - jitter * chance)), Math.min(askedMs, longestAskedMs));
}

/**
 * Addresses that no webhook is sent to, in CIDR: everything that IANA's special-purpose registries do not call globally
 * reachable (RFC 6890 and its successors), multicast, and forms of IPv6 that carry an IPv4 address inside.
 */
export const CLOSED_RANGES: readonly string[] = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  // Link-local, and in it the metadata service of every large cloud.
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
  // A metadata service that stands on a public address.
  '100.100.100.200/32',
  '168.63.129.16/32',
  // Everything outside global unicast 2000::/3: loopback, unspecified, mapped, translated, local, link-local, multicast.
  '::/3',
  '4000::/2',
  '8000::/1',
  // Inside it: Teredo and other protocols' own, documentation, 6to4.
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '2620:4f:8000::/48',
  '3fff::/20',
];
