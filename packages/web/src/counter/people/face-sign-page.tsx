import { faceSign } from '@suizheng/domain/contract/people.ts';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { MobileProof } from './mobile-proof.tsx';
import { PEOPLE_PATHS } from './paths.ts';
import { VisitFrame } from './visit-frame.tsx';

/** Face-sign (A6): the mobile that the person holds, and with its code the level real-person. */
export function FaceSignPage() {
  const { t } = useTranslation('people');
  return (
    <VisitFrame title={t('faceSign.title')} back={PEOPLE_PATHS.visit}>
      {(visit, keep) => (
        <MobileProof
          visit={visit}
          lead={t('faceSign.lead')}
          confirm={t('faceSign.confirm')}
          done={t('faceSign.done')}
          doneNext={t('faceSign.doneNext')}
          send={(proven, idempotencyKey) =>
            call(faceSign, { params: { id: visit.id }, body: proven }, { idempotencyKey })
          }
          onDone={keep}
        />
      )}
    </VisitFrame>
  );
}
