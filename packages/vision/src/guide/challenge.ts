/**
 * One thing a person is asked to do. `right` and `left` are sides of the raw, unmirrored camera frame:
 * `right` turns the face towards the image's right edge (the person's own left).
 */
export type Action = 'right' | 'left' | 'blink' | 'mouth' | 'nod';

/** Every action a challenge may draw from; the order means nothing. */
export const actions: readonly Action[] = ['right', 'left', 'blink', 'mouth', 'nod'];

/** The telling moments of a step: the face at rest before it, the action at its fullest, at rest again. */
export type Moment = 'before' | 'peak' | 'after';
