import { type CounterCredentialView, setCredentialStatus } from '@suizheng/domain/contract/counter.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { Button, TextLink } from '../../shared/kit/button.tsx';
import { Card } from '../../shared/kit/card.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { PrintPaper } from '../paper/print-paper.tsx';
import { ReasonDialog } from '../reason-dialog.tsx';
import { REVIEW_PATHS } from '../review/paths.ts';
import { CredentialFacts } from './credential-facts.tsx';

type Act = 'revoke' | 'suspend' | 'reinstate';

const RESULT = { revoke: 'revoked', suspend: 'suspended', reinstate: 'valid' } as const;

/** What an officer may do from each status; revoked and expired are final. */
const ACTS: Record<CounterCredentialView['status'], readonly Act[]> = {
  valid: ['suspend', 'revoke'],
  suspended: ['reinstate', 'revoke'],
  revoked: [],
  expired: [],
};

/** One credential found, with what can be done to it. */
export function CredentialCard({
  credential,
  onChange,
}: {
  credential: CounterCredentialView;
  onChange: (changed: CounterCredentialView) => void;
}) {
  const { t } = useTranslation('counter');
  const [act, setAct] = useState<Act | null>(null);
  const [done, setDone] = useState<Act | null>(null);
  const [printing, setPrinting] = useState(false);
  const run = async (reason: string, chosen: Act) => {
    const body = { status: RESULT[chosen], reason };
    onChange(await call(setCredentialStatus, { params: { id: credential.id }, body }));
    setDone(chosen);
    setAct(null);
  };
  return (
    <Card>
      {done ? (
        <Notice
          tone="good"
          title={t('search.done', { status: t(`credential.states.${credential.status}`) })}
          live
        >
          {done === 'revoke' && credential.status === 'suspended' ? (
            <>
              <p>{t('search.asked')}</p>
              <TextLink href={REVIEW_PATHS.requests}>{t('start.requests')}</TextLink>
            </>
          ) : null}
        </Notice>
      ) : null}
      <CredentialFacts credential={credential} />
      <div className="counter-acts">
        {ACTS[credential.status].map((one) => (
          <Button key={one} kind={one === 'revoke' ? 'danger' : 'second'} onPress={() => setAct(one)}>
            {t(`search.${one}`)}
          </Button>
        ))}
        {credential.medium === 'paper' && !printing ? (
          <Button kind="second" onPress={() => setPrinting(true)}>
            {t('search.print')}
          </Button>
        ) : null}
      </div>
      {printing ? <PrintPaper id={credential.id} identifier={credential.identifier} /> : null}
      {act ? (
        <ReasonDialog
          title={t(`search.${act}Title`)}
          why={t(`search.${act}Why`)}
          confirm={t(`search.${act}`)}
          danger={act === 'revoke'}
          onConfirm={(reason) => run(reason, act)}
          onClose={() => setAct(null)}
        />
      ) : null}
    </Card>
  );
}
