import { listDocumentPhotos, submitDocumentPhotos } from '@suizheng/domain/contract/documents.ts';
import { DOCUMENT_SIDES, type DocumentSide } from '@suizheng/domain/policy/document-photo.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { useGo } from '../../shared/go.ts';
import { Button, ButtonLink } from '../../shared/kit/button.tsx';
import { Card } from '../../shared/kit/card.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { Skeleton, SlowNote } from '../../shared/kit/skeleton.tsx';
import { SignedIn } from '../account/signed-in.tsx';
import './documents.css';
import { dataUrl, documentsPage, forgetPhotos, readConsent, readPhoto, useApplicationId } from './kept.ts';

/** Both sides before they are sent: look, take one again, or send. */
export function CheckPage() {
  const { t } = useTranslation('documents');
  const { t: shared } = useTranslation();
  const id = useApplicationId();
  return (
    <PageShell
      title={t('check.title')}
      back={{ href: documentsPage(id), label: shared('nav.back') }}
      lead={t('check.lead')}
    >
      <SignedIn>{() => <Both id={id} />}</SignedIn>
    </PageShell>
  );
}

function Both({ id }: { id: string }) {
  const { t } = useTranslation('documents');
  const go = useGo();
  const consent = readConsent(id);
  const agreed = consent !== undefined;
  useEffect(() => {
    if (!agreed) go(documentsPage(id), { replace: true });
  }, [agreed, id, go]);
  const { data, error, refetch } = useQuery({
    queryKey: ['document-photos', id],
    queryFn: ({ signal }) => call(listDocumentPhotos, { params: { id } }, { signal }),
  });
  const act = useSubmit(id);
  if (error && !data) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data || !consent) return <Skeleton />;
  const there = DOCUMENT_SIDES.filter((side) => data.some((photo) => photo.side === side));
  return (
    <>
      {DOCUMENT_SIDES.map((side) => (
        <SideCard key={side} id={id} side={side} there={there.includes(side)} />
      ))}
      {act.error ? <Failure error={act.error} /> : null}
      <SlowNote isPending={act.isPending} />
      {there.length === DOCUMENT_SIDES.length ? (
        <Button isPending={act.isPending} onPress={() => act.mutate(consent)}>
          {t('check.send')}
        </Button>
      ) : null}
      <p className="hint">{t('check.takes')}</p>
    </>
  );
}

function SideCard({ id, side, there }: { id: string; side: DocumentSide; there: boolean }) {
  const { t } = useTranslation('documents');
  const name = t(`sides.${side}`);
  const photo = readPhoto(id, side);
  return (
    <Card title={name}>
      {there && photo?.accepted ? (
        <img className="doc-photo" src={dataUrl(photo)} alt={t('picture', { side: name })} />
      ) : (
        <p>{t(there ? 'check.received' : 'check.missing')}</p>
      )}
      <ButtonLink kind={there ? 'quiet' : 'primary'} href={documentsPage(id, side)}>
        {there ? t('check.again', { side: name }) : t('check.shoot')}
      </ButtonLink>
    </Card>
  );
}

function useSubmit(id: string) {
  const go = useGo();
  const queries = useQueryClient();
  // One key for one act, however often the network makes us send it.
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  return useMutation({
    mutationFn: (consent: NonNullable<ReturnType<typeof readConsent>>) =>
      call(submitDocumentPhotos, { params: { id }, body: { consent } }, { idempotencyKey }),
    onSuccess: (application) => {
      forgetPhotos(id);
      queries.setQueryData(['application', id], application);
      void queries.invalidateQueries({ queryKey: ['applications'] });
      void queries.removeQueries({ queryKey: ['document-photos', id] });
      go(`/applications/${id}`, { replace: true });
    },
  });
}
