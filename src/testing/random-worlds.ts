import { type DatedEvent, STATE_FIELDS, type PairField, type StateField } from '../model/fields.ts';
import { sign } from '../model/treaty/book.ts';
import type { AgreementTerms, Obligation } from '../model/treaty/treaty.ts';
import { generatorStream } from '../base/random.ts';
import { UNCONDITIONAL, type Casus } from '../model/treaty/casus.ts';
import { defaultParameters, PARAMETERS, PARAMETER_KEYS, type ModelParameters, type ParameterSpec } from '../model/parameters.ts';
import { CONSENT_RULES, type AgreementKind, type ConsentRule, type ObligationType } from '../model/vocabulary.ts';
import { createWorld, type World } from '../model/world.ts';

/** Random choices from one named stream, so that the seed alone determines a world. */
function dice(seed: number | string, name: string) {
  const draw = generatorStream(seed, name);
  const whole = (least: number, most: number) => least + Math.floor(draw() * (most - least + 1));
  return {
    draw,
    whole,
    between: (least: number, most: number) => least + (most - least) * draw(),
    bernoulli: (p: number) => draw() < p,
    pick: <T>(list: readonly T[]): T => list[whole(0, list.length - 1)]!,
    /** `count` different ones of 0..n-1, ascending. */
    some: (n: number, count: number): number[] => {
      const keyed = Array.from({ length: n }, (_, i) => ({ i, key: draw() })).sort((a, b) => a.key - b.key);
      return keyed
        .slice(0, count)
        .map((x) => x.i)
        .sort((a, b) => a - b);
    },
  };
}
type Dice = ReturnType<typeof dice>;

export interface WorldShape {
  n: number;
  seed: number;
  /** Ticks over which dated events are spread. */
  ticks: number;
  agreements: number;
  events: number;
  rule?: string;
  parameters?: Partial<ModelParameters>;
}

/** Values at which events of all kinds occur within about twenty ticks. */
const VIOLENT: Partial<ModelParameters> = {
  dispute_onset: 0.9,
  onset_content: 0.3,
  attack_share: 0.8,
  escalation: 0.8,
  alliance_term: 6,
  partnership_term: 4,
  leaving_cost: 0.01,
  temperature: 0.01,
  entrapment_cost: 0.5,
  signing_cost: 0.002,
  cooperation_weight: 0.05,
  // others often agree to what hardly pays, and often break their word
  consent_temperature: 0.008,
  honour_depth: 3,
  honour_offence: -1,
  chain_call: 1,
  dispute_allies: 0.3,
  honour_neutrality: 0,
};

/**
 * Parameters that vary around their values, within their ranges; some at an end of theirs. Each has separate draws, so that a new one leaves the
 * others unchanged.
 */
function randomParameters(seed: number): ModelParameters {
  const base = { ...defaultParameters(), ...VIOLENT } as Record<string, number | string>;
  for (const key of PARAMETER_KEYS) base[key] = randomValue(dice(seed, `parameter ${key}`), PARAMETERS[key], base[key]!);
  // without tastes more is founded in so few ticks
  if (dice(seed, 'tastes').bernoulli(0.4)) base['taste_sd'] = 0;
  const d = dice(seed, 'parameters');
  base['turns'] = d.bernoulli(0.3) ? 2 : 1;
  base['contest_exponent'] = d.pick([1, 1.5, 2, 0.5, 1.3, 3]);
  return base as unknown as ModelParameters;
}

function randomValue(d: Dice, { choices, min = 0, max = 1, swept, integer }: ParameterSpec, usual: number | string): number | string {
  const u = d.draw();
  if (choices !== undefined || typeof usual === 'string') return u < 0.5 ? d.pick(choices ?? [usual]) : usual;
  // what is off by default is on in every other world
  const around = usual === 0 ? d.between(0, swept?.[1] ?? max) : usual * d.between(0.3, 1.7);
  const scaled = u < 0.5 ? usual : u < 0.97 ? around : u < 0.985 ? min : Math.min(max, usual * 4);
  const value = Math.min(max, Math.max(min, scaled));
  return integer === true ? Math.round(value) : value;
}

/** An uninitialised world with everything in play, small or large; the shape alone determines it and its run. */
export function rawWorld({ n, seed, ticks, agreements, events, rule = 'expected-utility', parameters = {} }: WorldShape): World {
  const d = dice(seed, 'world');
  const ids = Array.from({ length: n }, (_, i) => `S${String(i).padStart(3, '0')}`);
  const dated: DatedEvent[] = [];
  let slot = -1;
  const w = createWorld({
    ids,
    names: ids,
    regions: ['East', 'West'],
    slots: Int32Array.from(ids, () => (slot += d.bernoulli(0.1) ? 2 : 1)),
    rule,
    runKey: `run ${seed}`,
    parameters: { ...randomParameters(seed), ...parameters },
    dated,
  });
  fillStates(w, d);
  fillPairs(w, d);
  const members = Array.from({ length: n }, (_, i) => i).filter((i) => w.active[i] === 1);
  for (let a = 0; a < agreements; a++) {
    const terms = randomTerms(w, d, `treaty ${a}`, members, d.whole(-8, 0));
    const since = terms.members[0]!.since;
    sign(w.book, terms, terms.term > 0 ? Math.max(since, 1 - terms.term) : since, since);
  }
  for (let e = 0; e < events; e++) dated.push(...randomEvents(w, d, d.whole(1, ticks), e, agreements));
  dated.sort((x, y) => x.at - y.at);
  return w;
}

function fillStates(w: World, d: Dice): void {
  const challengers = d.between(0.1, 0.6);
  const friendly = d.bernoulli(0.3);
  for (let i = 0; i < w.n; i++) {
    w.military[i] = d.bernoulli(0.03) ? 0 : 0.1 + d.draw() * d.draw() * 10;
    w.economic[i] = d.bernoulli(0.03) ? 0 : 0.1 + d.draw() * d.draw() * 100;
    w.burden[i] = w.economic[i] === 0 ? 0 : w.military[i]! / w.economic[i]!;
    w.growth[i] = d.between(-0.03, 0.08);
    w.revisionism[i] = d.bernoulli(challengers) ? d.between(0.4, 1) : friendly ? 0 : d.between(0, 0.3);
    w.ideology[i] = d.draw();
    w.projection[i] = d.bernoulli(0.3) ? d.between(1, 5) : 1;
    w.region[i] = d.whole(0, 1);
    if (d.bernoulli(0.2)) w.ownEntrapment[i] = d.between(0, 3);
    if (d.bernoulli(0.2)) w.ownAbandonment[i] = d.between(0, 3);
    w.perceptionError[i] = d.bernoulli(0.2) ? d.between(0, 5) : 1;
    w.perceptionBias[i] = d.bernoulli(0.2) ? d.between(-1, 1) : 0;
    w.active[i] = i >= 3 && d.bernoulli(0.08) ? 0 : 1;
  }
  if (!w.active.some((a, i) => a === 1 && w.military[i]! > 0) || !w.active.some((a, i) => a === 1 && w.economic[i]! > 0)) {
    w.military[0] = w.economic[0] = w.burden[0] = 1;
  }
}

function fillPairs(w: World, d: Dice): void {
  const extent = d.between(500, 8000);
  const hostile = w.n <= 12 ? d.between(0.15, 0.6) : 4 / w.n;
  for (let i = 0; i < w.n; i++)
    for (let j = 0; j < i; j++) {
      const [distance, affinity] = [d.bernoulli(0.02) ? 0 : d.between(50, extent), d.draw()];
      const hostility = d.bernoulli(hostile) ? d.between(0.2, 1) : d.bernoulli(0.2) ? d.between(0, 0.1) : 0;
      for (const [x, y] of [
        [i, j],
        [j, i],
      ] as const) {
        const q = x * w.n + y;
        w.distance[q] = distance;
        w.affinity[q] = affinity;
        w.hostility[q] = hostility;
        w.trade[q] = d.bernoulli(0.6) ? d.draw() * d.draw() * 0.3 : 0;
        if (d.bernoulli(0.1)) w.intent[q] = d.draw();
      }
    }
}

/** What members of an alliance promise, weighted so that every type is common. */
const PLEDGES: readonly (readonly ObligationType[])[] = [
  ['defence', 'consultation'],
  ['defence', 'nonaggression', 'consultation'],
  ['offence', 'defence'],
  ['offence'],
  ['neutrality', 'nonaggression'],
  ['defence', 'offence', 'neutrality'],
  ['neutrality'],
  ['defence', 'defence'],
];

/** A random casus foederis; most obligations have no condition or one. */
function randomCasus(w: World, d: Dice, members: readonly number[]): Casus {
  if (d.bernoulli(0.5)) return UNCONDITIONAL;
  const others = Array.from({ length: w.n }, (_, i) => i).filter((i) => !members.includes(i));
  const adversaries = others.length > 0 && d.bernoulli(0.25) ? d.some(others.length, d.whole(1, 2)).map((x) => others[x]!) : null;
  const area = d.draw();
  const location =
    area < 0.75
      ? null
      : area < 0.85
        ? Uint8Array.from(w.region, (r) => (r === w.region[members[0]!] ? 1 : 0))
        : Uint8Array.from(w.region, (_, i) => (members.includes(i) || d.bernoulli(0.3) ? 1 : 0));
  // one draw decides between two adversaries or more and one alone
  const count = d.draw();
  const number =
    count < 0.15
      ? { minAdversaries: 2, maxAdversaries: 0 }
      : count < 0.2
        ? { minAdversaries: 0, maxAdversaries: 1 }
        : { minAdversaries: d.bernoulli(0.05) ? 1 : 0, maxAdversaries: 0 };
  return {
    adversaries,
    location,
    ...number,
    ongoingConflict: d.bernoulli(0.12),
    nonProvocation: d.bernoulli(0.25),
    demands: d.bernoulli(0.2),
    discretion: d.bernoulli(0.25),
  };
}

/** Random terms of an agreement among states that are members of the system. */
function randomTerms(w: World, d: Dice, name: string, members: readonly number[], since: number): AgreementTerms {
  const wanted = d.draw();
  const kind: AgreementKind = wanted < 0.6 || members.length < 2 ? 'alliance' : wanted < 0.8 ? 'partnership' : 'minilateral';
  const least = kind === 'minilateral' ? Math.min(3, members.length) : 2;
  const most = kind === 'minilateral' ? Math.min(5, members.length) : d.bernoulli(0.4) ? Math.min(members.length, 5) : 2;
  const states = d.some(members.length, d.whole(least, Math.max(least, most))).map((x) => members[x]!);
  const others = Array.from({ length: w.n }, (_, i) => i).filter((i) => !states.includes(i));
  const shared = obligations(w, d, kind, states);
  const symmetric = d.bernoulli(0.6);
  return {
    name,
    kind: kind === 'minilateral' && states.length < 3 ? 'partnership' : kind,
    formality: d.bernoulli(0.6) ? 'formal' : 'informal',
    areas: d.whole(0, 31),
    depth: kind === 'alliance' ? d.between(0.05, 1) : d.between(0.05, 0.5),
    purpose: others.length > 0 && d.bernoulli(kind === 'minilateral' ? 0.8 : 0.15) ? [d.pick(others)] : null,
    openTo: d.bernoulli(0.3) ? Uint8Array.from({ length: w.n }, () => (d.bernoulli(0.5) ? 1 : 0)) : null,
    consent: d.pick(Object.keys(CONSENT_RULES) as ConsentRule[]),
    term: d.bernoulli(0.5) ? d.whole(1, 9) : 0,
    renewal: d.bernoulli(0.75) ? 'vote' : 'lapse',
    secret: d.bernoulli(0.15),
    members: states.map((state) => ({ state, since, obligations: symmetric ? shared : obligations(w, d, kind, states) })),
    template: '',
  };
}

function obligations(w: World, d: Dice, kind: AgreementKind, states: readonly number[]): Obligation[] {
  const types =
    kind === 'alliance' ? d.pick(PLEDGES) : d.bernoulli(0.3) ? (['nonaggression', 'consultation'] as const) : (['consultation'] as const);
  return types.map((type) => ({ type, when: type === 'consultation' ? UNCONDITIONAL : randomCasus(w, d, states) }));
}

/** One thing that happens at a tick: one or two dated events. */
function randomEvents(w: World, d: Dice, at: number, number: number, agreements: number): DatedEvent[] {
  const base = { at, silent: d.bernoulli(0.3), label: `event ${number}` };
  const state = d.whole(0, w.n - 1);
  const name = `treaty ${d.whole(0, Math.max(0, agreements - 1))}`;
  const what = d.draw();
  if (what < 0.25) return [stateEvent(d, base, state)];
  if (what < 0.4) return pairEvents(w, d, base, state);
  if (what < 0.55) {
    const key = d.pick(PARAMETER_KEYS);
    return [{ ...base, do: 'parameter', key, value: randomParameters(d.whole(0, 1_000_000))[key] }];
  }
  if (what < 0.7)
    return [{ ...base, do: 'sign', terms: randomTerms(w, d, `late treaty ${number}`, d.some(w.n, Math.max(3, w.n - 1)), at) }];
  if (what < 0.76) return [{ ...base, do: 'end', name }];
  if (what < 0.84) return [{ ...base, do: 'leave', name, state }];
  if (what < 0.92) return [{ ...base, do: 'join', name, state }];
  // leaves the system and returns later
  if (state < 3) return [];
  return [
    { ...base, do: 'state', state, field: 'active', value: 0, multiply: false },
    { ...base, at: at + 3, do: 'state', state, field: 'active', value: 1, multiply: false },
  ];
}

type EventBase = { at: number; silent: boolean; label: string };

function stateEvent(d: Dice, base: EventBase, state: number): DatedEvent {
  const field = d.pick((Object.keys(STATE_FIELDS) as StateField[]).filter((f) => f !== 'active'));
  const value =
    field === 'military' || field === 'economic'
      ? d.between(0.5, 2)
      : field === 'growth'
        ? d.between(-0.1, 0.1)
        : field === 'projection'
          ? d.between(0.5, 3)
          : d.draw();
  // a share that is multiplied stays a share
  return { ...base, do: 'state', state, field, value, multiply: field === 'military' || d.bernoulli(0.3) };
}

function pairEvents(w: World, d: Dice, base: EventBase, of: number): DatedEvent[] {
  const other = (of + d.whole(1, w.n - 1)) % w.n;
  const field = d.pick<PairField>(['hostility', 'trade', 'affinity', 'distance', 'intent']);
  const multiply = d.bernoulli(0.5);
  const value = multiply ? d.between(0, 2) : field === 'distance' ? d.between(0, 5000) : d.draw();
  const one = (x: number, y: number): DatedEvent => ({ ...base, do: 'pair', of: x, with: y, field, value, multiply });
  return field === 'trade' || field === 'intent' ? [one(of, other)] : [one(of, other), one(other, of)];
}
