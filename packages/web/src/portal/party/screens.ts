import type { Screen } from '../screen.ts';

export const PARTY_SCREENS: readonly Screen[] = [];
