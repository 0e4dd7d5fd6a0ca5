import { useTranslation } from 'react-i18next';
import { Tile } from '../shared/kit/card.tsx';
import { PortalLink } from '../shared/kit/portal-link.tsx';
import { CounterShell, PATHS } from './counter-shell.tsx';
import { PARTY_PATHS } from './parties/paths.ts';
import { PEOPLE_PATHS } from './people/paths.ts';
import { FACE_DATA_PATH } from './privacy/screens.ts';
import { REVIEW_PATHS } from './review/paths.ts';
import { useOfficer } from './session/officer-gate.tsx';
import { STAFF_PATHS } from './session/paths.ts';

/** Who is serving, and what their roles let them do here: nothing else is shown. */
export function CounterHome() {
  const { t } = useTranslation('counter');
  const { name, counter, roles } = useOfficer();
  const may = (...any: string[]) => any.some((role) => roles.includes(role));
  return (
    <CounterShell title={t('start.title')} lead={t('start.who', { name, counter })} back={null}>
      {may('officer') ? (
        <>
          <Tile
            href={PEOPLE_PATHS.find}
            icon="person"
            title={t('start.people')}
            detail={t('start.peopleDetail')}
          />
          <Tile
            href={PEOPLE_PATHS.organisations}
            icon="people"
            title={t('start.organisations')}
            detail={t('start.organisationsDetail')}
          />
        </>
      ) : null}
      {may('officer') ? (
        <Tile href={PATHS.paper} icon="card" title={t('start.paper')} detail={t('start.paperDetail')} />
      ) : null}
      {may('officer', 'reviewer') ? (
        <Tile href={PATHS.search} icon="list" title={t('start.search')} detail={t('start.searchDetail')} />
      ) : null}
      {may('officer', 'administrator') ? (
        <Tile
          href={PATHS.readers}
          icon="camera"
          title={t('start.readers')}
          detail={t('start.readersDetail')}
        />
      ) : null}
      {may('reviewer', 'approver') ? (
        <Tile
          href={REVIEW_PATHS.queue}
          icon="eye"
          title={t('start.review')}
          detail={t('start.reviewDetail')}
        />
      ) : null}
      {may('officer', 'approver') ? (
        <Tile
          href={REVIEW_PATHS.requests}
          icon="people"
          title={t('start.requests')}
          detail={t('start.requestsDetail')}
        />
      ) : null}
      {may('officer', 'approver', 'administrator') ? (
        <Tile
          href={PARTY_PATHS.list}
          icon="list"
          title={t('start.parties')}
          detail={t('start.partiesDetail')}
        />
      ) : null}
      {may('officer', 'approver') ? (
        <Tile
          href={PARTY_PATHS.reports}
          icon="eye"
          title={t('start.reports')}
          detail={t('start.reportsDetail')}
        />
      ) : null}
      {may('administrator') ? (
        <Tile
          href={FACE_DATA_PATH}
          icon="info"
          title={t('start.faceData')}
          detail={t('start.faceDataDetail')}
        />
      ) : null}
      {may('administrator') ? (
        <Tile
          href={STAFF_PATHS.staff}
          icon="people"
          title={t('start.staff')}
          detail={t('start.staffDetail')}
        />
      ) : null}
      <PortalLink />
    </CounterShell>
  );
}
