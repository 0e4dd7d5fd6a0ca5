import type { Engine } from './engine/engine.ts';
import type { PortraitMeasurement } from './measurement.ts';

/** Measures a portrait (JPEG, PNG or WebP bytes), such as the register's photograph. */
export async function measurePortrait(engine: Engine, image: Uint8Array): Promise<PortraitMeasurement> {
  void [engine, image];
  throw new Error('not built yet');
}
