import { AREAS, type Area } from './areas.ts';

/** Not pages of the citizen's app: the server's own, and the areas beside it. */
const ELSEWHERE =
  /^\/(?:api|openapi\.json|\.well-known|healthz|readyz|metrics|docs|portal|verifier|counter)(?:\/|$)/;

/**
 * Whether the page of `area` answers who goes to `path`. A scope matches by its letters alone, so that `/counterfoil` would be
 * the counter's; and what ends like a file is one, as on the server.
 */
export function isPageOf(area: Area, path: string): boolean {
  if (/\.\w+$/.test(path)) return path === `/${AREAS[area].page}`;
  const { scope } = AREAS[area];
  return area === 'citizen' ? !ELSEWHERE.test(path) : path === scope || path.startsWith(`${scope}/`);
}
