import type { Action } from '../../packages/vision/src/guide/challenge.ts';

/** A film in parts, as base64 JPEGs: the face at rest, and every action from rest through its fullest back to rest. */
export type FilmParts = Readonly<Record<Action | 'rest', readonly string[]>>;

/** Where the person sits this time: how near, and how far aside; shares of the picture. */
export type Seat = { readonly zoom: number; readonly x: number; readonly y: number };

/** What the page's camera is told about the person before it. */
export type Sitting = { readonly parts: FilmParts; readonly seat: Seat };

/** What a person brings along: which words ask for which action, and how fast they are. Milliseconds. */
export type Manner = {
  readonly asks: Readonly<Record<string, Action>>;
  /** Between two drawn pictures. */
  readonly frameMs: number;
  /** From reading to moving, and least rest between two movements. */
  readonly reactMs: number;
  readonly restMs: number;
  /** Longest that a pose is held while the same is still asked for; eyes are shut for about a second. */
  readonly holdMs: number;
  readonly shutMs: number;
};

declare global {
  interface Window {
    sitting(): Promise<Sitting>;
  }
}

/**
 * Runs in the page: its front camera films a person who reads what the screen asks for, does it until the screen says
 * otherwise, comes back to rest, and does it again where it is still asked for. No two pictures are alike: the person
 * sways, and comes slowly nearer. Everything it needs is inside, since it is sent there as text.
 */
export function sitInPage({ asks, frameMs, reactMs, restMs, holdMs, shutMs }: Manner): void {
  const devices = navigator.mediaDevices;
  if (!devices) return;
  const real = devices.getUserMedia.bind(devices);
  /** Shares of a movement between which it is at its fullest. */
  const full = [0.32, 0.58] as const;
  const side = 480;

  const film = async (): Promise<MediaStream> => {
    const { parts, seat } = await window.sitting();
    const jpegs = Object.fromEntries(
      Object.entries(parts).map(([name, pictures]) => [
        name,
        pictures.map((text) => {
          const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
          return new Blob([bytes], { type: 'image/jpeg' });
        }),
      ]),
    ) as Record<Action | 'rest', Blob[]>;
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width: side, height: side });
    const pen = canvas.getContext('2d', { alpha: false, willReadFrequently: true })!;
    const began = performance.now();
    let doing: Action | 'rest' = 'rest';
    let since = began;
    let along = 0;
    let step = 1;
    let asked: Action | undefined;
    let askedAt = began;
    let last = began;

    const live = (now: number): Blob => {
      const says = asks[document.querySelector('.say')?.textContent ?? ''];
      if (says !== asked) [asked, askedAt] = [says, now];
      if (doing === 'rest' && asked && now - askedAt >= reactMs && now - since >= restMs)
        [doing, since, along, step] = [asked, now, 0, 1];
      const pictures = jpegs[doing];
      const length = pictures.length * frameMs;
      along += (step * Math.min(now - last, 4 * frameMs)) / length;
      last = now;
      if (doing === 'rest') {
        if (along >= 1) step = -1;
        if (along <= 0) step = 1;
      } else {
        const holds = asked === doing && now - since < (doing === 'blink' ? shutMs : holdMs);
        if (!holds) step = 1;
        else if (along > full[1]) step = -1;
        else if (along < full[0]) step = 1;
        if (along >= 1) [doing, since, along, step] = ['rest', now, 0, 1];
      }
      const shown = jpegs[doing];
      return shown[Math.max(0, Math.min(shown.length - 1, Math.floor(along * shown.length)))]!;
    };

    const draw = async (): Promise<void> => {
      const now = performance.now();
      const picture = await createImageBitmap(live(now));
      const t = (now - began) / 1000;
      const zoom = seat.zoom * (1 + 0.0015 * t);
      const sway = [0.005 * Math.sin(1.7 * t) + seat.x, 0.004 * Math.sin(2.3 * t) + seat.y] as const;
      const edge = (share: number): number =>
        Math.max(side - side * zoom, Math.min(0, (side - side * zoom) / 2 + share * side));
      pen.drawImage(picture, edge(sway[0]), edge(sway[1]), side * zoom, side * zoom);
      picture.close();
    };
    await draw();
    const stream = canvas.captureStream();
    const [track] = stream.getVideoTracks();
    const go = async (): Promise<void> => {
      if (track?.readyState !== 'live') return;
      const from = performance.now();
      await draw();
      setTimeout(go, Math.max(0, frameMs - (performance.now() - from)));
    };
    void go();
    return stream;
  };

  devices.getUserMedia = (wanted) =>
    typeof wanted?.video === 'object' && wanted.video.facingMode === 'user' ? film() : real(wanted);
}
