import type { DocumentSide } from '@suizheng/domain/policy/document-photo.ts';
import { type RefObject, useCallback, useEffect, useState } from 'react';
import { type CameraTrouble, openCamera } from '../capture/camera.ts';
import { pictureOfVideo } from './picture.ts';
import { type Seen, watchCard } from './watch-card.ts';

/** What the camera is doing. `manual`: the guide does not run here, the shutter does. */
export type CardCameraState =
  | { readonly at: 'opening' }
  | { readonly at: 'watching'; readonly seen: Seen | null }
  | { readonly at: 'manual' }
  | { readonly at: 'trouble'; readonly why: CameraTrouble };

const BACK_CAMERA: MediaTrackConstraints = {
  facingMode: { ideal: 'environment' },
  width: { ideal: 1920 },
  height: { ideal: 1080 },
};

/** Opens the back camera, watches for a card that lies still and is well seen, and takes it; frees the camera on leaving. */
export function useCardCamera(
  video: RefObject<HTMLVideoElement | null>,
  side: DocumentSide,
  onPicture: (image: string) => void,
) {
  const [state, setState] = useState<CardCameraState>({ at: 'opening' });
  const [run, setRun] = useState(0);
  const shoot = useCallback(async () => {
    const image = video.current && (await pictureOfVideo(video.current));
    if (image) onPicture(image);
  }, [video, onPicture]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `run` is another try, asked for by the person
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    let free = () => {};
    const watch = async () => {
      setState({ at: 'opening' });
      const camera = await openCamera(BACK_CAMERA);
      if (signal.aborted) return camera.ok ? camera.close() : undefined;
      if (!camera.ok) return setState({ at: 'trouble', why: camera.why });
      const element = video.current;
      free = () => {
        // WebKit may keep a camera that an element still shows, and not open it again.
        if (element) element.srcObject = null;
        camera.close();
      };
      if (!element) return free();
      element.srcObject = camera.stream;
      await element.play().catch(() => {});
      setState({ at: 'watching', seen: null });
      await watchCard(element, side, (seen) => setState({ at: 'watching', seen }), signal);
      navigator.vibrate?.(40);
      await shoot();
    };
    watch().catch(() => {
      if (!signal.aborted) setState({ at: 'manual' });
    });
    return () => {
      leaving.abort();
      free();
    };
  }, [run, side, video, shoot]);

  return { state, shoot, retry: () => setRun(run + 1) };
}
