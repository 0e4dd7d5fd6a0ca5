import { printPaper } from '@suizheng/domain/contract/counter.ts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { callBytes } from '../../shared/api/call.ts';
import { Failure } from '../../shared/kit/failure.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { useEndedSession } from '../session/use-ended-session.ts';

/** The PDF, to open and print or to keep; its file name is the certificate's identifier, which names nobody. */
export function PrintPaper({ id, identifier }: { id: string; identifier: string }) {
  const { t } = useTranslation('counter');
  const { data, error, refetch } = useQuery({
    queryKey: ['paper', id],
    queryFn: ({ signal }) => callBytes(printPaper, { params: { id } }, { signal }),
    gcTime: 0,
  });
  useEndedSession(error);
  const address = useMemo(
    () => (data ? URL.createObjectURL(new Blob([data], { type: 'application/pdf' })) : null),
    [data],
  );
  useEffect(() => () => (address === null ? undefined : URL.revokeObjectURL(address)), [address]);
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (address === null) return <Skeleton lines={1} />;
  return (
    <div className="stack-tight">
      <a className="btn primary" href={address} target="_blank" rel="noreferrer">
        {t('paper.open')}
      </a>
      <a className="btn second" href={address} download={`${identifier}.pdf`}>
        {t('paper.download')}
      </a>
    </div>
  );
}
