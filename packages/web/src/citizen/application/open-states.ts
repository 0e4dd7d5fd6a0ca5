import { isFinal, STATES, type State } from '@suizheng/domain/application/state.ts';

/** States in which something can still happen to an application. */
export const OPEN_STATES: ReadonlySet<State> = new Set(STATES.filter((state) => !isFinal(state)));
