import { inAll, type Text } from '../text/locale.ts';

/** What a relying party can ask the platform (V2); the id is also the OAuth scope that allows it. */
export const SERVICES = {
  'credential-check': {
    text: inAll('核验证件', '核驗證件', '查驗證件', 'Check a credential'),
    limits: { perMinute: 6_000, perDay: 2_000_000 },
  },
  'real-name-check': {
    text: inAll('实名核验', '實名核驗', '實名驗證', 'Real-name check'),
    limits: { perMinute: 600, perDay: 100_000 },
  },
  'real-person-check': {
    text: inAll('实人核验', '真人核驗', '真人驗證', 'Real-person check'),
    limits: { perMinute: 120, perDay: 20_000 },
  },
  'link-check': {
    text: inAll('双证关联核验', '雙證關聯核驗', '雙證關聯驗證', 'Document link check'),
    limits: { perMinute: 60, perDay: 5_000 },
  },
  'card-status-check': {
    text: inAll('证件状态核验', '證件狀態核驗', '證件狀態查詢', 'Card status check'),
    limits: { perMinute: 600, perDay: 100_000 },
  },
} as const satisfies Record<
  string,
  {
    readonly text: Text;
    /** What one party may ask where its approval says nothing else: calls a minute, and in a day of Asia/Shanghai. */
    readonly limits: ServiceLimits;
  }
>;
export type ServiceId = keyof typeof SERVICES;

/** Calls a minute, and in a day of Asia/Shanghai. */
export type ServiceLimits = { readonly perMinute: number; readonly perDay: number };

/** Every service's id, for schemas. */
export const SERVICE_IDS = Object.keys(SERVICES) as [ServiceId, ...ServiceId[]];

/** The limits of a service for a party: its own where the approval set some, else the usual ones. */
export function limitsOf(
  service: ServiceId,
  own: Readonly<Partial<Record<ServiceId, ServiceLimits>>>,
): ServiceLimits {
  return own[service] ?? SERVICES[service].limits;
}
