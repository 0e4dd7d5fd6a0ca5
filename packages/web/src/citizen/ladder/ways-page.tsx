import { type ApplicationView, readApplication } from '@suizheng/domain/contract/applications.ts';
import type { Rung } from '@suizheng/domain/policy/level.ts';
import { procedureById } from '@suizheng/domain/procedures/registry.ts';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { Failure } from '../../shared/kit/failure.tsx';
import { Icon } from '../../shared/kit/icon.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { Skeleton, SlowNote } from '../../shared/kit/skeleton.tsx';
import { SignedIn } from '../account/signed-in.tsx';
import { LastTry } from '../application/last-try.tsx';
import { useChooseWay } from './use-choose-way.ts';
import { WayCard } from './way-card.tsx';

/** Every way that is open, side by side; the suggested one is marked, none is forced, nothing typed is lost (A12). */
export function WaysPage() {
  const { t } = useTranslation('ladder');
  const { t: shared } = useTranslation();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const { data, error, refetch } = useQuery({
    queryKey: ['application', id],
    queryFn: ({ signal }) => call(readApplication, { params: { id } }, { signal }),
  });
  const same = data ? procedureById(data.procedure)?.outcome === 'credential' : false;
  return (
    <PageShell
      title={t('ways.title')}
      back={{ href: `/applications/${id}`, label: shared('nav.back') }}
      lead={data ? t(same ? 'ways.leadSame' : 'ways.lead') : undefined}
    >
      <SignedIn>
        {() =>
          data ? (
            <Ways application={data} same={same} />
          ) : error ? (
            <Failure error={error} onRetry={() => void refetch()} />
          ) : (
            <Skeleton />
          )
        }
      </SignedIn>
    </PageShell>
  );
}

function Ways({ application, same }: { application: ApplicationView; same: boolean }) {
  const { t } = useTranslation('ladder');
  const { t: citizen } = useTranslation('citizen');
  const choose = useChooseWay(application.id);
  const [chosen, setChosen] = useState<Rung>();
  const ways = inOrder(application);
  const hotline = procedureById(application.procedure)?.text.hotline;
  return (
    <>
      <LastTry application={application} />
      {ways.length === 0 ? (
        <Notice tone="wait" title={t('ways.none')}>
          <p>{t('ways.noneNext')}</p>
        </Notice>
      ) : null}
      {choose.error ? <Failure error={choose.error} /> : null}
      <SlowNote isPending={choose.isPending} />
      {ways.map((way, order) => (
        <WayCard
          key={way.rung}
          way={way}
          first={order === 0 && ways.length > 1 && way.closedUntil === null}
          showLevel={!same}
          action={
            way.rung === 'real-person' && application.need !== 'real-person'
              ? t('rungs.real-person.back')
              : undefined
          }
          isPending={choose.isPending && chosen === way.rung}
          onChoose={() => {
            if (choose.isPending) return;
            setChosen(way.rung);
            choose.mutate(way.rung);
          }}
        />
      ))}
      {hotline ? (
        <p>
          {t('ways.unsure')}{' '}
          <a className="call" href={`tel:${hotline}`}>
            <Icon name="phone" /> {citizen('counter.call', { hotline })}
          </a>
        </p>
      ) : null}
    </>
  );
}

/**
 * The ladder's order, but whoever stands before the face and looks for another way is not offered it first: it can be
 * taken up again at the end. What is closed for now stands last.
 */
function inOrder({ ways, need }: ApplicationView): ApplicationView['ways'] {
  const face = ways.filter(({ rung }) => rung === 'real-person');
  const others = ways.filter(({ rung }) => rung !== 'real-person');
  const needed = others.filter(({ rung }) => rung === need);
  const all = [...needed, ...others.filter(({ rung }) => rung !== need), ...face];
  return [...all.filter((way) => way.closedUntil === null), ...all.filter((way) => way.closedUntil !== null)];
}
