/** Side of the picture that is searched, in pixels: a code of version 15 across half of it keeps 5 pixels a module. */
const SIDE = 800;

/** Cuts the square that the person sees out of the camera's picture. */
export function createGrabber(): (video: HTMLVideoElement) => ImageData | null {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return (video) => {
    const { videoWidth, videoHeight } = video;
    const cut = Math.min(videoWidth, videoHeight);
    if (!context || cut === 0) return null;
    const side = Math.min(SIDE, cut);
    if (canvas.width !== side) canvas.width = canvas.height = side;
    const [left, top] = [(videoWidth - cut) / 2, (videoHeight - cut) / 2];
    context.drawImage(video, left, top, cut, cut, 0, 0, side, side);
    return context.getImageData(0, 0, side, side);
  };
}
