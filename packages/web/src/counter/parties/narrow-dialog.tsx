import { type CounterPartyView, narrowParty } from '@suizheng/domain/contract/counter-parties.ts';
import { NARROWING_REASON_CODES, NARROWING_REASONS } from '@suizheng/domain/policy/party-reasons.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { call } from '../../shared/api/call.ts';
import { schemaFaults } from '../../shared/faults.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { ActDialog } from './act-dialog.tsx';
import { draftOf, typedLimits } from './decision-draft.ts';
import { GrantFields } from './grant-fields.tsx';
import { limitWords, reasonTexts } from './words.ts';

type Body = z.input<NonNullable<typeof narrowParty.body>>;

const REASONS = reasonTexts(NARROWING_REASONS, NARROWING_REASON_CODES);

/** Takes back a part of what was approved: what stays is ticked, with its limits; the reason and a note go to the party. */
export function NarrowDialog({
  party,
  onNarrowed,
  onClose,
}: Pick<CounterPartyView, 'party'> & {
  onNarrowed: (view: CounterPartyView) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('parties');
  const text = useText();
  const [draft, setDraft] = useState(() => draftOf(party));
  const { purposes, services } = draft;
  const rights = { purposes, services, limits: typedLimits(draft) };
  return (
    <ActDialog
      title={t('standing.narrowTitle')}
      why={t('standing.narrowWhy')}
      confirm={t('standing.narrow')}
      danger
      reasons={REASONS}
      more={{
        fields: (faults) => (
          <GrantFields
            asked={party}
            draft={draft}
            faults={faults}
            legends={{ purposes: t('standing.narrowPurposes'), services: t('standing.narrowServices') }}
            onChange={(changed) => setDraft({ ...draft, ...changed })}
          />
        ),
        // The reason and the note are the dialog's own.
        check: () =>
          schemaFaults(
            narrowParty.body!,
            { ...rights, reason: NARROWING_REASON_CODES[0], note: '-' },
            text,
            {},
          ).map(limitWords(t('decide.limitWrong'))),
      }}
      onConfirm={async (reason, note) =>
        onNarrowed(
          await call(narrowParty, { params: { id: party.id }, body: { ...rights, reason, note } as Body }),
        )
      }
      onClose={onClose}
    />
  );
}
