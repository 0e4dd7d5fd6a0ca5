import type { DocumentSide } from '@suizheng/domain/policy/document-photo.ts';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '../../shared/kit/button.tsx';
import { Icon } from '../../shared/kit/icon.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { DemoMark, PageShell } from '../../shared/kit/page-shell.tsx';
import type { CameraTrouble } from '../capture/camera.ts';
import { waysPage } from '../ladder/rung-pages.ts';
import { CardFrame } from './card-frame.tsx';
import { FileButton } from './file-button.tsx';
import { documentsPage, useApplicationId } from './kept.ts';
import { useCardCamera } from './use-card-camera.ts';

type Props = {
  side: DocumentSide;
  onPicture: (image: string) => void;
};

/** The camera with a frame for the card: one advice at a time, a shutter, and a file as the way out. */
export function CardCamera({ side, onPicture }: Props) {
  const { t } = useTranslation('documents');
  const { t: shared } = useTranslation();
  const id = useApplicationId();
  const video = useRef<HTMLVideoElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const { state, shoot, retry } = useCardCamera(video, side, onPicture);
  const [said, setSaid] = useState('');
  useEffect(() => {
    document.title = `${t(`shoot.${side}`)} · ${shared('brand')}`;
    heading.current?.focus();
  }, [t, shared, side]);
  const words =
    state.at === 'watching'
      ? t(`guide.${state.seen?.advice ?? 'not-found'}`)
      : t(state.at === 'manual' ? 'guide.manual' : 'guide.opening');
  useEffect(() => {
    // Advice that flickers is shown at once, and read out once it has stayed.
    const timer = setTimeout(() => setSaid(words), 900);
    return () => clearTimeout(timer);
  }, [words]);
  if (state.at === 'trouble') return <NoCamera side={side} why={state.why} onRetry={retry} />;
  const ready = state.at === 'watching' || state.at === 'manual';
  return (
    <div className="cam doc-cam on-dark">
      <header className="cam-top doc-top">
        <Link className="top-link" href={documentsPage(id)}>
          <Icon name="back" />
          {t('shoot.cancel')}
        </Link>
        <DemoMark />
        <span className="nums">{t('shoot.of', { n: side === 'front' ? 1 : 2 })}</span>
      </header>
      <main id="main">
        <h1 className="doc-title" tabIndex={-1} ref={heading}>
          {t(`shoot.${side}`)}
          <small>{t(side === 'front' ? 'shoot.showFront' : 'shoot.showBack')}</small>
        </h1>
        <div className="doc-stage">
          <video ref={video} playsInline muted />
          <CardFrame video={video} seen={state.at === 'watching' ? state.seen : null} />
        </div>
        <div className="cam-say">
          <p className="say">{words}</p>
          <p className="unseen" role="status">
            {said}
          </p>
          <Button isDisabled={!ready} onPress={() => void shoot()}>
            {t('shoot.shutter')}
          </Button>
          <FileButton kind="quiet" words={t('shoot.file')} />
        </div>
      </main>
    </div>
  );
}

function NoCamera({ side, why, onRetry }: { side: DocumentSide; why: CameraTrouble; onRetry: () => void }) {
  const { t } = useTranslation('documents');
  const { t: shared } = useTranslation();
  const id = useApplicationId();
  return (
    <PageShell
      title={t('camera.title')}
      back={{ href: documentsPage(id), label: shared('nav.back') }}
      lead={t(side === 'front' ? 'shoot.showFront' : 'shoot.showBack')}
    >
      <Notice tone="bad" title={t(`camera.${why}`)} live>
        <p>{t(`camera.${why}Next`)}</p>
      </Notice>
      <FileButton kind="primary" words={t('shoot.file')} />
      <Button kind="second" onPress={onRetry}>
        {t('camera.retry')}
      </Button>
      <ButtonLink kind="quiet" href={waysPage(id)}>
        {t('consent.another')}
      </ButtonLink>
    </PageShell>
  );
}
