import type { CityView } from '@suizheng/domain/contract/places.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { Context } from '../../context.ts';

/** Most cities that one search answers. */
const MOST_CITIES = 20;

/** The city of a position (B1), or null where there is none; throws `unavailable`. The position is kept nowhere. */
export async function nearestCity(
  { geocoder }: Pick<Context, 'geocoder'>,
  { latitude, longitude }: { latitude: number; longitude: number },
): Promise<{ city: CityView | null }> {
  const found = await geocoder.cityAt({ lat: latitude, lon: longitude });
  if (found.kind === 'unavailable') throw unavailable(found.retryAfter);
  return { city: found.kind === 'city' ? viewOf(found.city) : null };
}

/** Cities whose Chinese or English name begins with the text; throws `unavailable`. */
export async function findCities({ geocoder }: Pick<Context, 'geocoder'>, text: string): Promise<CityView[]> {
  const found = await geocoder.cities(text.trim(), MOST_CITIES);
  if (found.kind === 'unavailable') throw unavailable(found.retryAfter);
  return found.cities.slice(0, MOST_CITIES).map(viewOf);
}

function viewOf({ code, name, english }: { code: string; name: string; english: string }): CityView {
  return { code, name, english };
}

function unavailable(retryAfter: number | undefined): AppError {
  return new AppError('unavailable', { params: { seconds: retryAfter ?? 5 } });
}
