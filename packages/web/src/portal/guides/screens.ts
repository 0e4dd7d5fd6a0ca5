import type { Screen } from '../screen.ts';

export const GUIDE_SCREENS: readonly Screen[] = [];
