import { correction, generate, mode } from 'lean-qr';
import { useEffect, useRef } from 'react';

/** Modules of white around the code (ISO/IEC 18004 asks for four). */
const QUIET = 4;
/** Where the screen is so narrow that half a module of it buys four pixels for every other one. */
const LEAST_QUIET = 3.4;
/** Past this the modules get too small for a gate's camera; every credential's code fits (domain's qr-size test). */
const MAX_VERSION = 15;

/** A code at level M whose modules are whole device pixels: as large as the box allows, sharp at any size. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const target = canvas.current;
    const box = target?.parentElement;
    if (!target || !box) return;
    const code = generate(mode.alphaNumeric(text), {
      minCorrectionLevel: correction.M,
      maxCorrectionLevel: correction.M,
      maxVersion: MAX_VERSION,
    });
    const draw = () => {
      const ratio = window.devicePixelRatio || 1;
      // As wide as the box, but no taller than the screen shows at once.
      const tallest = Math.max(340, window.innerHeight * 0.6);
      const room = Math.floor(Math.min(box.clientWidth, tallest) * ratio);
      const scale = Math.max(1, Math.floor(room / (code.size + 2 * LEAST_QUIET)));
      const quiet = Math.min(QUIET * scale, Math.floor((room - code.size * scale) / 2));
      const side = code.size * scale + 2 * quiet;
      target.width = side;
      target.height = side;
      target.style.width = `${side / ratio}px`;
      target.style.height = `${side / ratio}px`;
      const pen = target.getContext('2d');
      if (!pen) return;
      pen.fillStyle = '#fff';
      pen.fillRect(0, 0, side, side);
      pen.fillStyle = '#000';
      for (let y = 0; y < code.size; y += 1) {
        for (let x = 0; x < code.size; x += 1) {
          if (code.get(x, y)) pen.fillRect(quiet + x * scale, quiet + y * scale, scale, scale);
        }
      }
      target.dataset.module = (scale / ratio).toFixed(2);
      target.dataset.version = String((code.size - 17) / 4);
    };
    draw();
    const watch = new ResizeObserver(draw);
    watch.observe(box);
    return () => watch.disconnect();
  }, [text]);
  return <canvas ref={canvas} className="qr-code" role="img" aria-label={label} data-code={text} />;
}
