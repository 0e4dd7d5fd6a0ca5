import { type Sitter, sitter as seat } from './face-clip.ts';
import { inTurn } from './stack.ts';

/**
 * Puts the person of this portrait before the camera (`take` moves their head differently). To draw someone takes a
 * core for seconds, as filming does: one after the other.
 */
export async function sitter(portrait: string, take?: number): Promise<Sitter> {
  const seated = await inTurn(() => seat(portrait, take));
  return { ...seated, sitAgain: () => inTurn(seated.sitAgain) };
}
