import { seenFor } from '@suizheng/domain/procedures/party-sees.ts';
import { purposeById } from '@suizheng/domain/procedures/purposes.ts';
import { useTranslation } from 'react-i18next';
import { useText } from '../../shared/i18n/i18n.ts';
import { Card } from '../../shared/kit/card.tsx';
import { Pill } from '../../shared/kit/notice.tsx';

/** For each purpose the fields of each credential that the party would see: as little as possible, and visible to who decides. */
export function PartySees({ purposes, title }: { purposes: readonly string[]; title?: string }) {
  const { t } = useTranslation('parties');
  const text = useText();
  return (
    <Card title={title ?? t('seen.title')}>
      <p className="hint">{t('seen.lead')}</p>
      <dl className="party-seen">
        {purposes.map((id) => {
          const known = purposeById(id);
          return (
            <div key={id}>
              <dt>
                {known ? text(known.text) : id}
                {showsNumber(id) ? <Pill tone="info">{t('seen.most')}</Pill> : null}
              </dt>
              <dd>
                <SeenBy purpose={id} />
              </dd>
            </div>
          );
        })}
      </dl>
    </Card>
  );
}

/** True for a purpose that shows the number of some document: the one field that follows a person everywhere. */
export function showsNumber(purpose: string): boolean {
  return seenFor(purpose).some(({ fields }) => fields.includes('number') || fields.includes('linkedNumber'));
}

/** Credential by credential, what a purpose shows of it. */
function SeenBy({ purpose }: { purpose: string }) {
  const { t, i18n } = useTranslation('parties');
  const text = useText();
  const seen = seenFor(purpose);
  const between = i18n.language === 'en' ? ', ' : '、';
  const colon = i18n.language === 'en' ? ': ' : '：';
  if (seen.length === 0) return t('seen.none');
  return seen.map(({ procedure, name, fields }) => (
    <span key={procedure} className="party-line">
      {text(name)}
      {colon}
      {fields.length === 0
        ? t('seen.nothing')
        : fields.map((field) => t(`seen.fields.${field}`)).join(between)}
    </span>
  ));
}
