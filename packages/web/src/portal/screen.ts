import type { lazyRouteComponent } from '@tanstack/react-router';

/** A page of the portal by its address. */
export type Screen = readonly [path: string, component: ReturnType<typeof lazyRouteComponent>];
