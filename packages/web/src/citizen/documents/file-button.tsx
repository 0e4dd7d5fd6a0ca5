import { FileTrigger } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Button, type ButtonKind } from '../../shared/kit/button.tsx';
import { pictureOfFile } from './picture.ts';
import type { Fault } from './use-photo.ts';

/** The way without a camera: a photo that the person has, or takes with the phone's own camera app. */
export function FileButton({
  kind,
  words,
  onPicture,
  onUnreadable,
}: {
  kind: ButtonKind;
  words: string;
  onPicture: (image: string) => void;
  onUnreadable: (fault: Fault) => void;
}) {
  const { t } = useTranslation('documents');
  const chosen = async (files: FileList | null) => {
    const file = files?.[0];
    if (!file) return;
    const image = await pictureOfFile(file);
    if (image === null) onUnreadable({ reason: t('unreadable'), next: t('unreadableNext') });
    else onPicture(image);
  };
  return (
    <FileTrigger acceptedFileTypes={['image/*']} onSelect={(files) => void chosen(files)}>
      <Button kind={kind}>{words}</Button>
    </FileTrigger>
  );
}
