import { createContext, type ReactNode, useContext, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, type ButtonKind } from '../../shared/kit/button.tsx';
import { pictureOfFile } from './picture.ts';
import type { Fault } from './use-photo.ts';

const OpenFiles = createContext<() => void>(() => {});

/**
 * Stands around everything that can offer a file. The one input outlives whatever changes on the page while the
 * system's file dialog is open (the camera opens at last, or fails): a photo chosen meanwhile is not lost (A11).
 */
export function FileChooser({
  onPicture,
  onUnreadable,
  children,
}: {
  onPicture: (image: string) => void;
  onUnreadable: (fault: Fault) => void;
  children: ReactNode;
}) {
  const { t } = useTranslation('documents');
  const input = useRef<HTMLInputElement>(null);
  const chosen = async (element: HTMLInputElement) => {
    const file = element.files?.[0];
    if (!file) return;
    const image = await pictureOfFile(file);
    // The same file may be chosen again.
    element.value = '';
    if (image === null) onUnreadable({ reason: t('unreadable'), next: t('unreadableNext') });
    else onPicture(image);
  };
  return (
    <OpenFiles value={() => input.current?.click()}>
      <input
        ref={input}
        type="file"
        accept="image/*"
        hidden
        onChange={({ currentTarget }) => void chosen(currentTarget)}
      />
      {children}
    </OpenFiles>
  );
}

/** The way without a camera: a photo that the person has, or takes with the phone's own camera app. */
export function FileButton({ kind, words }: { kind: ButtonKind; words: string }) {
  const openFiles = useContext(OpenFiles);
  return (
    <Button kind={kind} onPress={openFiles}>
      {words}
    </Button>
  );
}
