/** How a picture lies in its pane: its scale, and how far its middle is moved, in CSS pixels. */
export type Zoom = { readonly scale: number; readonly x: number; readonly y: number };

export const FITTED: Zoom = { scale: 1, x: 0, y: 0 };
/** Beyond this a phone's photo is only blocks. */
export const MOST = 8;

/** The size of a pane in CSS pixels. */
export type Size = { readonly width: number; readonly height: number };

/** Keeps the picture over its pane: it can be moved no farther than its own edges. */
function kept({ scale, x, y }: Zoom, { width, height }: Size): Zoom {
  // Plus nothing: a picture that fits is not moved by minus nothing.
  const within = (value: number, most: number) => Math.min(most, Math.max(-most, value)) + 0;
  return { scale, x: within(x, ((scale - 1) * width) / 2), y: within(y, ((scale - 1) * height) / 2) };
}

/** Zooms by a factor about a point, given from the pane's middle: what lies under it stays there. */
export function zoomBy(zoom: Zoom, factor: number, at: { x: number; y: number }, pane: Size): Zoom {
  const scale = Math.min(MOST, Math.max(1, zoom.scale * factor));
  const ratio = scale / zoom.scale;
  return kept({ scale, x: at.x - (at.x - zoom.x) * ratio, y: at.y - (at.y - zoom.y) * ratio }, pane);
}

/** Moves the picture. */
export function panBy(zoom: Zoom, dx: number, dy: number, pane: Size): Zoom {
  return kept({ ...zoom, x: zoom.x + dx, y: zoom.y + dy }, pane);
}

/** One step of the buttons and the keys. */
export const STEP = 1.5;
const MOVE = 48;
const MIDDLE = { x: 0, y: 0 };

/** What a key makes of it: plus and minus zoom, zero fits, arrows move; null for every other key. */
export function zoomByKey(key: string, zoom: Zoom, pane: Size): Zoom | null {
  switch (key) {
    case '+':
    case '=':
      return zoomBy(zoom, STEP, MIDDLE, pane);
    case '-':
      return zoomBy(zoom, 1 / STEP, MIDDLE, pane);
    case '0':
      return FITTED;
    case 'ArrowLeft':
      return panBy(zoom, MOVE, 0, pane);
    case 'ArrowRight':
      return panBy(zoom, -MOVE, 0, pane);
    case 'ArrowUp':
      return panBy(zoom, 0, MOVE, pane);
    case 'ArrowDown':
      return panBy(zoom, 0, -MOVE, pane);
    default:
      return null;
  }
}
