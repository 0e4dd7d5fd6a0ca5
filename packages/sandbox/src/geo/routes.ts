import {
  citySearchRequest,
  citySearchResponse,
  registerPaths,
  reverseGeocodeRequest,
  reverseGeocodeResponse,
} from '@suizheng/domain/contract/registers.ts';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { citiesLike, cityAt } from './locate.ts';

const tags = ['geo'];

/** The geocoder's side of the contract; it needs no key, since it tells public facts. */
export function addGeoRoutes(app: FastifyInstance): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  routes.get(
    registerPaths.reverseGeocode,
    {
      schema: {
        tags,
        summary: 'The city around a position',
        querystring: reverseGeocodeRequest,
        response: { 200: reverseGeocodeResponse },
      },
    },
    async ({ query }) => {
      const city = cityAt(query);
      return city ? { result: 'city' as const, city } : { result: 'no-city' as const };
    },
  );
  routes.get(
    registerPaths.cities,
    {
      schema: {
        tags,
        summary: 'Cities by the beginning of their name',
        querystring: citySearchRequest,
        response: { 200: citySearchResponse },
      },
    },
    async ({ query }) => ({ cities: citiesLike(query.q, query.limit) }),
  );
}
