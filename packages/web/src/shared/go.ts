import { useRouter } from '@tanstack/react-router';
import { useCallback } from 'react';

/** Goes to an address inside the app; `replace` where "back" must not return to this screen. The function stays the same. */
export function useGo(): (href: string, options?: { replace?: boolean }) => void {
  const { history } = useRouter();
  return useCallback(
    (href, options) => {
      // The portal is another document: its router does not know our pages, nor ours its.
      if (href.startsWith('/portal/') !== location.pathname.startsWith('/portal/')) location.assign(href);
      else if (options?.replace) history.replace(href);
      else history.push(href);
    },
    [history],
  );
}
