import { type CardMeasurement, measureCard } from '@suizheng/vision/guide/document/measure-card.ts';
import { lumaOf, shrink } from '@suizheng/vision/guide/document/raster.ts';

/** A picture to measure; its pixels are handed over, not copied. */
export type Ask = { readonly width: number; readonly height: number; readonly data: Uint8ClampedArray };
/** What was seen: how light it is (0..1), and the card if there is one. */
export type Sight = { readonly light: number; readonly card: CardMeasurement | null };

self.onmessage = ({ data: { width, height, data } }: MessageEvent<Ask>) => {
  const picture = { width, height, channels: 4, data } as const;
  const luma = lumaOf(shrink(picture, 120));
  const light = luma.reduce((sum, value) => sum + value, 0) / luma.length / 255;
  self.postMessage({ light, card: measureCard(picture)?.card ?? null } satisfies Sight);
};
