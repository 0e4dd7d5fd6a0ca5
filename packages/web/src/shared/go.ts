import { useRouter } from '@tanstack/react-router';
import { useCallback } from 'react';

const ofPortal = (path: string): boolean => /^\/portal\b/.test(path);

/** True for what another document shows: the portal's router does not know our pages, nor ours its. */
export const isElsewhere = (href: string): boolean => ofPortal(href) !== ofPortal(location.pathname);

/** Goes to an address inside the app; `replace` where "back" must not return to this screen. The function stays the same. */
export function useGo(): (href: string, options?: { replace?: boolean }) => void {
  const { history } = useRouter();
  return useCallback(
    (href, options) => {
      if (isElsewhere(href)) location.assign(href);
      else if (options?.replace) history.replace(href);
      else history.push(href);
    },
    [history],
  );
}
