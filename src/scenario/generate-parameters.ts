/** A parameter of the generator of synthetic systems. */
export interface GenerateSpec {
  default: number | boolean;
  min: number;
  max: number;
  integer?: boolean;
  unit: string;
  meaning: string;
  /** Keys of docs/references.bib; empty = assumed. */
  source: readonly string[];
}

const number = (standard: number, [min, max]: readonly [number, number], unit: string, meaning: string, ...source: string[]) =>
  ({ default: standard, min, max, unit, meaning, source }) satisfies GenerateSpec;
const whole = (...args: Parameters<typeof number>) => ({ ...number(...args), integer: true as const });

/** Every parameter of a synthetic system: bounds, help and reference are made from this table. */
export const GENERATE = {
  states: whole(30, [2, 2000], 'states', 'number of states'),
  seed: whole(1, [0, 4294967295], 'seed', 'the same seed gives the same system'),
  per_replicate: {
    default: false,
    min: 0,
    max: 1,
    unit: 'true or false',
    meaning: 'whether every replicate gets a system of its own',
    source: [] as string[],
  },
  concentration: number(
    1.2,
    [0, 3],
    'exponent',
    'how unequal power is: the capability of the state of rank r is proportional to r to minus this',
    'SingerBremerStuckey1972',
  ),
  dispersion: number(
    0.3,
    [0, 2],
    'standard deviation of log capability',
    'how far military and economic capability stray from the rank and from each other',
  ),
  growth: number(0.02, [-0.2, 0.2], 'per tick', 'mean growth of economic capability'),
  growth_spread: number(0.01, [0, 0.2], 'per tick', 'half of the range of growth around its mean'),
  extent_km: number(10000, [100, 40000], 'km', 'side of the square that the states lie in'),
  regions: whole(5, [1, 100], 'regions', 'number of regions that the states lie in'),
  clustering: number(0.5, [0, 1], 'share', 'how far states are drawn together to the middle of their region'),
  great_powers: whole(3, [0, 100], 'states', 'number of the strongest states that project their power far'),
  great_power_projection: number(3, [0.01, 100], 'multiplier of the reach', 'power projection of the great powers', 'Boulding1962'),
  challengers: number(0.2, [0, 1], 'share of states', 'states with high revisionism, the stronger the likelier', 'Schweller1994'),
  challenger_revisionism: number(0.8, [0, 1], 'share', 'mean revisionism of a challenger', 'Schweller1994'),
  status_quo_revisionism: number(0.1, [0, 1], 'share', 'mean revisionism of the others', 'Schweller1994'),
  ideology_spread: number(
    1,
    [0, 1],
    'range',
    'range of the ideological dimension over which states are spread around its middle',
    'Haas2005',
  ),
  trade: number(
    0.5,
    [0, 2],
    'share of economic capability',
    'mean openness: the sum of the trade dependences of a state on all but its rivals, by gravity',
    'RussettOneal2001',
  ),
  adversary_trade: number(0.03, [0, 1], 'share of economic capability', 'dependence of a state on trade with each of its rivals'),
  rivalries: number(2, [0, 50], 'rivals per state', 'mean number of rivals; near states and challengers have more', 'DiehlGoertz2000'),
  rival_hostility: number(0.6, [0, 1], 'share', 'mean hostility between rivals', 'DiehlGoertz2000'),
  hostility: number(0.02, [0, 1], 'share', 'hostility between states that are not rivals'),
} as const satisfies Record<string, GenerateSpec>;

export type GenerateKey = keyof typeof GENERATE;
/** The generator's parameters with their defaults filled in. */
export type GenerateParameters = { [K in GenerateKey]: (typeof GENERATE)[K]['default'] extends boolean ? boolean : number };
export const GENERATE_KEYS = Object.keys(GENERATE) as GenerateKey[];

/** The ids of a synthetic system: S and the number, padded with zeros to one length (at least three digits). */
export function generatedIds(states: number): string[] {
  const width = Math.max(3, String(states).length);
  return Array.from({ length: states }, (_, i) => `S${String(i + 1).padStart(width, '0')}`);
}
