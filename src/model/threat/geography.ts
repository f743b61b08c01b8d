import type { World } from '../world.ts';

/** Loss-of-strength gradient: the share of a state's strength that arrives at a distance [Boulding1962]. Fills `arrival`, row = target. */
export function setArrivals(w: World): void {
  const { n, distance, arrival, projection } = w;
  const reach = w.parameters.reach_km;
  for (let j = 0; j < n; j++)
    for (let k = 0; k < n; k++) arrival[j * n + k] = j === k ? 1 : 1 / (1 + distance[j * n + k]! / (reach * projection[k]!));
}

/** Share, in [0,1], of the worth of cooperation that is left at the distance of two states: neighbours have more in common [BuzanWaever2003]. */
export function cooperativeProximity(w: World, i: number, k: number): number {
  const { cooperation_proximity: share, reach_km: reach } = w.parameters;
  // called for every candidate of every state; by default nothing falls with distance
  if (share === 0) return 1;
  return 1 - share + share / (1 + w.distance[i * w.n + k]! / reach);
}

/** Power of each state: weighted mean of its shares of the active system's military and economic capability [SingerBremerStuckey1972]. */
export function setPower(w: World): void {
  const weight = w.parameters.military_weight;
  let military = 0;
  let economic = 0;
  for (let i = 0; i < w.n; i++) {
    if (w.active[i] === 0) continue;
    military += w.military[i]!;
    economic += w.economic[i]!;
  }
  for (let i = 0; i < w.n; i++) {
    const m = military > 0 ? w.military[i]! / military : 0;
    const e = economic > 0 ? w.economic[i]! / economic : 0;
    w.power[i] = w.active[i] === 0 ? 0 : military === 0 ? e : economic === 0 ? m : weight * m + (1 - weight) * e;
  }
}
