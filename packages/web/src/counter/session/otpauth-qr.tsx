import { correction, generate } from 'lean-qr';
import { useEffect, useRef } from 'react';

/** The second factor's address as a QR, drawn here: it is a secret and goes to no one to be drawn. */
export function OtpauthQr({ uri, label }: { uri: string; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const target = canvas.current;
    if (!target) return;
    generate(uri, { minCorrectionLevel: correction.M }).toCanvas(target, {
      on: [0, 0, 0, 255],
      off: [255, 255, 255, 255],
      padX: 4,
      padY: 4,
    });
  }, [uri]);
  return <canvas ref={canvas} className="otpauth-qr" role="img" aria-label={label} />;
}
