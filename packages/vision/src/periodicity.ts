/** Side of the patch whose spectrum is taken, in pixels of the picture. */
export const patchSide = 256;

/**
 * How much the finest detail of a square patch of luma stands in a grid: the strongest frequency off the axes,
 * over the median of all equally fine ones, as a natural logarithm. Skin, hair and sensor noise spread evenly
 * (about 2.5); the cells of a filmed screen, or their beat with the sensor's, stand out.
 */
export function gridStrength(luma: Float32Array): number {
  const n = Math.sqrt(luma.length);
  const power = spectrum(highPass(luma, n), n);
  const rings: number[][] = Array.from({ length: 12 }, () => []);
  const best: number[] = rings.map(() => 0);
  for (let v = 0; v < n; v++) {
    const fy = v < n / 2 ? v : v - n;
    for (let u = 0; u <= n / 2; u++) {
      const radius = Math.hypot(u, fy) / n;
      if (radius < 0.16 || radius >= 0.7) continue;
      const ring = Math.floor((radius - 0.16) / 0.045);
      const value = power[v * n + u]!;
      rings[ring]?.push(value);
      // Compression codes blocks of 4, 8 and 16 pixels: their edges stand on the axes and on a grid of their own.
      const onAxis = u <= 1 || Math.abs(fy) <= 1 || u >= n / 2 - 1 || Math.abs(fy) >= n / 2 - 1;
      if (!onAxis && !(nearBlock(u, n) && nearBlock(fy, n))) best[ring] = Math.max(best[ring] ?? 0, value);
    }
  }
  return Math.max(
    ...rings.map((values, ring) => {
      const middle = values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
      return middle > 0 ? Math.log(best[ring]! / middle) : 0;
    }),
  );
}

function nearBlock(k: number, n: number): boolean {
  const rest = Math.abs(k) % (n / 16);
  return rest <= 1 || rest >= n / 16 - 1;
}

/** Takes the local mean away and fades the rim, so that edges of the patch leave no trace. */
function highPass(luma: Float32Array, n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let y = 1; y < n - 1; y++) {
    const fadeY = Math.sin((Math.PI * y) / (n - 1)) ** 2;
    for (let x = 1; x < n - 1; x++) {
      const i = y * n + x;
      const around = luma[i - 1]! + luma[i + 1]! + luma[i - n]! + luma[i + n]!;
      out[i] = (luma[i]! - around / 4) * fadeY * Math.sin((Math.PI * x) / (n - 1)) ** 2;
    }
  }
  return out;
}

/** Power of the two-dimensional Fourier transform, its left half: the picture is real, so the rest mirrors it. */
function spectrum(re: Float64Array, n: number): Float64Array {
  const im = new Float64Array(n * n);
  const turns = Float64Array.from({ length: n }, (_, i) =>
    i % 2 === 0 ? Math.cos((-Math.PI * i) / n) : Math.sin((-Math.PI * (i - 1)) / n),
  );
  for (let row = 0; row < n; row++) transform(re, im, n, row * n, 1, turns);
  for (let column = 0; column <= n / 2; column++) transform(re, im, n, column, n, turns);
  return re.map((value, i) => value * value + im[i]! * im[i]!);
}

/**
 * Radix-2 fast Fourier transform in place (Cooley and Tukey 1965); `turns` holds cosine and sine of each of the
 * n / 2 angles.
 */
function transform(
  re: Float64Array,
  im: Float64Array,
  n: number,
  start: number,
  step: number,
  turns: Float64Array,
): void {
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j |= bit;
    if (i >= j) continue;
    const p = start + i * step;
    const q = start + j * step;
    const [r, m] = [re[p]!, im[p]!];
    re[p] = re[q]!;
    im[p] = im[q]!;
    re[q] = r;
    im[q] = m;
  }
  for (let size = 2; size <= n; size *= 2) {
    const half = size / 2;
    const stride = (n / size) * 2;
    for (let k = 0; k < half; k++) {
      const wr = turns[k * stride]!;
      const wi = turns[k * stride + 1]!;
      for (let at = k; at < n; at += size) {
        const p = start + at * step;
        const q = start + (at + half) * step;
        const tr = re[q]! * wr - im[q]! * wi;
        const ti = re[q]! * wi + im[q]! * wr;
        re[q] = re[p]! - tr;
        im[q] = im[p]! - ti;
        re[p]! += tr;
        im[p]! += ti;
      }
    }
  }
}
