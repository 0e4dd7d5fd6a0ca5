/** Why there is no picture: refused by the person or the system, no camera, used by another program, or a page without HTTPS. */
export type CameraFault = 'denied' | 'missing' | 'busy' | 'insecure';

/** A running camera; `torch` is null where it has none. */
export type Camera = {
  readonly stream: MediaStream;
  readonly torch: ((on: boolean) => Promise<void>) | null;
  stop(): void;
};

type TorchTrack = MediaTrackCapabilities & { torch?: boolean };

/** Opens the camera on the back of the device; a desk's only camera will do. */
export async function openCamera(): Promise<Camera | CameraFault> {
  if (!navigator.mediaDevices?.getUserMedia) return 'insecure';
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { facingMode: { ideal: 'environment' }, width: { ideal: 1280 }, height: { ideal: 720 } },
    });
    const stop = () => {
      for (const track of stream.getTracks()) track.stop();
    };
    return { stream, torch: torchOf(stream), stop };
  } catch (error) {
    return faultOf(error);
  }
}

/** True when the person has allowed the camera before, so that it may start without another word. */
export async function cameraAllowed(): Promise<boolean> {
  try {
    const status = await navigator.permissions.query({ name: 'camera' as PermissionName });
    return status.state === 'granted';
  } catch {
    return false;
  }
}

function torchOf(stream: MediaStream): Camera['torch'] {
  const [track] = stream.getVideoTracks();
  const capabilities = track?.getCapabilities?.() as TorchTrack | undefined;
  if (!track || capabilities?.torch !== true) return null;
  return (on) => track.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] });
}

function faultOf(error: unknown): CameraFault {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'missing';
}
