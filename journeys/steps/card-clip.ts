import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Raster } from '../../packages/vision/src/guide/document/raster.ts';
import { facesDir } from '../../packages/vision/src/testing/attack-rows.ts';
import { drawCard } from '../../packages/vision/src/testing/draw-card.ts';
import { type Flaw, photographCard } from '../../packages/vision/src/testing/photograph-card.ts';
import type { Resident } from './people.ts';

type Side = 'front' | 'back';

/** The camera's picture; a camera held still gives nearly the same one again and again. */
const FRAME = { width: 1280, height: 720 };
const FRAMES = 30;

/** A JPEG of that side of the person's card lying on a table, with the flaw asked for. */
export async function cardPhoto(
  person: Resident,
  side: Side,
  flaw: Flaw = 'none',
  seed = 3,
): Promise<Buffer> {
  const { raster } = await photographCard(await cardOf(person, side), {
    seed,
    table: 'wood',
    flaw,
    ...FRAME,
  });
  return jpegOf(raster, 0);
}

/** A phone held over a card: the clip at `camera` is what it plays when it is opened next. */
export interface HeldCard {
  readonly camera: string;
  /** Turns the card, or lays another flaw over it. */
  turn(side: Side, flaw?: Flaw): Promise<void>;
  /** Takes it away: nothing lies before the camera, which takes no picture by itself. */
  takeAway(): Promise<void>;
  leave(): void;
}

/** Lays the person's card before the camera, front up. */
export async function heldCard(person: Resident): Promise<HeldCard> {
  const folder = mkdtempSync(join(tmpdir(), 'suizheng-card-'));
  const camera = join(folder, 'card.mjpeg');
  const play = (frames: readonly Buffer[]): void => {
    writeFileSync(`${camera}.next`, Buffer.concat(frames));
    renameSync(`${camera}.next`, camera);
  };
  const turn = async (side: Side, flaw: Flaw = 'none'): Promise<void> => {
    const shot = { seed: 19, table: 'wood', flaw, ...FRAME } as const;
    const { raster } = await photographCard(await cardOf(person, side), shot);
    play(await Promise.all(Array.from({ length: FRAMES }, (_, i) => jpegOf(raster, i % 3))));
  };
  const takeAway = async (): Promise<void> => {
    const table = await sharp({ create: { ...FRAME, channels: 3, background: '#8a6f52' } })
      .jpeg()
      .toBuffer();
    play(Array<Buffer>(FRAMES).fill(table));
  };
  await turn('front');
  return { camera, turn, takeAway, leave: () => rmSync(folder, { recursive: true, force: true }) };
}

function cardOf({ name, number, portrait }: Resident, side: Side): Promise<Raster> {
  const sex = portrait.startsWith('m') ? '男' : '女';
  return drawCard(side, { name, number, sex, portrait: join(facesDir(), `${portrait}.jpg`) });
}

/** A hand is never quite still: the picture moves by a pixel. */
function jpegOf({ width, height, data }: Raster, sway: number): Promise<Buffer> {
  return sharp(data, { raw: { width, height, channels: 3 } })
    .extract({ left: sway, top: 0, width: width - 2, height })
    .resize(width, height, { fit: 'fill' })
    .jpeg({ quality: 90 })
    .toBuffer();
}
