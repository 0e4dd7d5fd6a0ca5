import { type CityView, findCities, nearestCity } from '@suizheng/domain/contract/places.ts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { call } from '../../shared/api/call.ts';

/** `refused`: the person or the browser said no; `failed`: no position or no answer; `nowhere`: no city there. */
export type LocateState = 'idle' | 'asking' | 'found' | 'refused' | 'failed' | 'nowhere';

/** Asks for the position once, on the person's press, and for the city there. The position is rounded to about 1 km first. */
export function useLocate(onCity: (name: string) => void): { state: LocateState; start: () => void } {
  const [state, setState] = useState<LocateState>('idle');
  const start = () => {
    if (!('geolocation' in navigator)) return setState('failed');
    setState('asking');
    navigator.geolocation.getCurrentPosition(
      async ({ coords }) => {
        const round = (degrees: number) => Math.round(degrees * 100) / 100;
        const body = { latitude: round(coords.latitude), longitude: round(coords.longitude) };
        try {
          const { city } = await call(nearestCity, { body }, { timeoutMs: 8_000 });
          if (city) onCity(city.name);
          setState(city ? 'found' : 'nowhere');
        } catch {
          setState('failed');
        }
      },
      (error) => setState(error.code === error.PERMISSION_DENIED ? 'refused' : 'failed'),
      { timeout: 10_000, maximumAge: 600_000 },
    );
  };
  return { state, start };
}

/** Cities that begin with what was typed; empty while nothing was, when it already is one, or when nobody answers. */
export function useCitySearch(typed: string): readonly CityView[] {
  const [settled, setSettled] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed.trim()), 250);
    return () => clearTimeout(timer);
  }, [typed]);
  const { data } = useQuery({
    queryKey: ['cities', settled],
    queryFn: ({ signal }) => call(findCities, { query: { q: settled } }, { signal, timeoutMs: 5_000 }),
    enabled: settled !== '',
    staleTime: 600_000,
  });
  const found = data ?? [];
  return found.some((place) => place.name === typed.trim()) ? [] : found.slice(0, 6);
}
