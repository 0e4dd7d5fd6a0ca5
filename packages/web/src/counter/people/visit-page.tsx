import { endVisit, type VisitView } from '@suizheng/domain/contract/people.ts';
import { IDENTITY_DOCUMENT_TEXTS } from '@suizheng/domain/identifiers/identity-document.ts';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { useGo } from '../../shared/go.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Button } from '../../shared/kit/button.tsx';
import { Card, Facts, Tile } from '../../shared/kit/card.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { PATHS } from '../counter-shell.tsx';
import { paperFor } from '../paper/paper-documents.ts';
import { changeDraft, newDraft } from '../paper/paper-draft.ts';
import { VisitPortrait } from '../portrait/visit-portrait.tsx';
import { CredentialFacts } from '../search/credential-facts.tsx';
import { useEndedSession } from '../session/use-ended-session.ts';
import { ApplicationCard } from './application-card.tsx';
import { useDesk } from './desk.ts';
import { PEOPLE_PATHS } from './paths.ts';
import { isVisitOver } from './use-visit.ts';
import { VisitFrame } from './visit-frame.tsx';

/** One person at the counter: who they are, what waits, what can be done now. */
export function VisitPage() {
  const { t } = useTranslation('people');
  return (
    <VisitFrame title={t('visit.title')} back={PEOPLE_PATHS.find}>
      {(visit, keep) => <Visit visit={visit} keep={keep} />}
    </VisitFrame>
  );
}

function Visit({ visit, keep }: { visit: VisitView; keep: (visit: VisitView) => void }) {
  const { t } = useTranslation('people');
  const text = useText();
  const { person, document } = visit;
  return (
    <>
      <VisitPortrait visitId={visit.id} />
      <Card>
        <Facts
          rows={[
            [
              t('person.name'),
              <span key="name" lang="zh-Hans">
                {person.subject.name}
              </span>,
            ],
            [t('document.kind'), text(IDENTITY_DOCUMENT_TEXTS[document.kind].name)],
            [
              t('person.number'),
              <span key="number" className="nums">
                {person.subject.number}
              </span>,
            ],
            [
              t('document.expires'),
              document.expires === 'long-term' ? t('document.longTerm') : document.expires,
            ],
            [
              t('person.accounts'),
              person.accounts.length === 0
                ? t('person.noAccount')
                : person.accounts.map(({ id, mobile, level }) => (
                    <span key={id} className="nums">
                      {mobile} · {t(`levels.${level}`)}
                      <br />
                    </span>
                  )),
            ],
          ]}
        />
      </Card>
      <h2>{t('visit.waiting')}</h2>
      {person.applications.length === 0 ? <p>{t('visit.nothingWaits')}</p> : null}
      {person.applications.map((application) => (
        <ApplicationCard key={application.id} visit={visit} application={application} keep={keep} />
      ))}
      <Acts visit={visit} />
      {person.credentials.length > 0 ? <h2>{t('visit.credentials')}</h2> : null}
      {person.credentials.map((credential) => (
        <Card key={credential.id}>
          <CredentialFacts credential={credential} />
        </Card>
      ))}
      <EndVisit visit={visit} />
    </>
  );
}

function Acts({ visit }: { visit: VisitView }) {
  const { t } = useTranslation('people');
  const { person, document } = visit;
  const go = useGo();
  const toPaper = () => {
    // Name and number go over to the paper form as they stand here: nothing is typed twice (B8).
    newDraft();
    changeDraft({
      name: person.subject.name,
      number: person.subject.number,
      ...paperFor(document.kind),
    });
    go(PATHS.paper);
  };
  return (
    <nav className="stack" aria-label={t('visit.acts')}>
      <h2>{t('visit.acts')}</h2>
      <Tile
        href={PEOPLE_PATHS.faceSign}
        icon="person"
        title={t('faceSign.title')}
        detail={t('faceSign.detail')}
      />
      {person.accounts.length > 0 ? (
        <Tile href={PEOPLE_PATHS.phone} icon="phone" title={t('phone.title')} detail={t('phone.detail')} />
      ) : null}
      <Tile
        href={PEOPLE_PATHS.onboard}
        icon="people"
        title={t('onboard.title')}
        detail={t('onboard.detail')}
      />
      <Button kind="second" onPress={toPaper}>
        {t('visit.paper')} · {t('visit.paperDetail')}
      </Button>
    </nav>
  );
}

function EndVisit({ visit }: { visit: VisitView }) {
  const { t } = useTranslation('people');
  const go = useGo();
  const { clear } = useDesk();
  const leave = () => {
    clear();
    newDraft();
    go(PEOPLE_PATHS.find);
  };
  const end = useMutation({
    mutationFn: () => call(endVisit, { params: { id: visit.id } }),
    onSuccess: leave,
    onError: (error) => {
      if (isVisitOver(error)) leave();
    },
  });
  useEndedSession(end.error);
  return (
    <>
      {end.error && !isVisitOver(end.error) ? <Failure error={end.error} /> : null}
      <Button kind="second" onPress={() => end.mutate()} isPending={end.isPending}>
        {t('visit.end')}
      </Button>
    </>
  );
}
