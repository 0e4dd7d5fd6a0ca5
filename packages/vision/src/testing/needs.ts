import { access } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { facesDir, heldOutIdentities } from './attack-rows.ts';

/** Where the models lie: SUIZHENG_MODELS, else the cache of the clone. */
export function modelsDir(): string {
  const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../..');
  return process.env.SUIZHENG_MODELS ?? path.join(root, 'node_modules/.cache/suizheng/models');
}

/** What is missing here to run tests on real models and portraits, as words to print; null when nothing is. */
export async function missingForFaces(): Promise<string | null> {
  const models = await access(path.join(modelsDir(), 'embed.onnx')).then(
    () => true,
    () => false,
  );
  if (!models) return `face models are not in ${modelsDir()}: run node packages/launch/src/fetch-models.ts`;
  if ((await heldOutIdentities()).length < 2)
    return `test portraits are not in ${facesDir()}: set SUIZHENG_FACES to a folder of portraits`;
  return null;
}
