import { DOCUMENT_SIDES, type DocumentSide } from '@suizheng/domain/policy/document-photo.ts';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Button } from '../../shared/kit/button.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { SlowNote } from '../../shared/kit/skeleton.tsx';
import { SignedIn } from '../account/signed-in.tsx';
import { NotFound } from '../not-found.tsx';
import { CardCamera } from './card-camera.tsx';
import './documents.css';
import { FileButton, FileChooser } from './file-button.tsx';
import { dataUrl, documentsPage, useApplicationId } from './kept.ts';
import { type Phase, usePhoto } from './use-photo.ts';

/** One side of the card: camera or file, then what became of the photo (A5, A11). */
export function SidePage() {
  const { side = '' } = useParams({ strict: false }) as { side?: string };
  const known = DOCUMENT_SIDES.find((one) => one === side);
  return known ? <SignedIn alone>{() => <Side key={known} side={known} />}</SignedIn> : <NotFound />;
}

function Side({ side }: { side: DocumentSide }) {
  const id = useApplicationId();
  const { phase, take, send, again, unreadable } = usePhoto(id, side);
  if (!phase) return null;
  return (
    <FileChooser onPicture={take} onUnreadable={unreadable}>
      {phase.at === 'camera' ? (
        <CardCamera side={side} onPicture={take} />
      ) : (
        <Taken side={side} phase={phase} onSend={(photo) => void send(photo)} onAgain={again} />
      )}
    </FileChooser>
  );
}

function Taken({
  side,
  phase,
  onSend,
  onAgain,
}: {
  side: DocumentSide;
  phase: Exclude<Phase, { at: 'camera' }>;
  onSend: (photo: NonNullable<Phase & { at: 'kept' }>['photo']) => void;
  onAgain: () => void;
}) {
  const { t } = useTranslation('documents');
  const { t: shared } = useTranslation();
  const id = useApplicationId();
  const name = t(`sides.${side}`);
  const { photo } = phase;
  const title =
    phase.at === 'refused' ? t('refused.title') : phase.at === 'kept' ? t('kept.title') : t(`shoot.${side}`);
  return (
    <PageShell title={title} back={{ href: documentsPage(id), label: shared('nav.back') }}>
      {phase.at === 'refused' ? <Faults faults={phase.faults} /> : null}
      {phase.at === 'failed' ? (
        <>
          <Failure error={phase.error} />
          <Notice tone="good" title={t('failed.kept')} />
        </>
      ) : null}
      {phase.at === 'kept' ? <p>{t('kept.lead')}</p> : null}
      {photo ? <img className="doc-photo" src={dataUrl(photo)} alt={t('picture', { side: name })} /> : null}
      {phase.at === 'sending' ? (
        <>
          <p className="doc-sending" role="status">
            {t('sending')}
          </p>
          <SlowNote isPending />
        </>
      ) : (
        <>
          {phase.at === 'kept' || phase.at === 'failed' ? (
            <Button onPress={() => onSend(phase.photo)}>
              {t(phase.at === 'kept' ? 'kept.send' : 'failed.send')}
            </Button>
          ) : null}
          <Button kind={phase.at === 'refused' ? 'primary' : 'second'} onPress={onAgain}>
            {t('refused.again')}
          </Button>
          <FileButton kind={phase.at === 'refused' ? 'second' : 'quiet'} words={t('refused.file')} />
        </>
      )}
    </PageShell>
  );
}

/** Every rule that failed: what is wrong, and what to do about it. */
function Faults({ faults }: { faults: readonly { reason: string; next: string }[] }) {
  const { t } = useTranslation('documents');
  return (
    <Notice tone="bad" live>
      <ul className="doc-faults">
        {faults.map(({ reason, next }) => (
          <li key={reason}>
            <b>{reason}</b> {next}
          </li>
        ))}
      </ul>
      <p className="hint">{t('refused.kept')}</p>
    </Notice>
  );
}
