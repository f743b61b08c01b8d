const EARTH_RADIUS_KM = 6371;
/** Distance of states whose places are not given. */
export const DEFAULT_DISTANCE_KM = 1000;

/** Great-circle distance in km between two places in degrees, by the haversine formula. */
export function greatCircle(from: { lat: number; lon: number }, to: { lat: number; lon: number }): number {
  const radians = Math.PI / 180;
  const dLat = Math.sin(((to.lat - from.lat) * radians) / 2);
  const dLon = Math.sin(((to.lon - from.lon) * radians) / 2);
  const h = dLat * dLat + Math.cos(from.lat * radians) * Math.cos(to.lat * radians) * dLon * dLon;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}
