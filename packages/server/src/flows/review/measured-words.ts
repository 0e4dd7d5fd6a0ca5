import { inAll, type Text } from '@suizheng/domain/text/locale.ts';
import { z } from 'zod';

/** What of a face check's stored measurement is told in words; whatever has another shape is told nothing of. */
const FaceMeasured = z.object({
  frames: z.array(z.object({ faces: z.number(), step: z.union([z.number(), z.literal('lead')]) }).loose()),
});

/**
 * What the machine measured, in words and without scores: a figure would anchor who looks. That a check waits for a
 * person means that its steps were seen in time; the match is what was left open.
 */
export function measuredOf(kind: 'face' | 'documents', measurements: unknown): Text[] {
  if (kind === 'documents') return [];
  const parsed = FaceMeasured.safeParse(measurements);
  if (!parsed.success) return [];
  const { frames } = parsed.data;
  const steps = new Set(frames.map(({ step }) => step).filter((step) => step !== 'lead')).size;
  return [
    inAll(
      `按提示完成了 ${steps} 个动作。`,
      `已按提示完成 ${steps} 個動作。`,
      `已依提示完成 ${steps} 個動作。`,
      `Actions done as asked: ${steps}.`,
    ),
    frames.every(({ faces }) => faces === 1)
      ? inAll(
          '每张画面中只有一张脸。',
          '每幅畫面只有一張面孔。',
          '每張畫面只有一張臉。',
          'One face in every picture.',
        )
      : inAll(
          '有的画面中不止一张脸。',
          '部分畫面多於一張面孔。',
          '部分畫面不只一張臉。',
          'More than one face in some pictures.',
        ),
  ];
}
