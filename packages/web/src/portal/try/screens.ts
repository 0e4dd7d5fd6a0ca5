import type { Screen } from '../screen.ts';

export const TRY_SCREENS: readonly Screen[] = [];
