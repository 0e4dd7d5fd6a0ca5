import { z } from 'zod';
import { resource } from './resource.ts';

/** A prefecture-level city. */
export const CityView = z
  .object({ code: z.string().nullable(), name: z.string(), english: z.string().nullable() })
  .meta({ id: 'City' });
export type CityView = z.infer<typeof CityView>;

export const nearestCity = resource({
  id: 'nearestCity',
  method: 'POST',
  path: '/api/v1/places/nearest',
  summary: 'The city of a position (B1); the position is in the body, is not stored and not logged',
  access: 'public',
  status: 200,
  body: z.strictObject({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) }),
  answer: z.object({ city: CityView.nullable() }),
  problems: ['validation-failed', 'unavailable', 'too-many-requests'],
});

export const findCities = resource({
  id: 'findCities',
  method: 'GET',
  path: '/api/v1/places/cities',
  summary: 'Cities whose Chinese or English name begins with the query, at most 20',
  access: 'public',
  status: 200,
  query: z.object({ q: z.string().max(40) }),
  answer: z.array(CityView),
  problems: ['validation-failed', 'unavailable', 'too-many-requests'],
});
