import type { Engine } from './engine.ts';

/** Loads the models that `models.json` names from `modelsDir`; throws `models-missing`. */
export async function createEngine(modelsDir: string): Promise<Engine> {
  void modelsDir;
  throw new Error('not built yet');
}
