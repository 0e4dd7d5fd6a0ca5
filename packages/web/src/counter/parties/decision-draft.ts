import type { PartyView } from '@suizheng/domain/contract/parties.ts';
import {
  limitsOf,
  SERVICE_IDS,
  SERVICES,
  type ServiceId,
  type ServiceLimits,
} from '@suizheng/domain/policy/services.ts';

/** What is typed for one service, as text. */
export type TypedLimits = { readonly perMinute: string; readonly perDay: string };

/** What an officer has chosen so far; `decision` is null until they have. */
export type Draft = {
  readonly decision: 'approve' | 'refuse' | null;
  readonly purposes: readonly string[];
  readonly services: readonly ServiceId[];
  readonly limits: Readonly<Record<ServiceId, TypedLimits>>;
  readonly reason: string | null;
  readonly note: string;
};

/** What an organisation asks for, and the limits of its own that it has already. */
export type Asked = Pick<PartyView, 'purposes' | 'services' | 'limits'>;

/** All that was asked for, with the limits that it has, or the usual ones. */
export function draftOf({ purposes, services, limits: own }: Asked): Draft {
  const usual = SERVICE_IDS.map((id) => {
    const { perMinute, perDay } = limitsOf(id, own);
    return [id, { perMinute: String(perMinute), perDay: String(perDay) }];
  });
  return {
    decision: null,
    purposes,
    services,
    limits: Object.fromEntries(usual) as Record<ServiceId, TypedLimits>,
    reason: null,
    note: '',
  };
}

/** Limits of the chosen services as they stand in their fields; null in place of a number that is none. */
export function typedLimits({ services, limits }: Pick<Draft, 'services' | 'limits'>) {
  const typed: Partial<Record<ServiceId, { perMinute: number | null; perDay: number | null }>> = {};
  for (const id of services)
    typed[id] = { perMinute: whole(limits[id].perMinute), perDay: whole(limits[id].perDay) };
  return typed;
}

/** Those of them that are not the usual ones. */
export function ownLimits(draft: Pick<Draft, 'services' | 'limits'>): ReturnType<typeof typedLimits> {
  const own = typedLimits(draft);
  for (const id of draft.services) {
    const usual: ServiceLimits = SERVICES[id].limits;
    if (own[id]?.perMinute === usual.perMinute && own[id].perDay === usual.perDay) delete own[id];
  }
  return own;
}

function whole(typed: string): number | null {
  const digits = typed.replaceAll(/[\s,，]/g, '');
  return /^\d{1,10}$/.test(digits) && Number(digits) > 0 ? Number(digits) : null;
}
