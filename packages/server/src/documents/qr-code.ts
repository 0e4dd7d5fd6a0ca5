import { correction, generate } from 'lean-qr';

/** A rectangle of dark modules: a run of one row. Units: modules. */
export type Run = { readonly x: number; readonly y: number; readonly length: number };

/** The QR of a text at level Q (paper gets folded and stained): its size in modules and its dark runs, row by row. */
export function qrRuns(text: string): { size: number; runs: Run[] } {
  const code = generate(text, { minCorrectionLevel: correction.Q });
  const runs: Run[] = [];
  for (let y = 0; y < code.size; y += 1) {
    for (let x = 0; x < code.size; x += 1) {
      if (!code.get(x, y)) continue;
      const start = x;
      while (x < code.size && code.get(x, y)) x += 1;
      runs.push({ x: start, y, length: x - start });
    }
  }
  return { size: code.size, runs };
}
