import * as places from '@suizheng/domain/contract/places.ts';
import type { Context } from '../../context.ts';
import { findCities, nearestCity } from '../../flows/places/find-city.ts';
import { type Binding, bind } from '../bind.ts';

/** Cities: of a position, and by name. */
export const placeRoutes = (context: Pick<Context, 'geocoder'>): Binding[] => [
  bind(places.nearestCity, ({ body }) => nearestCity(context, body)),
  bind(places.findCities, ({ query }) => findCities(context, query.q)),
];
