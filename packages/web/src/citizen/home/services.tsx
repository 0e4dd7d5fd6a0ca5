import { type ApplicationView, listApplications } from '@suizheng/domain/contract/applications.ts';
import { CREDENTIAL_PROCEDURES, procedureById } from '@suizheng/domain/procedures/registry.ts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Tile } from '../../shared/kit/card.tsx';
import { Pill } from '../../shared/kit/notice.tsx';
import { useAccount } from '../account/use-account.ts';
import { OPEN_STATES } from '../application/open-states.ts';

// What the first screen says of the procedures: fetched beside it, since their forms and rules are no part of the first load.

/** A procedure by its full name. */
export function ProcedureTitle({ id }: { id: string }) {
  const text = useText();
  const procedure = procedureById(id);
  return procedure ? text(procedure.text.name) : null;
}

/** Every procedure that can be applied for but the one that stands on top (`except`), then registering. */
export function ServiceTiles({ except }: { except: string | null }) {
  const { t } = useTranslation('citizen');
  const text = useText();
  return (
    <>
      {CREDENTIAL_PROCEDURES.filter(({ id }) => id !== except).map(({ id, text: words }, order) => (
        <Tile
          key={id}
          href={`/services/${id}`}
          letter={order === 0 && except === null ? t('home.railLetter') : text(words.short).slice(0, 1)}
          title={text(words.name)}
          detail={text(words.quota)}
        />
      ))}
      <LevelTile />
    </>
  );
}

/** Registering, while it helps: not for who is real-person already, and never before what is urgent. */
function LevelTile() {
  const { t } = useTranslation('citizen');
  const { data: account } = useAccount();
  const ongoing = useOngoing();
  if (account?.level === 'real-person') return null;
  if (ongoing.some(({ procedure }) => procedureById(procedure)?.outcome === 'level')) return null;
  const named = account?.level === 'real-name';
  return (
    <Tile
      href={named ? '/level' : '/register'}
      icon="person"
      title={t(named ? 'home.raise' : 'home.register')}
      detail={t(named ? 'home.raiseDetail' : 'home.registerDetail')}
    />
  );
}

/** Applications that wait for something; nothing is shown while there are none. */
export function Ongoing() {
  const { t } = useTranslation('citizen');
  const text = useText();
  const open = useOngoing();
  if (open.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="ongoing">
      <h2 id="ongoing">{t('home.ongoing', { count: open.length })}</h2>
      {open.map(({ id, procedure, subject, state }) => {
        const short = procedureById(procedure)?.text.short;
        return (
          <Tile
            key={id}
            href={`/applications/${id}`}
            icon="clock"
            title={short ? text(short) : procedure}
            detail={
              <span className="nums" lang="zh-Hans">
                {subject.name}
              </span>
            }
            badge={<Pill tone="wait">{t(`state.${state}`)}</Pill>}
          />
        );
      })}
    </section>
  );
}

function useOngoing(): readonly ApplicationView[] {
  const { data: account } = useAccount();
  const { data } = useQuery({
    queryKey: ['applications'],
    queryFn: ({ signal }) => call(listApplications, {}, { signal }),
    enabled: Boolean(account),
  });
  return (data ?? []).filter((application) => OPEN_STATES.has(application.state));
}
