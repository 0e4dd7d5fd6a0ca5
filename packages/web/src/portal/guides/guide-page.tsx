import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Link } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useText } from '../../shared/i18n/i18n.ts';
import { ButtonLink, TextLink } from '../../shared/kit/button.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { guidePath, PATHS } from '../paths.ts';
import { PortalShell } from '../portal-shell.tsx';
import { BlockView } from './block-view.tsx';
import { GUIDE_IDS, type GuideId, type Section } from './guide.ts';
import { GUIDE_GROUPS, GUIDES } from './list.ts';

const isGuide = (id: string): id is GuideId => (GUIDE_IDS as readonly string[]).includes(id);

/** One guide: its sections, with all the others beside it. */
export function GuidePage() {
  const { t } = useTranslation('portalGuides');
  const id = useParams({ strict: false, select: (params: { id?: string }) => params.id ?? '' });
  if (isGuide(id)) return <Guide key={id} id={id} />;
  return (
    <PortalShell title={t('none')}>
      <div className="portal-acts">
        <ButtonLink href={PATHS.guides}>{t('all')}</ButtonLink>
      </div>
    </PortalShell>
  );
}

function Guide({ id }: { id: GuideId }) {
  const text = useText();
  const { title, lead, load } = GUIDES[id];
  const { data, error, refetch } = useQuery({
    queryKey: ['guide', id],
    queryFn: load,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <PortalShell title={text(title)} lead={text(lead)} aside={<GuideList current={id} />}>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {data === undefined && !error ? <Skeleton lines={6} /> : null}
      {data ? <Sections sections={data} /> : null}
    </PortalShell>
  );
}

function Sections({ sections }: { sections: readonly Section[] }) {
  const text = useText();
  // The fragment names a section that was not there yet when the browser looked for it.
  useEffect(() => {
    if (window.location.hash) document.getElementById(window.location.hash.slice(1))?.scrollIntoView();
  }, []);
  return sections.map(({ id, title, blocks }) => (
    <section key={id} aria-labelledby={id}>
      <h2 id={id}>{text(title)}</h2>
      {blocks.map((block, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of a guide never move
        <BlockView key={at} block={block} />
      ))}
    </section>
  ));
}

function GuideList({ current }: { current: GuideId }) {
  const { t } = useTranslation('portalGuides');
  const text = useText();
  return (
    <>
      <p>
        <TextLink href={PATHS.guides}>{t('all')}</TextLink>
      </p>
      <nav className="portal-list only-wide" aria-label={t('all')}>
        {GUIDE_GROUPS.map(({ id, guides }) => (
          <div key={id}>
            <h2>{t(`group.${id}`)}</h2>
            {guides.map((guide) => (
              <Link
                key={guide}
                className="item"
                href={guidePath(guide)}
                {...(guide === current ? { 'aria-current': 'page' as const } : {})}
              >
                {text(GUIDES[guide].title)}
              </Link>
            ))}
          </div>
        ))}
      </nav>
    </>
  );
}
