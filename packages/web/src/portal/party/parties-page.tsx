import { useTranslation } from 'react-i18next';
import { dayAndTime } from '../../shared/i18n/format.ts';
import { ButtonLink } from '../../shared/kit/button.tsx';
import { Tile } from '../../shared/kit/card.tsx';
import { Pill } from '../../shared/kit/notice.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { PATHS, partyPath } from '../paths.ts';
import { PortalShell } from '../portal-shell.tsx';
import { PartyFailure, SignedIn } from './signed-in.tsx';
import { useParties } from './use-party.ts';
import { STATE_TONES } from './words.ts';

/** What the person's organisations have applied for and have. */
export function PartiesPage() {
  return (
    <SignedIn>
      <Parties />
    </SignedIn>
  );
}

function Parties() {
  const { t } = useTranslation('portalParty');
  const { locale } = usePreferences();
  const { data, error, refetch } = useParties();
  return (
    <PortalShell title={t('title')} lead={t('list.lead')}>
      {error ? <PartyFailure error={error} onRetry={() => void refetch()} /> : null}
      {data === undefined && !error ? <Skeleton /> : null}
      {data?.length === 0 ? <p>{t('list.none')}</p> : null}
      <div className="portal-cards">
        {data?.map(({ id, organisation, state, appliedAt }) => (
          <Tile
            key={id}
            href={partyPath(id)}
            icon="people"
            title={<span lang="zh-Hans">{organisation.name}</span>}
            detail={`${t('facts.appliedAt')} ${dayAndTime(locale, appliedAt)}`}
            badge={<Pill tone={STATE_TONES[state]}>{t(`state.${state}`)}</Pill>}
          />
        ))}
      </div>
      {data ? (
        <div className="portal-acts">
          <ButtonLink href={PATHS.apply}>{t('list.apply')}</ButtonLink>
        </div>
      ) : null}
    </PortalShell>
  );
}
