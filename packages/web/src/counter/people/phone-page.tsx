import { registerPhone } from '@suizheng/domain/contract/people.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { RadioChoice } from '../../shared/kit/radio-choice.tsx';
import { MobileProof } from './mobile-proof.tsx';
import { PEOPLE_PATHS } from './paths.ts';
import { VisitFrame } from './visit-frame.tsx';

/** Another mobile for the person's account (A10): the old one opens nothing any more. */
export function PhonePage() {
  const { t } = useTranslation('people');
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <VisitFrame title={t('phone.title')} back={PEOPLE_PATHS.visit}>
      {(visit, keep) => {
        const { accounts } = visit.person;
        const accountId = chosen ?? accounts[0]?.id ?? '';
        return (
          <>
            {accounts.length > 1 ? (
              <RadioChoice
                name="account"
                label={t('phone.account')}
                options={accounts.map(({ id, mobile, level }) => ({
                  id,
                  text: <span className="nums">{mobile}</span>,
                  detail: t(`levels.${level}`),
                }))}
                value={accountId}
                onChange={setChosen}
              />
            ) : null}
            <MobileProof
              visit={visit}
              lead={t('phone.lead', { mobile: accounts.find(({ id }) => id === accountId)?.mobile ?? '' })}
              confirm={t('phone.confirm')}
              done={t('phone.done')}
              doneNext={t('phone.doneNext')}
              send={(proven, idempotencyKey) =>
                call(
                  registerPhone,
                  { params: { id: visit.id }, body: { accountId, ...proven } },
                  { idempotencyKey },
                )
              }
              onDone={keep}
            />
          </>
        );
      }}
    </VisitFrame>
  );
}
