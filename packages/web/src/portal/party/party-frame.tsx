import type { PartyView } from '@suizheng/domain/contract/parties.ts';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Link } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { TextLink } from '../../shared/kit/button.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { PARTY_PAGES, PATHS, type PartyPage, partyPath } from '../paths.ts';
import { PortalShell } from '../portal-shell.tsx';
import { PartyFailure, SignedIn } from './signed-in.tsx';
import { useParty } from './use-party.ts';

type Parts = {
  page: PartyPage | 'overview';
  title: string;
  lead?: ReactNode;
  /** True for what only an active party may do: others are told so instead. */
  activeOnly?: boolean;
  children: (party: PartyView) => ReactNode;
};

/** One page of a relying party: signed in, the party read, its other pages beside it. */
export function PartyFrame(parts: Parts) {
  const id = useParams({ strict: false, select: (params: { id?: string }) => params.id ?? '' });
  return (
    <SignedIn>
      <Frame key={id} id={id} {...parts} />
    </SignedIn>
  );
}

function Frame({ id, page, title, lead, activeOnly = false, children }: Parts & { id: string }) {
  const { t } = useTranslation('portalParty');
  const { data, error, refetch } = useParty(id);
  const closed = activeOnly && data !== undefined && data.state !== 'active';
  return (
    <PortalShell
      title={title}
      lead={closed ? undefined : lead}
      aside={<PartyNav id={id} page={page} party={data} />}
    >
      {error ? <PartyFailure error={error} onRetry={() => void refetch()} /> : null}
      {data === undefined && !error ? <Skeleton /> : null}
      {closed ? <Notice tone="wait" title={t('notNow')} /> : null}
      {data && !closed ? children(data) : null}
    </PortalShell>
  );
}

function PartyNav({ id, page, party }: { id: string; page: Parts['page']; party: PartyView | undefined }) {
  const { t } = useTranslation('portalParty');
  const entries = [
    { name: 'overview', href: partyPath(id) } as const,
    ...PARTY_PAGES.map((name) => ({ name, href: partyPath(id, name) })),
  ];
  return (
    <>
      <p>
        <TextLink href={PATHS.party}>{t('list.back')}</TextLink>
      </p>
      <nav className="portal-list party-nav" aria-label={t('title')}>
        {party ? <h2 lang="zh-Hans">{party.organisation.name}</h2> : null}
        {entries.map(({ name, href }) => (
          <Link
            key={name}
            className="item"
            href={href}
            {...(name === page ? { 'aria-current': 'page' as const } : {})}
          >
            {t(`page.${name}`)}
          </Link>
        ))}
      </nav>
    </>
  );
}
