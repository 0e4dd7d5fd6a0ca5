import type { CredentialProcedure } from '@suizheng/domain/procedures/procedure.ts';
import { credentialProcedureById } from '@suizheng/domain/procedures/registry.ts';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useText } from '../../shared/i18n/i18n.ts';
import { ButtonLink, TextLink } from '../../shared/kit/button.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { CredentialCard } from './credential-card.tsx';
import { holdsKey } from './holder-keys.ts';
import { LiveCode } from './live-code.tsx';
import { NotNow } from './not-now.tsx';
import { type KeptCredential, keptCredential } from './store.ts';
import { standingOf, useCredentials } from './use-credentials.ts';
import { useTick } from './use-presentation.ts';

/** One credential: its card and, while it may be shown, its living code. The kept copy answers first; no network is needed. */
export function Present() {
  const { t } = useTranslation('citizen');
  const text = useText();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const wallet = useCredentials();
  const kept = useQuery({ queryKey: ['kept', id], queryFn: async () => (await keptCredential(id)) ?? null });
  const credential = wallet.data?.credentials.find((candidate) => candidate.id === id) ?? kept.data ?? null;
  const procedure = credential ? credentialProcedureById(credential.procedure) : undefined;
  return (
    <PageShell
      title={procedure ? text(procedure.text.name) : t('present.title')}
      hasOwnHeading={Boolean(procedure)}
      back={{ href: '/wallet', label: t('wallet.title') }}
    >
      {credential && procedure ? (
        <Shown
          credential={credential}
          procedure={procedure}
          stale={!wallet.data || wallet.data.stale !== null}
        />
      ) : wallet.isPending || kept.isPending ? (
        <Skeleton lines={4} />
      ) : (
        <Gone error={wallet.error ?? wallet.data?.stale ?? null} onRetry={() => void wallet.refetch()} />
      )}
    </PageShell>
  );
}

function Shown({
  credential,
  procedure,
  stale,
}: {
  credential: KeptCredential;
  procedure: CredentialProcedure;
  stale: boolean;
}) {
  const { t } = useTranslation('citizen');
  const now = useTick(1_000);
  const standing = standingOf(credential, now, procedure.credential.presentForMs);
  const key = useQuery({
    queryKey: ['holds-key', credential.holderKey],
    queryFn: () => (credential.holderKey === null ? false : holdsKey(credential.holderKey)),
  });
  const usable = standing === 'valid' || standing === 'unknown';
  const faceDue = credential.token === null || Date.parse(credential.presentUntil) <= now.getTime();
  const why = !usable ? standing : key.data === false ? 'key' : faceDue ? 'face' : null;
  return (
    <>
      <CredentialCard credential={credential} procedure={procedure} standing={standing}>
        {why === null && key.data && credential.token !== null && credential.holderKey !== null ? (
          <LiveCode
            token={credential.token}
            holderKey={credential.holderKey}
            periodMs={procedure.credential.codeForMs}
            presentUntil={new Date(credential.presentUntil)}
          />
        ) : null}
      </CredentialCard>
      {why !== null && key.data !== undefined ? (
        <NotNow
          why={why}
          credential={credential}
          stale={stale}
          presentMinutes={procedure.credential.presentForMs / 60_000}
          hotline={procedure.text.hotline}
        />
      ) : null}
      {why === null ? <p className="hint">{t('present.advice')}</p> : null}
      <p className="alone">
        <TextLink href={`/wallet/${credential.id}/looks`}>{t('looks.link')}</TextLink>
      </p>
    </>
  );
}

function Gone({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation('citizen');
  return error ? (
    <Failure error={error} onRetry={onRetry} />
  ) : (
    <>
      <p>{t('present.gone')}</p>
      <ButtonLink href="/wallet">{t('application.openWallet')}</ButtonLink>
    </>
  );
}
