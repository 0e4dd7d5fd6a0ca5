import type { PartyState } from '@suizheng/domain/policy/relying-party.ts';
import type { ServiceId } from '@suizheng/domain/policy/services.ts';
import { SERVICES } from '@suizheng/domain/policy/services.ts';
import { purposeById } from '@suizheng/domain/procedures/purposes.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { joinNames } from '../../shared/i18n/join.ts';
import type { Tone } from '../../shared/kit/notice.tsx';

/** How each state looks, beside its words. */
export const STATE_TONES: Readonly<Record<PartyState, Tone>> = {
  applied: 'wait',
  approved: 'wait',
  active: 'good',
  suspended: 'bad',
  refused: 'bad',
  withdrawn: 'info',
  ended: 'bad',
};

/** Lists in words: purposes and services by their names, put together as the language does. */
export function useLists(): {
  purposes: (ids: readonly string[]) => string;
  services: (ids: readonly ServiceId[]) => string;
  join: (words: readonly string[]) => string;
} {
  const text = useText();
  return {
    join: joinNames,
    purposes: (ids) =>
      joinNames(
        ids.map((id) => {
          const known = purposeById(id);
          return known ? text(known.text) : id;
        }),
      ),
    services: (ids) => joinNames(ids.map((id) => text(SERVICES[id].text))),
  };
}
