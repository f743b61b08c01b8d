import { FIXED } from '../model/constants.ts';
import type { PairField } from '../model/fields.ts';
import { clamp01, fatTailed, gumbel } from '../base/math.ts';
import { generatorStream, type Stream } from '../base/random.ts';
import type { World } from '../model/world.ts';
import { generatedIds, type GenerateParameters } from './generate-parameters.ts';
import type { StateSpec } from './scenario.ts';
import { at } from './values.ts';

/** A state of a synthetic system; it has the fields of any other. */
type Generated = Omit<StateSpec, 'place' | 'slot'>;

/** Length in km over which rivalry and trade fall off. */
const NEARNESS_KM = 3000;
/** How much likelier a rivalry is when one of the two is a challenger. */
const CHALLENGER_RIVALRY = 4;
/** Half of the range of revisionism around its means, and of rivals' hostility around theirs. */
const SPREAD = 0.1;
const HOSTILITY_SPREAD = 0.2;
/** Mean capability; any other would do, only shares matter. */
const MEAN_CAPABILITY = 100;

/** The random stream of one property of one system: a change of one parameter leaves the draws of the others as they are. */
function streamOf(g: GenerateParameters, replicate: number, matter: string): Stream {
  return generatorStream(g.per_replicate ? `${g.seed}/${replicate}` : g.seed, matter);
}

/** The states of a synthetic system. The same parameters give the same states; `replicate` matters only with `per_replicate`. */
export function generateStates(g: GenerateParameters, replicate: number): Generated[] {
  const ids = generatedIds(g.states);
  const rank = ranks(g, replicate);
  const places = placesOf(g, replicate);
  const challenger = challengers(g, replicate, rank);
  const capability = streamOf(g, replicate, 'capability');
  const character = streamOf(g, replicate, 'character');
  const shares = rank.map((r) => Math.exp(-g.concentration * Math.log(r)));
  const total = shares.reduce((sum, x) => sum + x, 0);
  return ids.map((id, i) => {
    const mean = (MEAN_CAPABILITY * g.states * at(shares, i)) / total;
    const [military, economic] = [capability(), capability()].map((u) => mean * Math.exp(g.dispersion * bounded(u)));
    const [u1, u2, u3] = [character(), character(), character()];
    const revisionism = at(challenger, i) ? g.challenger_revisionism : g.status_quo_revisionism;
    return {
      id,
      name: id,
      region: `R${at(places.region, i) + 1}`,
      active: true,
      military: military ?? mean,
      economic: economic ?? mean,
      growth: g.growth + g.growth_spread * (2 * u1 - 1),
      revisionism: clamp01(revisionism + SPREAD * (2 * u2 - 1)),
      ideology: clamp01(0.5 + g.ideology_spread * (u3 - 0.5)),
      projection: at(rank, i) <= g.great_powers ? g.great_power_projection : 1,
      perception_error: 1,
      perception_bias: 0,
      sources: [],
    };
  });
}

/** A fat-tailed draw kept within three standard deviations, so that no state by chance outgrows its rank a hundredfold. */
function bounded(u: number): number {
  return Math.max(-3, Math.min(3, fatTailed(u)));
}

/** Rank of each state by power, from 1, in random order: an id says nothing about power. */
function ranks(g: GenerateParameters, replicate: number): number[] {
  const rng = streamOf(g, replicate, 'rank');
  const order = Array.from({ length: g.states }, (_, i) => ({ i, key: rng() })).sort((a, b) => a.key - b.key || a.i - b.i);
  const rank = new Array<number>(g.states).fill(0);
  order.forEach(({ i }, r) => (rank[i] = r + 1));
  return rank;
}

/** Which states are challengers: a share of all, drawn without replacement with probabilities that grow with the square root of power. */
function challengers(g: GenerateParameters, replicate: number, rank: readonly number[]): boolean[] {
  const rng = streamOf(g, replicate, 'challenger');
  const keys = rank.map((r, i) => ({ i, key: gumbel(rng()) - 0.5 * g.concentration * Math.log(r) }));
  keys.sort((a, b) => b.key - a.key || a.i - b.i);
  const out = new Array<boolean>(g.states).fill(false);
  for (const { i } of keys.slice(0, Math.round(g.challengers * g.states))) out[i] = true;
  return out;
}

interface Places {
  /** Kilometres from the corner of the square. */
  x: number[];
  y: number[];
  region: number[];
}

/** Uniform places on a square; each belongs to the nearest of the regions' middles and is drawn toward it. */
function placesOf(g: GenerateParameters, replicate: number): Places {
  const middle = streamOf(g, replicate, 'region');
  const middles = Array.from({ length: g.regions }, () => [middle() * g.extent_km, middle() * g.extent_km] as const);
  const rng = streamOf(g, replicate, 'place');
  const places: Places = { x: [], y: [], region: [] };
  for (let i = 0; i < g.states; i++) {
    const [x, y] = [rng() * g.extent_km, rng() * g.extent_km];
    let region = 0;
    let least = Infinity;
    middles.forEach(([mx, my], m) => {
      const d = (x - mx) * (x - mx) + (y - my) * (y - my);
      if (d < least) [least, region] = [d, m];
    });
    const [mx, my] = at(middles, region);
    places.x.push(x + g.clustering * (mx - x));
    places.y.push(y + g.clustering * (my - y));
    places.region.push(region);
  }
  return places;
}

/**
 * Fills the pairs of a world of generated states: distances on the square, rivalries, hostility, trade by gravity, affinity from ideology.
 * What `fixed` gives takes the place of what is generated. O(n*n).
 */
export function generatePairs(w: World, g: GenerateParameters, fixed: Partial<Record<PairField, number>>, replicate: number): void {
  const { n } = w;
  const { x, y } = placesOf(g, replicate);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const [dx, dy] = [at(x, i) - at(x, j), at(y, i) - at(y, j)];
      w.distance[i * n + j] = Math.sqrt(dx * dx + dy * dy);
      w.affinity[i * n + j] = i === j ? 0 : likeness(at(w.ideology, i), at(w.ideology, j));
    }
  }
  const rivals = setRivalries(w, g, replicate);
  setTrade(w, g, rivals);
  for (const [field, value] of Object.entries(fixed) as [PairField, number][]) {
    for (let q = 0; q < n * n; q++) if (q % (n + 1) !== 0) w[field][q] = value;
  }
}

/** Draws the rival pairs without replacement, nearer ones and those with a challenger likelier, and fills hostility. 1 = rivals; (n,n). */
function setRivalries(w: World, g: GenerateParameters, replicate: number): Uint8Array {
  const { n } = w;
  const pair = streamOf(g, replicate, 'rivalry');
  const size = streamOf(g, replicate, 'hostility');
  const level = (g.challenger_revisionism + g.status_quo_revisionism) / 2;
  const isChallenger = (i: number) => g.challengers > 0 && at(w.revisionism, i) > level;
  const keys = new Float64Array((n * (n - 1)) / 2);
  for (let i = 1, p = 0; i < n; i++) {
    for (let j = 0; j < i; j++, p++) {
      const weight = isChallenger(i) || isChallenger(j) ? CHALLENGER_RIVALRY : 1;
      keys[p] = gumbel(pair()) + Math.log(weight) - at(w.distance, i * n + j) / NEARNESS_KM;
    }
  }
  const count = Math.min(keys.length, Math.round((g.rivalries * n) / 2));
  const threshold = count === 0 ? Infinity : at(keys.slice().sort(), keys.length - count);
  const rivals = new Uint8Array(n * n);
  for (let i = 1, p = 0, left = count; i < n; i++) {
    for (let j = 0; j < i; j++, p++) {
      const u = size();
      const rival = left > 0 && at(keys, p) >= threshold;
      if (rival) left -= 1;
      const hostility = rival ? clamp01(g.rival_hostility + HOSTILITY_SPREAD * (2 * u - 1)) : g.hostility;
      for (const q of [i * n + j, j * n + i]) {
        w.hostility[q] = hostility;
        rivals[q] = rival ? 1 : 0;
      }
    }
  }
  return rivals;
}

/** A state depends on trade with another by the other's economy and nearness; scaled so that the mean openness is that asked for. */
function setTrade(w: World, g: GenerateParameters, rivals: Uint8Array): void {
  const { n } = w;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const q = i * n + j;
      if (i === j || rivals[q] === 1) continue;
      const gravity = at(w.economic, j) / (1 + at(w.distance, q) / NEARNESS_KM);
      w.trade[q] = gravity;
      sum += gravity;
    }
  }
  const scale = sum > 0 ? (g.trade * n) / sum : 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const q = i * n + j;
      if (i !== j) w.trade[q] = rivals[q] === 1 ? g.adversary_trade : Math.min(1, scale * at(w.trade, q));
    }
  }
}

/** Affinity from two places on the ideological dimension, in [0,1], where the scenario gives none [Haas2005]. */
export function likeness(a: number, b: number): number {
  return FIXED.likeness * (1 - Math.abs(a - b));
}
