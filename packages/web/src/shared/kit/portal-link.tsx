import { inAll } from '@suizheng/domain/text/locale.ts';
import { useText } from '../i18n/i18n.ts';

const WORDS = inAll(
  '用证单位怎样接入',
  '用證機構如何接入',
  '用證單位如何介接',
  'How a relying party connects',
);

/** To the portal for relying parties, which is another document than the app it is shown in. */
export function PortalLink() {
  const text = useText();
  return (
    <a className="btn quiet" href="/portal/">
      <span>{text(WORDS)}</span>
    </a>
  );
}
