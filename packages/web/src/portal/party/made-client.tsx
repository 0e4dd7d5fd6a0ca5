import type { ClientView } from '@suizheng/domain/contract/clients.ts';
import type { PartyView } from '@suizheng/domain/contract/parties.ts';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '../../shared/kit/button.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { CodeBlock } from '../code/code-block.tsx';
import type { PrivateJwk } from '../keys/key-pair.ts';
import { saveFile } from '../keys/save-file.ts';
import { partyPath } from '../paths.ts';

/** A system just registered: its id, and its private key to keep, which nobody else has. */
export function MadeClient({
  party,
  client,
  privateKey,
}: {
  party: PartyView;
  client: ClientView;
  privateKey: PrivateJwk | null;
}) {
  const { t } = useTranslation('portalParty');
  const [saved, setSaved] = useState(privateKey === null);
  useEffect(() => {
    if (saved) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [saved]);
  const save = () => {
    saveFile('private-key.jwk', `${JSON.stringify(privateKey, null, 2)}\n`);
    setSaved(true);
  };
  return (
    <div className="stack portal-narrow">
      <Notice
        tone="good"
        title={
          <>
            {t('clients.made')} · <span lang="zh-Hans">{client.label}</span>
          </>
        }
        live
      />
      <CodeBlock name={t('clients.madeId')} text={client.id} />
      {privateKey === null ? null : (
        <>
          <Notice tone="wait" title={t('clients.saveKeyWhy')} />
          <Button kind={saved ? 'second' : 'primary'} onPress={save}>
            {t('clients.saveKey')}
          </Button>
          <p role="status">{saved ? t('clients.saved') : ''}</p>
        </>
      )}
      <ButtonLink kind={saved ? 'primary' : 'second'} href={partyPath(party.id, 'clients')}>
        {t('clients.toList')}
      </ButtonLink>
    </div>
  );
}
