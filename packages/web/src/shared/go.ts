import { useRouter } from '@tanstack/react-router';

/** Goes to an address inside the app; `replace` where "back" must not return to this screen. */
export function useGo(): (href: string, options?: { replace?: boolean }) => void {
  const router = useRouter();
  return (href, options) => {
    if (options?.replace) router.history.replace(href);
    else router.history.push(href);
  };
}
