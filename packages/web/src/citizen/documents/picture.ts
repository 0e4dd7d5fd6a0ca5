import { toBase64 } from '../../shared/base64url.ts';

/** Longer side of a photo that is sent, in pixels: what the server would keep anyway. */
const LONGEST = 1600;
const QUALITY = 0.9;

/** The present picture of the camera as base64 JPEG; null while it has none. */
export async function pictureOfVideo(video: HTMLVideoElement): Promise<string | null> {
  const { videoWidth, videoHeight } = video;
  return videoWidth === 0 ? null : jpegOf(video, videoWidth, videoHeight);
}

/** A file that the person chose, made as large as needed and upright; null when the browser cannot read it. */
export async function pictureOfFile(file: Blob): Promise<string | null> {
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
    try {
      return await jpegOf(bitmap, bitmap.width, bitmap.height);
    } finally {
      bitmap.close();
    }
  } catch {
    return null;
  }
}

/** Raw pixels of the present picture, at most `most` wide or high, for measuring. */
export function pixelsOf(video: HTMLVideoElement, canvas: HTMLCanvasElement, most: number): ImageData | null {
  const { videoWidth, videoHeight } = video;
  if (videoWidth === 0) return null;
  const scale = Math.min(1, most / Math.max(videoWidth, videoHeight));
  const [width, height] = [Math.round(videoWidth * scale), Math.round(videoHeight * scale)];
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  pen?.drawImage(video, 0, 0, width, height);
  return pen?.getImageData(0, 0, width, height) ?? null;
}

async function jpegOf(source: CanvasImageSource, width: number, height: number): Promise<string> {
  const scale = Math.min(1, LONGEST / Math.max(width, height));
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: Math.round(width * scale), height: Math.round(height * scale) });
  const pen = canvas.getContext('2d');
  // Transparent pictures lie on white, as the server lays them.
  if (pen) Object.assign(pen, { fillStyle: '#fff', imageSmoothingQuality: 'high' });
  pen?.fillRect(0, 0, canvas.width, canvas.height);
  pen?.drawImage(source, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
  if (!blob) throw new Error('no picture');
  return toBase64(new Uint8Array(await blob.arrayBuffer()));
}
