import type { Agreement, AgreementTerms } from '../../model/treaty/treaty.ts';
import { AREA_EFFECTS } from '../../model/constants.ts';
import { AREA_GAIN, AREA_LEAK, AREA_STRENGTH } from '../../model/treaty/areas.ts';
import { AREA_BIT, AREAS } from '../../model/vocabulary.ts';
import type { OptionAction } from '../../model/events.ts';
import { tasteOf } from './likes.ts';
import type { PlainState } from './state.ts';
import {
  areasOf,
  agreementsOf,
  commitment,
  conditional,
  depthOf,
  greatest,
  has,
  isMember,
  openTie,
  tie,
  tiedStates,
  unconditional,
  type Tie,
} from './ties.ts';
import { attends, contest, force, help, helpShare, insecurity, own, pooled, relativePower, type Supposed } from './force.ts';

/** A change of agreements: what is in force after it in place of `removed`; `newcomer` joins by it (-1 = nobody). */
export interface Change {
  action: OptionAction;
  proposer: number;
  removed: Agreement | null;
  added: AgreementTerms | null;
  newcomer: number;
  free: boolean;
}

/** A tie of i with k, weighed with all other ties held; what does not depend on the tie is calculated beforehand. */
interface Weighing {
  s: PlainState;
  i: number;
  k: number;
  tie: Tie;
  held: Held;
}

interface Held {
  /** i's threats: b(X, Y) without k, without its help and without what cooperation with it adds, and with all of k's strength. */
  threats: { j: number; alone: number; full: number }[];
  /** k's threats: X, Y without i, and b(X, Y) as it is. */
  adversaries: { l: number; force: number; defence: number; odds: number }[];
}

function heldFor(s: PlainState, i: number, k: number): Held {
  const ownWithout = own(s, i, k);
  const threats = s.attention[i]!.map(({ state: j }) => {
    const x = force(s, i, j);
    const y = ownWithout + help(s, i, j, k);
    const alone = contest(s, x, y);
    return { j, alone, full: j === k ? alone : contest(s, x, y + s.power[k]! * s.arrival[j]![k]!) };
  });
  const [otherOwn, otherOwnWithout] = [own(s, k), own(s, k, i)];
  const adversaries = s.attention[k]!.map(({ state: l }) => {
    const x = force(s, k, l);
    return { l, force: x, defence: otherOwnWithout + help(s, k, l, i), odds: contest(s, x, otherOwn + help(s, k, l)) };
  });
  return { threats, adversaries };
}

/** A part of a term: of what it is about, an adversary or the other itself. */
interface Part {
  about: number;
  size: number;
}

/** Fears by what they are about, which the members of one agreement share. */
const FEARS: Record<string, (v: Weighing) => Part[]> = {
  entrapment: ({ s, i, k, tie: t, held }) => {
    // - epsilon_i * c * sum_l intent_kl * (probability and cost of k's war with l) * (1 - i's own stake against l), plus k's own revisionism;
    // a named purpose sums over its purpose alone, a non-provocation clause takes out the wars that k starts
    const P = s.parameters;
    const weight = -s.entrapment[i]! * P.entrapment_weight;
    const started =
      (P.entrapment_provocation * (ownWars(s, t, i, k) * s.revisionism[k]! * (1 - s.revisionism[i]!))) / s.attention[k]!.length;
    return held.adversaries.flatMap(({ l, odds }) => {
      if (l === i) return [];
      const owed = commitment(s, t, 'defence', i, k, l);
      const cooperative = greatest(
        t.filter((a) => a.kind !== 'alliance' && (a.purpose === null || a.purpose.includes(l))).map((a) => a.depth),
      );
      const depth = Math.max(owed, P.entrapment_partnership * cooperative);
      if (depth === 0) return [];
      const stake = 1 - P.entrapment_stake * s.intent[i]![l]!;
      const risk = P.entrapment_floor + (1 - P.entrapment_floor) * odds;
      const drawn = stake > 0 ? depth * s.intent[k]![l]! * risk * relativePower(s.power[l]!, s.power[i]!) * stake : 0;
      return [{ about: l, size: weight * (drawn + started) }];
    });
  },

  abandonment: ({ s, i, k, tie: t, held }) => {
    // - alpha_i * (1 - c * reliability_ik) * dependence_ik; dependence = the security that k's full help would bring
    const weight = -s.abandonment[i]! * s.parameters.abandonment_weight * (has(t, 'alliance') ? 1 : s.parameters.abandonment_partnership);
    return held.threats.map(({ j, alone, full }) => {
      const assured = j === k ? 0 : helpShare(s, t, k, i, j) * s.reliability[i]![k]!;
      return { about: j, size: weight * s.intent[i]![j]! * (1 - assured) * (alone * alone - full * full) };
    });
  },

  exposure: ({ s, i, k, tie: t }) =>
    // - mu * c * sum_l trade_il * intent_kl
    s.attention[k]!.filter(({ state: l }) => l !== i).map(({ state: l }) => ({
      about: l,
      size: -s.parameters.exposure_weight * depthOf(t) * s.trade[i]![l]! * s.intent[k]![l]!,
    })),

  leakage: ({ s, i, k, tie: t }) => {
    // "intelligence-sharing with a state whose intent or other ties are doubtful"
    const others = s.attention[i]!.map((x) => x.state).filter((j) => j !== k && openTie(s, k, j).length > 0);
    const doubt = others.reduce((sum, j) => sum + s.intent[i]![j]! * depthOf(openTie(s, k, j)), s.intent[i]![k]!);
    const weight = -s.parameters.leakage_weight * depthOf(t);
    const leak = (weight * AREA_LEAK[areasOf(t)]!) / Math.max(1, doubt);
    return [
      { about: k, size: weight * s.intent[i]![k]! + leak * s.intent[i]![k]! },
      ...others.map((j) => ({ about: j, size: leak * s.intent[i]![j]! * depthOf(openTie(s, k, j)) })),
    ];
  },
};

const all = (parts: readonly Part[]) => parts.reduce((sum, { size }) => sum + size, 0);

/** "Once for an agreement of many": of the parts about one adversary the greatest counts in full, each further one less. */
function once(s: PlainState, parts: readonly Part[]): number {
  let sum = 0;
  for (const about of [...new Set(parts.map((p) => p.about))].sort((x, y) => x - y)) {
    const sizes = parts.filter((p) => p.about === about).map((p) => p.size);
    let weight = 1;
    for (const size of sizes.sort((x, y) => Math.abs(y) - Math.abs(x))) {
      sum += weight * size;
      weight *= s.parameters.organisation_overlap;
    }
  }
  return sum;
}

/** - lambda * c * (p_k - p_i)/(p_k + p_i): the junior pays, less with partners elsewhere; the senior gains half. */
function priceOfAutonomy(s: PlainState, i: number, power: number, depth: number, elsewhere: number): number {
  const P = s.parameters;
  const total = power + s.power[i]!;
  if (total === 0) return 0;
  const asymmetry = (power - s.power[i]!) / total;
  const price = P.autonomy_weight * depth * asymmetry;
  return asymmetry <= 0 ? -0.5 * price : -price * (1 - (P.bargaining_power * elsewhere) / (1 + elsewhere));
}

/** "Value to i of a tie of depth c with k (all other ties held)": the table of docs/ODD.md, term by term. */
const TIE_VALUES: Record<string, (v: Weighing) => number> = {
  denial: ({ s, i, k, tie: t, held }) => {
    // sum_l intent_il * intent_kl * (fall of b_kl^2 by i's help) * size(k)
    let sum = 0;
    for (const { l, force, defence } of held.adversaries) {
      if (l === i || !attends(s, i, l)) continue;
      const share = helpShare(s, t, i, k, l);
      const without = contest(s, force, defence);
      const helped = contest(s, force, defence + share * s.power[i]! * s.arrival[l]![i]!);
      const size = 0.5 * relativePower(s.power[k]!, s.power[i]!) + 0.5 * relativePower(s.power[k]!, s.power[l]!);
      sum += s.intent[i]![l]! * s.intent[k]![l]! * (without * without - helped * helped) * size;
    }
    return s.parameters.denial_weight * sum;
  },

  cooperation: ({ s, i, k, tie: t }) => {
    // breadth(kind) * affinity * sqrt(p_k/(p_i+p_k)) * (1 - intent_ik), with triadic closure and popularity
    const P = s.parameters;
    const onlyAlliance = t.every((a) => a.kind === 'alliance');
    // each area as deep as the deepest agreement that covers it
    const deep = AREAS.reduce((sum, area) => {
      const covering = t.filter((a) => (a.areas & AREA_BIT[area]) !== 0);
      return sum + AREA_EFFECTS[area].gain * greatest(covering.map((a) => a.depth));
    }, 0);
    const gain = (1 - P.cooperation_depth) * AREA_GAIN[areasOf(t)]! + P.cooperation_depth * deep;
    // a forum has a gain of its own
    const forum = P.cooperation_forum * greatest(t.filter((a) => a.kind === 'minilateral').map((a) => AREA_GAIN[a.areas]!));
    const breadth = gain * (onlyAlliance ? P.cooperation_alliance : 1) + forum;
    const mine = tiedStates(s, i);
    const theirs = tiedStates(s, k);
    const overlap = mine.length === 0 ? 0 : mine.filter((x) => theirs.includes(x)).length / mine.length;
    const members = s.active.filter((a) => a === 1).length;
    const popularity = members > 1 ? theirs.length / (members - 1) : 0;
    const closure = 1 + P.cooperation_closure * (0.5 * overlap + 0.5 * popularity);
    const size = Math.sqrt(relativePower(s.power[k]!, s.power[i]!));
    // among neighbours cooperation is worth more: a share of it falls with distance
    const near = 1 - P.cooperation_proximity + P.cooperation_proximity / (1 + s.distance[i]![k]! / P.reach_km);
    return P.cooperation_weight * breadth * ((0.2 + 0.8 * s.affinity[i]![k]!) * near) * size * (1 - s.intent[i]![k]!) * closure;
  },

  entrapment: (v) => all(FEARS['entrapment']!(v)),

  abandonment: (v) => all(FEARS['abandonment']!(v)),

  autonomy: ({ s, i, k, tie: t }) => priceOfAutonomy(s, i, s.power[k]!, depthOf(t), pooled(s, i, k)),

  exposure: (v) => all(FEARS['exposure']!(v)),

  accommodation: ({ s, i, k, tie: t, held }) => {
    // "when k is itself the threat: lowered intent"
    const threat = held.threats.find(({ j }) => j === k);
    return threat === undefined ? 0 : s.parameters.accommodation_weight * s.intent[i]![k]! * (threat.alone * threat.alone) * depthOf(t);
  },

  spoils: ({ s, i, k, tie: t }) => {
    // "a share of the spoils for revisionists", and k's help against the targets that its offence obligations name
    const profit = depthOf(t) * s.revisionism[k]! * s.revisionism[i]! * relativePower(s.power[k]!, s.power[i]!);
    let joint = 0;
    for (const c of conditional(s, t, k, i)) {
      if (c.type !== 'offence') continue;
      for (const l of c.when.adversaries ?? []) {
        const aid = relativePower(s.power[k]! * s.arrival[l]![k]!, s.power[i]! * s.arrival[l]![i]!);
        joint += c.depth * s.hostility[i]![l]! * s.revisionism[i]! * relativePower(s.power[l]!, s.power[i]!) * aid;
      }
    }
    return s.parameters.spoils_weight * (profit + joint);
  },

  division: ({ s, i, k, tie: t }) => {
    // wedging by accommodation [Crawford2011]: k, bound to i, would no longer help i's targets
    const bond = Math.max(unconditional(s, t, k, i, 'defence'), unconditional(s, t, k, i, 'neutrality'));
    let sum = 0;
    for (const l of tiedStates(s, k)) {
      const open = openTie(s, k, l);
      if (l === i || !has(open, 'alliance')) continue;
      const arriving = s.power[k]! * s.arrival[i]![k]!;
      sum += s.hostility[i]![l]! * commitment(s, open, 'defence', k, l, i) * relativePower(arriving, s.power[l]!);
    }
    return s.parameters.division_weight * s.revisionism[i]! * bond * sum;
  },

  leakage: (v) => all(FEARS['leakage']!(v)),
};

/** Depth of i's commitment to the wars that k starts; a share of the depth without an alliance. */
function ownWars(s: PlainState, t: Tie, i: number, k: number): number {
  const bound = [unconditional(s, t, i, k, 'defence'), unconditional(s, t, i, k, 'offence')];
  for (const c of conditional(s, t, i, k))
    if (c.type === 'offence' || (c.type === 'defence' && !c.when.nonProvocation)) bound.push(c.depth);
  const depth = greatest(bound);
  if (depth > 0) return depth;
  return has(t, 'alliance') ? 0 : s.parameters.entrapment_partnership * depthOf(t);
}

/** Value of a change as a whole: the terms that are added up before those of the ties, and after them. */
type ChangeValue = (s: PlainState, i: number, change: Change, supposed: Supposed) => number;
const VALUES_BEFORE: Record<string, ChangeValue> = {
  security: (s, i, _change, supposed) => s.parameters.security_weight * (insecurity(s, i) - insecurity(s, i, supposed)),
};
const VALUES_AFTER: Record<string, ChangeValue> = {
  upkeep,
  switching,
  taste: (s, i, change) => tasteOf(s, i, change),
  // settled when consent is asked
  payment: () => 0,
};
const CHANGE_VALUES = { ...VALUES_BEFORE, ...VALUES_AFTER };

/** Names of all terms in the order in which they are added up. */
export const TERM_NAMES = [...Object.keys(VALUES_BEFORE), ...Object.keys(TIE_VALUES), ...Object.keys(VALUES_AFTER)];

/** The states whose tie with i the change touches: the newcomer for those inside, everyone else inside for the others. */
function touched(change: Change, i: number): number[] {
  if (change.newcomer >= 0 && i !== change.newcomer) return [change.newcomer];
  return (change.added ?? change.removed!).members.map((m) => m.state).filter((k) => k !== i);
}

function tieAfter(s: PlainState, i: number, k: number, change: Change): Tie {
  const kept = tie(s, i, k).filter((a) => a.id !== change.removed?.id);
  const { added } = change;
  return added !== null && isMember(added, i) && isMember(added, k) ? [...kept, added] : kept;
}

/** What a change is worth to i against keeping everything: every term, in order, and their sum. */
export function valueOf(s: PlainState, i: number, change: Change): { terms: number[]; total: number } {
  const supposed: Supposed = { of: i, ties: touched(change, i).map((k) => ({ state: k, tie: tieAfter(s, i, k, change) })) };
  const held = new Map(supposed.ties.map(({ state: k }) => [k, heldFor(s, i, k)]));
  const { members } = change.added ?? change.removed!;
  const many = s.parameters.organisation_overlap < 1 && members.some((m) => m.state !== i && members.some((x) => x.state !== i && x !== m));
  const terms = TERM_NAMES.map((name) => {
    const ofChange = CHANGE_VALUES[name];
    if (ofChange !== undefined) return ofChange(s, i, change, supposed);
    if (many && (name === 'autonomy' || FEARS[name] !== undefined)) return ofMany(s, i, change, supposed, name);
    let sum = 0;
    for (const { state: k, tie: after } of supposed.ties) {
      const before = tie(s, i, k);
      if (before.length > 0) sum -= TIE_VALUES[name]!({ s, i, k, tie: before, held: held.get(k)! });
      if (after.length > 0) sum += TIE_VALUES[name]!({ s, i, k, tie: after, held: held.get(k)! });
    }
    return sum;
  });
  return { terms, total: terms.reduce((sum, x) => sum + x, 0) };
}

/** A term that counts once for an agreement of many: with all of its ties as they are after the change, less as they are now. */
function ofMany(s: PlainState, i: number, change: Change, supposed: Supposed, name: string): number {
  const insiders = change.newcomer >= 0 && change.newcomer !== i ? change.removed!.members.map((m) => m.state).filter((k) => k !== i) : [];
  const now = [...supposed.ties.map((x) => x.state), ...insiders].map((k) => ({ k, t: tie(s, i, k) }));
  const then = [...supposed.ties.map((x) => ({ k: x.state, t: x.tie })), ...insiders.map((k) => ({ k, t: tie(s, i, k) }))];
  const worth = (ties: { k: number; t: Tie }[]) => {
    const real = ties.filter(({ t }) => t.length > 0);
    if (name !== 'autonomy')
      return once(
        s,
        real.flatMap(({ k, t }) => FEARS[name]!({ s, i, k, tie: t, held: heldFor(s, i, k) })),
      );
    const concerned = (change.added ?? change.removed!).members.map((m) => m.state);
    const elsewhere = tiedStates(s, i)
      .filter((k) => !concerned.includes(k))
      .reduce((sum, k) => sum + AREA_STRENGTH[areasOf(tie(s, i, k))]! * relativePower(s.power[k]!, s.power[i]!), 0);
    return priceOfAutonomy(
      s,
      i,
      real.reduce((sum, { k }) => sum + s.power[k]!, 0),
      greatest(real.map(({ t }) => depthOf(t))),
      elsewhere,
    );
  };
  return worth(then) - worth(now);
}

/** "Attention per tie, for a multilateral agreement growing with its members", costlier the more agreements a state keeps. */
function upkeep(s: PlainState, i: number, { action, added, removed }: Change): number {
  const P = s.parameters;
  const load = (a: AgreementTerms) => (a.kind === 'alliance' ? 2 : 1) * (1 + P.upkeep_members * (a.members.length - 2));
  const inside = removed !== null && isMember(removed, i);
  const before = inside ? load(removed) : 0;
  const after = action === 'leave' || added === null ? 0 : load(added);
  const others = agreementsOf(s, i).length - (inside ? 1 : 0);
  return -P.upkeep * (1 + others / P.upkeep_capacity) * (after - before);
}

/** "A cost of signing; a cost of leaving, high for formal treaties, low for informal ones, none at the end of a term." */
function switching(s: PlainState, i: number, { action, added, removed, newcomer, free }: Change): number {
  const P = s.parameters;
  let cost = 0;
  const signs = added !== null && action !== 'hollow' && (newcomer < 0 || newcomer === i);
  if (signs) {
    const full =
      added.kind === 'alliance'
        ? P.signing_cost * (added.formality === 'formal' ? P.signing_alliance : 0.5 * P.signing_alliance)
        : P.signing_cost;
    cost += full * (action === 'deepen' ? 0.5 : 1);
  }
  if (!free && removed !== null && (action === 'leave' || action === 'hollow')) {
    const formal = removed.kind === 'alliance' && removed.formality === 'formal';
    cost += (action === 'leave' ? 1 : 0.5) * (formal ? P.leaving_cost : P.leaving_cost * P.leaving_informal);
  }
  return -cost;
}
