import { VERDICT_COLOURS, VERDICT_REASONS, type VerdictColour } from '@suizheng/domain/credential/verdict.ts';
import { VERDICT_TEXTS } from '@suizheng/domain/credential/verdict-text.ts';
import { SERVICE_REASONS, type ServiceVerdict } from '@suizheng/domain/policy/service-verdicts.ts';
import type { Text } from '@suizheng/domain/text/locale.ts';
import { useTranslation } from 'react-i18next';
import { useText } from '../../shared/i18n/i18n.ts';
import { Pill, type Tone } from '../../shared/kit/notice.tsx';

type Row = {
  readonly code: string;
  readonly verdict: ServiceVerdict | VerdictColour;
  readonly title: Text;
  readonly why: Text;
  readonly next: Text;
};

const TONES: Readonly<Record<ServiceVerdict, Tone>> = {
  green: 'good',
  match: 'good',
  amber: 'wait',
  waiting: 'wait',
  red: 'bad',
  'no-match': 'bad',
};

/** Every reason of a code's verdict. */
export function VerdictTable() {
  const rows = VERDICT_REASONS.map((code) => ({
    code,
    verdict: VERDICT_COLOURS[code],
    ...VERDICT_TEXTS[code],
  }));
  return <Reasons rows={rows} labelledBy="codes" />;
}

/** Every reason of the services that look at no code. */
export function ServiceReasons() {
  const rows = Object.entries(SERVICE_REASONS).map(([code, words]) => ({ code, ...words }));
  return <Reasons rows={rows} labelledBy="services" />;
}

function Reasons({ rows, labelledBy }: { rows: readonly Row[]; labelledBy: string }) {
  const { t } = useTranslation('portalGuides');
  const text = useText();
  return (
    <table className="rows" aria-labelledby={labelledBy}>
      <thead>
        <tr>
          <th scope="col">{t('head.code')}</th>
          <th scope="col">{t('head.verdict')}</th>
          <th scope="col">{t('head.title')}</th>
          <th scope="col">{t('head.next')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ code, verdict, title, why, next }) => (
          <tr key={code} id={code}>
            <th scope="row">
              <code lang="zxx" translate="no">
                {code}
              </code>
            </th>
            <td>
              <Pill tone={TONES[verdict]}>{t(`colour.${verdict}`)}</Pill>
            </td>
            <td>
              <b>{text(title)}</b>
              <br />
              {text(why)}
            </td>
            <td>{text(next)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
