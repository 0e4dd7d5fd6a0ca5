/** Why there is no picture. */
export type CameraTrouble = 'denied' | 'none' | 'busy' | 'insecure';

/** An open front camera, or why not. `close` frees it. */
export type Camera =
  | { readonly ok: true; readonly stream: MediaStream; close(): void }
  | { readonly ok: false; readonly why: CameraTrouble };

const FACE: MediaTrackConstraints = {
  facingMode: 'user',
  width: { ideal: 640 },
  height: { ideal: 480 },
  frameRate: { ideal: 30 },
};

/** Opens a camera, the front one unless told otherwise; the browser asks the person at this moment, and only now. */
export async function openCamera(video: MediaTrackConstraints = FACE): Promise<Camera> {
  if (!window.isSecureContext || !navigator.mediaDevices?.getUserMedia) return { ok: false, why: 'insecure' };
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: false,
      video,
    });
    return {
      ok: true,
      stream,
      close: () => {
        for (const track of stream.getTracks()) track.stop();
      },
    };
  } catch (error) {
    return { ok: false, why: troubleOf(error instanceof DOMException ? error.name : '') };
  }
}

function troubleOf(name: string): CameraTrouble {
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'none';
  if (name === 'NotReadableError' || name === 'AbortError') return 'busy';
  return 'denied';
}

/** How this browser lets a person allow the camera later; the words differ. */
export type BrowserKind = 'in-app' | 'safari' | 'chrome' | 'other';

/** Guesses the browser from its own description. */
export function browserKind(userAgent: string): BrowserKind {
  if (/MicroMessenger|AlipayClient|QQ\/|DingTalk|Weibo|Line\/|FBAN|FBAV|Instagram/i.test(userAgent))
    return 'in-app';
  if (/Chrome|CriOS|EdgA?\//.test(userAgent)) return 'chrome';
  return /Safari/.test(userAgent) ? 'safari' : 'other';
}
