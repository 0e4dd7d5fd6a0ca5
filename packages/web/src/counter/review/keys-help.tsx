import { useTranslation } from 'react-i18next';
import { Button } from '../../shared/kit/button.tsx';
import { Checkbox } from '../../shared/kit/checkbox.tsx';
import { Dialog } from '../../shared/kit/dialog.tsx';
import { useKeysOn } from './use-shortcuts.ts';

const KEYS = [
  ['a', 'accept'],
  ['r', 'refuse'],
  ['1 … 9', 'number'],
  ['j  k', 'move'],
  ['z', 'zoom'],
  ['n', 'next'],
  ['e', 'handOn'],
  ['?', 'help'],
] as const;

/** What the keys do, and the switch that turns them off. */
export function KeysHelp({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('review');
  const [on, setOn] = useKeysOn();
  return (
    <Dialog title={t('keys.title')} isOpen onClose={onClose}>
      <dl className="keys">
        {KEYS.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(`keys.list.${what}`)}</dd>
          </div>
        ))}
      </dl>
      <Checkbox name="keys-on" isSelected={on} onChange={setOn}>
        {t('keys.on')}
      </Checkbox>
      <Button onPress={onClose}>{t('keys.close')}</Button>
    </Dialog>
  );
}
