import { correction, generate } from 'lean-qr';
import { useEffect, useRef } from 'react';

/** Modules of white around the code (ISO/IEC 18004 asks for four). */
const QUIET = 4;
const SCALE = 6;

/** A link as a QR that any phone's camera opens. */
export function LinkCode({ link, label }: { link: string; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const target = canvas.current;
    const pen = target?.getContext('2d');
    if (!target || !pen) return;
    const code = generate(link, { minCorrectionLevel: correction.M });
    const side = (code.size + 2 * QUIET) * SCALE;
    target.width = side;
    target.height = side;
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, side, side);
    pen.fillStyle = '#000';
    for (let y = 0; y < code.size; y += 1) {
      for (let x = 0; x < code.size; x += 1) {
        if (code.get(x, y)) pen.fillRect((x + QUIET) * SCALE, (y + QUIET) * SCALE, SCALE, SCALE);
      }
    }
  }, [link]);
  return <canvas ref={canvas} className="guardian-qr" role="img" aria-label={label} data-code={link} />;
}
