/** Longest side-to-side of a picture that is sent, in pixels: enough for every measure the server takes. */
const WIDTH = 480;
const QUALITY = 0.85;

/** Still pictures out of the running video: raw, never mirrored. */
export type PictureSource = {
  readonly canvas: HTMLCanvasElement;
  /** Draws the present picture; false while the camera has none yet. */
  grab(): boolean;
  /** JPEG of the picture grabbed last, taken at the moment of the call. */
  jpeg(): Promise<Uint8Array>;
  /** Resolves when the camera has its next picture. */
  next(): Promise<void>;
};

/** Reads pictures from a playing video element. */
export function newPictureSource(video: HTMLVideoElement): PictureSource {
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  return {
    canvas,
    grab() {
      const { videoWidth, videoHeight } = video;
      if (!pen || videoWidth === 0) return false;
      const scale = Math.min(1, WIDTH / videoWidth);
      const [width, height] = [Math.round(videoWidth * scale), Math.round(videoHeight * scale)];
      if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
      pen.drawImage(video, 0, 0, width, height);
      return true;
    },
    jpeg: () =>
      new Promise((resolve, reject) => {
        canvas.toBlob(
          (blob) => {
            if (!blob) return reject(new Error('no picture'));
            blob.arrayBuffer().then((buffer) => resolve(new Uint8Array(buffer)), reject);
          },
          'image/jpeg',
          QUALITY,
        );
      }),
    next: () =>
      new Promise((resolve) => {
        if ('requestVideoFrameCallback' in video) video.requestVideoFrameCallback(() => resolve());
        else setTimeout(resolve, 33);
        // A camera that stopped sending pictures must not hold the clock.
        setTimeout(resolve, 250);
      }),
  };
}
