import { exportData } from '@suizheng/domain/contract/rights.ts';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { callBytes } from '../../shared/api/call.ts';
import { Button } from '../../shared/kit/button.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { SlowNote } from '../../shared/kit/skeleton.tsx';
import { SignedIn } from '../account/signed-in.tsx';
import type { ExportedData } from './exported-data.ts';
import { ReadableData } from './readable-data.tsx';
import { SignInAgain } from './sign-in-again.tsx';

const HERE = '/settings/privacy/data';

/** Everything that is stored about the person: to read here, and as a file to take along (PIPL art. 45). */
export function DataPage() {
  const { t } = useTranslation('privacy');
  const { t: shared } = useTranslation();
  return (
    <PageShell
      title={t('data.title')}
      back={{ href: '/settings/privacy', label: shared('nav.back') }}
      lead={t('data.lead')}
    >
      <SignedIn>{() => <Mine />}</SignedIn>
    </PageShell>
  );
}

function Mine() {
  const { t } = useTranslation('privacy');
  const act = useMutation({
    gcTime: 0,
    mutationFn: async () => {
      const bytes = await callBytes(exportData, {}, { timeoutMs: 120_000 });
      return { bytes, data: JSON.parse(new TextDecoder().decode(bytes)) as ExportedData };
    },
  });
  if (act.data) {
    const { bytes, data } = act.data;
    return (
      <>
        <Notice tone="good" title={t('data.ready')} live>
          <p>{t('data.told')}</p>
        </Notice>
        <Button kind="second" onPress={() => save(bytes)}>
          {t('data.save')}
        </Button>
        <ReadableData data={data} />
      </>
    );
  }
  return (
    <>
      <p className="hint">{t('data.fresh')}</p>
      {act.error ? <SignInAgain error={act.error} next={HERE} /> : null}
      <SlowNote isPending={act.isPending} />
      <Button isPending={act.isPending} onPress={() => act.mutate()}>
        {t('data.show')}
      </Button>
    </>
  );
}

function save(bytes: Uint8Array<ArrayBuffer>): void {
  const address = URL.createObjectURL(new Blob([bytes], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = 'suizheng-export.json';
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
