import { readSite, type SiteView } from '@suizheng/domain/contract/site.ts';
import { useQuery } from '@tanstack/react-query';
import { call } from './call.ts';

const KEY = 'suizheng.site';

/** Mode of this installation as last heard; null until the server has told it once. */
export function useSite(): SiteView | null {
  const { data } = useQuery({
    queryKey: ['site'],
    queryFn: async ({ signal }) => {
      const site = await call(readSite, {}, { signal });
      localStorage.setItem(KEY, JSON.stringify(site));
      return site;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data ?? lastHeard();
}

/** True when synthetic numbers may pass the form; before the server has spoken the server itself decides. */
export function acceptsSandboxPeople(site: SiteView | null): boolean {
  return site?.mode !== 'production';
}

function lastHeard(): SiteView | null {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === null ? null : (JSON.parse(kept) as SiteView);
  } catch {
    return null;
  }
}
