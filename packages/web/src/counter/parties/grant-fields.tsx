import { SERVICES, type ServiceId } from '@suizheng/domain/policy/services.ts';
import { purposeById } from '@suizheng/domain/procedures/purposes.ts';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { faultOf } from '../../shared/faults.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Checkbox } from '../../shared/kit/checkbox.tsx';
import type { Fault } from '../../shared/kit/error-summary.tsx';
import { Icon } from '../../shared/kit/icon.tsx';
import { TextField } from '../../shared/kit/text-field.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import type { Asked, Draft, TypedLimits } from './decision-draft.ts';
import { showsNumber } from './party-sees.tsx';
import { useServiceText } from './words.ts';

/**
 * What is approved of what was asked for, or stays of what was approved: purposes, marked where they show a number,
 * services with their limits.
 */
export function GrantFields({
  asked,
  draft,
  faults,
  legends,
  onChange,
}: {
  asked: Asked;
  draft: Draft;
  faults: readonly Fault[];
  /** Where something else than an approval is asked for. */
  legends?: { readonly purposes: string; readonly services: string };
  onChange: (changed: Partial<Draft>) => void;
}) {
  const { t } = useTranslation('parties');
  const text = useText();
  const service = useServiceText();
  const purpose = (id: string) => {
    const known = purposeById(id);
    return known ? text(known.text) : id;
  };
  return (
    <>
      <Boxes
        name="purposes"
        legend={legends?.purposes ?? t('decide.purposes')}
        fault={faultOf(faults, 'purposes')}
      >
        {asked.purposes.map((id) => (
          <Checkbox
            key={id}
            name={id}
            isSelected={draft.purposes.includes(id)}
            onChange={(on) => onChange({ purposes: turned(asked.purposes, draft.purposes, id, on) })}
          >
            <b>{purpose(id)}</b>
            {showsNumber(id) ? <span className="hint"> {t('seen.most')}</span> : null}
          </Checkbox>
        ))}
      </Boxes>
      <Boxes
        name="services"
        legend={legends?.services ?? t('decide.services')}
        fault={faultOf(faults, 'services')}
      >
        {asked.services.map((id) => (
          <div key={id}>
            <Checkbox
              name={id}
              isSelected={draft.services.includes(id)}
              onChange={(on) => onChange({ services: turned(asked.services, draft.services, id, on) })}
            >
              <b>{service(id)}</b>
            </Checkbox>
            {draft.services.includes(id) ? (
              <LimitFields
                service={id}
                value={draft.limits[id]}
                faults={faults}
                onChange={(typed) => onChange({ limits: { ...draft.limits, [id]: typed } })}
              />
            ) : null}
          </div>
        ))}
      </Boxes>
    </>
  );
}

function Boxes({
  name,
  legend,
  fault,
  children,
}: {
  name: string;
  legend: string;
  fault: string | undefined;
  children: ReactNode;
}) {
  // Not by the name: a dialog may stand before a form with the same boxes.
  const said = useId();
  return (
    <fieldset className="field" id={name} {...(fault === undefined ? {} : { 'aria-describedby': said })}>
      <legend>{legend}</legend>
      {fault === undefined ? null : (
        <p className="field-error" id={said}>
          <Icon name="warn" />
          <span>{fault}</span>
        </p>
      )}
      {children}
    </fieldset>
  );
}

function LimitFields({
  service,
  value,
  faults,
  onChange,
}: {
  service: ServiceId;
  value: TypedLimits;
  faults: readonly Fault[];
  onChange: (typed: TypedLimits) => void;
}) {
  const { t } = useTranslation('parties');
  const { locale } = usePreferences();
  return (
    <div className="party-limits">
      {(['perMinute', 'perDay'] as const).map((key) => (
        <TextField
          key={key}
          name={`limits.${service}.${key}`}
          label={t(`decide.${key}`)}
          hint={t('decide.usual', { n: SERVICES[service].limits[key].toLocaleString(locale) })}
          value={value[key]}
          onChange={(typed) => onChange({ ...value, [key]: typed })}
          error={faultOf(faults, `limits.${service}.${key}`)}
          inputMode="numeric"
          autoComplete="off"
          maxLength={14}
        />
      ))}
    </div>
  );
}

/** The chosen ones in the order they were asked for. */
function turned<T extends string>(asked: readonly T[], chosen: readonly T[], id: T, on: boolean): T[] {
  return asked.filter((one) => (one === id ? on : chosen.includes(one)));
}
