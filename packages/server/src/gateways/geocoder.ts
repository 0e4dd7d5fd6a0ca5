import {
  type City,
  citySearchResponse,
  registerPaths,
  reverseGeocodeResponse,
} from '@suizheng/domain/contract/registers.ts';
import type { Unavailable } from './call-policy.ts';
import { createHttpClient, type HttpClient, type HttpClientConfig } from './http-client.ts';

/** Outcome of asking which city a position lies in (B1). */
export type CityOutcome =
  | { readonly kind: 'city'; readonly city: City }
  | { readonly kind: 'no-city' }
  | Unavailable;

/** Cities for a choice by hand. */
export type CitiesOutcome = { readonly kind: 'cities'; readonly cities: readonly City[] } | Unavailable;

/** The geocoder as flows see it. */
export type Geocoder = {
  /** WGS 84 degrees; only a rounded position leaves the house. */
  cityAt(position: { lat: number; lon: number }): Promise<CityOutcome>;
  /** Cities whose Chinese or pinyin name begins with `q`; every city for an empty text and a high limit. */
  cities(q: string, limit?: number): Promise<CitiesOutcome>;
  circuit: HttpClient['circuit'];
  close: HttpClient['close'];
};

/** Connects to a geocoder that implements the contract (docs/connect-a-register.md). */
export function createGeocoder(config: Omit<HttpClientConfig, 'target'>): Geocoder {
  const client = createHttpClient({ ...config, target: 'geocoder' });
  return {
    async cityAt({ lat, lon }) {
      const answer = await client.json({
        operation: 'city-at',
        path: registerPaths.reverseGeocode,
        // 0.01° is about 1 km: enough for a city, too coarse to find a home.
        query: { lat: lat.toFixed(2), lon: lon.toFixed(2) },
        repeatable: true,
        accept: 'json',
        schema: reverseGeocodeResponse,
      });
      if (answer.kind === 'unavailable') return answer;
      if (answer.kind === 'problem')
        return { kind: 'unavailable', reason: 'bad-answer', requestId: answer.requestId };
      return answer.value.result === 'city' ? { kind: 'city', city: answer.value.city } : { kind: 'no-city' };
    },
    async cities(q, limit = 20) {
      const answer = await client.json({
        operation: 'cities',
        path: registerPaths.cities,
        query: { q, limit: String(limit) },
        repeatable: true,
        accept: 'json',
        schema: citySearchResponse,
      });
      if (answer.kind === 'unavailable') return answer;
      if (answer.kind === 'problem')
        return { kind: 'unavailable', reason: 'bad-answer', requestId: answer.requestId };
      return { kind: 'cities', cities: answer.value.cities };
    },
    circuit: client.circuit,
    close: client.close,
  };
}
