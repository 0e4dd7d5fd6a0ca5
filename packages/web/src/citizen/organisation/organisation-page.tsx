import type { OrganisationView } from '@suizheng/domain/contract/organisations.ts';
import {
  ORGANISATION_GATES,
  type OrganisationFunction,
  ROLE_TEXTS,
} from '@suizheng/domain/policy/organisation.ts';
import { useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../shared/go.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { TextLink } from '../../shared/kit/button.tsx';
import { Card, Facts, Tile } from '../../shared/kit/card.tsx';
import { Icon } from '../../shared/kit/icon.tsx';
import { Select } from '../../shared/kit/select.tsx';
import { useActingFor } from './acting-for.ts';
import { OrganisationFrame } from './organisation-frame.tsx';
import { useOrganisations } from './use-organisations.ts';

/** Where each open function is done; roles and removal are done on the member's own page. */
const PLACES: Readonly<Record<OrganisationFunction, string>> = {
  'organisation-members': 'members',
  'organisation-invite': 'invite',
  'organisation-roles': 'members',
  'organisation-remove': 'members',
  // Relying parties have a portal of their own.
  'relying-party': '/portal/',
  'organisation-leave': 'leave',
};

/** One organisation: who I am there, what I may do for it, and how to come by the rest (A8). */
export function OrganisationPage() {
  const { t } = useTranslation('organisation');
  return (
    <OrganisationFrame title={() => t('functions')} back="/organisations">
      {(organisation) => <Organisation organisation={organisation} />}
    </OrganisationFrame>
  );
}

function Organisation({ organisation }: { organisation: OrganisationView }) {
  const { t } = useTranslation('organisation');
  const text = useText();
  const [, act] = useActingFor();
  const { id, uscc, name, role, functions } = organisation;
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever opens the page acts for it from now on
  useEffect(() => act(id), [id]);
  const open = functions.filter(({ state }) => state === 'open');
  const closed = functions.filter(({ state }) => state !== 'open');
  return (
    <>
      <h2 lang="zh-Hans">{name}</h2>
      <Switch />
      <Card>
        <Facts
          rows={[
            [
              t('uscc'),
              <span key="uscc" className="nums">
                {uscc.slice(0, 8)}
                <wbr />
                {uscc.slice(8)}
              </span>,
            ],
            [t('myRole'), text(ROLE_TEXTS[role].name)],
            [t('mayDo'), text(ROLE_TEXTS[role].may)],
          ]}
        />
      </Card>
      <nav className="stack" aria-label={t('functions')}>
        {open
          .filter(({ id: one }) => one !== 'organisation-roles' && one !== 'organisation-remove')
          .map(({ id: one }) => (
            <Tile
              key={one}
              href={PLACES[one].startsWith('/') ? PLACES[one] : `/organisations/${id}/${PLACES[one]}`}
              icon={one === 'organisation-leave' ? 'back' : one === 'organisation-invite' ? 'info' : 'people'}
              title={text(ORGANISATION_GATES[one].name)}
            />
          ))}
      </nav>
      {closed.length > 0 ? (
        <Card title={t('closed.title')}>
          <ul className="bullets">
            {closed.map(({ id: one, state, level, roles }) => (
              <li key={one}>
                <Icon name="clock" /> <b>{text(ORGANISATION_GATES[one].name)}</b>
                <br />
                {state === 'needs-role' ? (
                  t('closed.role', { roles: roles.map((each) => text(ROLE_TEXTS[each].name)).join(' / ') })
                ) : (
                  <>
                    {t('closed.level', { level: t(`levels.${level}`) })}{' '}
                    <TextLink href={`/services/${level === 'real-name' ? 'registration' : 'step-up'}`}>
                      {t('closed.raise')}
                    </TextLink>
                  </>
                )}
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
    </>
  );
}

/** Acts for another organisation, where there is another. */
function Switch() {
  const { t } = useTranslation('organisation');
  const go = useGo();
  const { id = '' } = useParams({ strict: false });
  const { data } = useOrganisations();
  const all = data?.organisations ?? [];
  if (all.length < 2) return null;
  return (
    <Select
      name="organisation"
      label={t('switch')}
      options={all.map((one) => ({ id: one.id, text: one.name }))}
      value={id}
      onChange={(next) => go(`/organisations/${next}`)}
    />
  );
}
