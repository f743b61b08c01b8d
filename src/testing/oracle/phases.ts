import { type DatedEvent, STATE_FIELDS } from '../../model/fields.ts';
import { clamp01, fatTailed, pairUniform } from '../../base/math.ts';
import { AREA_BIT, type Area } from '../../model/vocabulary.ts';
import type { Sink } from '../../model/events.ts';
import { admit, emit, end, membersOf, sign, withdraw } from './book.ts';
import { boundTo, insecurity } from './force.ts';
import { draws, type PlainState } from './state.ts';
import { agreementsOf, areasOf, commitment, depthOf, has, inForce, isMember, openTie, tie, tiedStates } from './ties.ts';

const isActive = (s: PlainState, i: number): boolean => s.active[i] === 1;
const share = (s: PlainState, i: number, k: number, area: Area): boolean => (areasOf(tie(s, i, k)) & AREA_BIT[area]) !== 0;

/** Strength arriving at a distance [Boulding1962]: D_ij = 1 / (1 + d_ij / (lambda * projection_i)); row = where, column = whose. */
export function setArrivals(s: PlainState): void {
  const arrival = (at: number, of: number) => 1 / (1 + s.distance[at]![of]! / (s.parameters.reach_km * s.projection[of]!));
  s.arrival = s.states.map((at) => s.states.map((of) => (at === of ? 1 : arrival(at, of))));
}

/** p = w*m + (1-w)*e, each as a share of the members' total; where nobody has one of the two, the other alone. */
export function setPower(s: PlainState): void {
  const total = (of: number[]) => of.reduce((sum, x, i) => (isActive(s, i) ? sum + x : sum), 0);
  const [military, economic, weight] = [total(s.military), total(s.economic), s.parameters.military_weight];
  s.power = s.states.map((i) => {
    if (!isActive(s, i)) return 0;
    const m = military > 0 ? s.military[i]! / military : 0;
    const e = economic > 0 ? s.economic[i]! / economic : 0;
    if (military === 0) return e;
    return economic === 0 ? m : weight * m + (1 - weight) * e;
  });
}

/** Epsilon and alpha: the scenario's, or a state's own. */
export function setCosts(s: PlainState): void {
  s.entrapment = s.ownEntrapment.map((own) => (Number.isNaN(own) ? s.parameters.entrapment_cost : own));
  s.abandonment = s.ownAbandonment.map((own) => (Number.isNaN(own) ? s.parameters.abandonment_cost : own));
}

/** 1. Shocks: "the scenario's dated events (a state's parameter changes, an agreement is signed or ends, a parameter follows a path)". */
export function shocks(s: PlainState, sink: Sink): void {
  for (const event of s.dated) {
    if (event.at !== s.tick) continue;
    takeEffect(s, event, sink);
    if (!event.silent) emit(sink, 'shock', { detail: event.label });
  }
  setArrivals(s);
  setCosts(s);
}

const STATE_LISTS = {
  military: 'military',
  economic: 'economic',
  growth: 'growth',
  revisionism: 'revisionism',
  ideology: 'ideology',
  projection: 'projection',
  entrapment_cost: 'ownEntrapment',
  abandonment_cost: 'ownAbandonment',
  perception_error: 'perceptionError',
  perception_bias: 'perceptionBias',
} as const;

function takeEffect(s: PlainState, event: DatedEvent, sink: Sink): void {
  if (event.do === 'parameter') s.parameters = { ...s.parameters, [event.key]: event.value };
  else if (event.do === 'pair') {
    const row = s[event.field][event.of]!;
    const value = event.multiply ? row[event.with]! * event.value : event.value;
    row[event.with] = event.field === 'distance' ? value : Math.min(1, Math.max(0, value));
  } else if (event.do === 'state' && event.field === 'active') {
    s.active[event.state] = event.value;
    // no member of the system, no party to its treaties
    if (event.value === 0) for (const a of agreementsOf(s, event.state)) leave(s, a.id, event.state, sink);
  } else if (event.do === 'state') {
    const list = s[STATE_LISTS[event.field as keyof typeof STATE_LISTS]];
    const { min, max } = STATE_FIELDS[event.field];
    const value = event.multiply ? list[event.state]! * event.value : event.value;
    list[event.state] = Math.min(max, Math.max(min, value));
  } else if (event.do === 'sign') {
    if (event.terms.members.some((m) => !isActive(s, m.state))) return;
    const { id, membersAtStart } = sign(s, event.terms);
    emit(sink, 'signed', { agreement: id, states: membersAtStart, detail: 'by a shock' });
  } else {
    const a = inForce(s).find((x) => x.name === event.name);
    if (a === undefined) return;
    if (event.do === 'end') {
      end(s, a.id, 'shock');
      emit(sink, 'ended', { agreement: a.id, states: membersOf(a), detail: 'shock' });
    } else if (event.do === 'leave' && isMember(a, event.state)) leave(s, a.id, event.state, sink);
    else if (
      event.do === 'join' &&
      !isMember(a, event.state) &&
      isActive(s, event.state) &&
      (a.kind !== 'minilateral' || a.members.length < 5)
    ) {
      const after = admit(s, a.id, event.state);
      emit(sink, 'joined', { actor: event.state, agreement: a.id, states: membersOf(after), detail: 'by a shock' });
    }
  }
}

function leave(s: PlainState, id: number, state: number, sink: Sink): void {
  const states = membersOf(s.agreements[id]!);
  const after = withdraw(s, id, state, 'shock');
  emit(sink, 'left', { actor: state, agreement: id, states, detail: 'by a shock' });
  if (after.end >= 0) emit(sink, 'ended', { agreement: id, states, detail: 'shock' });
}

/** 2. Capabilities: "economies grow with noise (fat-tailed); the military share moves toward what insecurity asks for". */
export function capabilities(s: PlainState): void {
  const P = s.parameters;
  const random = draws(s, 'capabilities.growth', 1);
  for (const i of s.states.filter((x) => isActive(s, x))) {
    let market = 0;
    for (const k of tiedStates(s, i)) if (share(s, i, k, 'economy')) market += s.power[k]! / (s.power[k]! + s.power[i]! || 1);
    const rate = s.growth[i]! + P.market_access * (market / (1 + market)) + P.growth_noise * fatTailed(random[s.slots[i]!]![0]!);
    s.economic[i] = s.economic[i]! * Math.min(4, Math.max(0.1, 1 + rate));
    const aim = s.burden[i]! * s.economic[i]! * (1 + P.internal_balancing * s.insecurity[i]!);
    s.military[i] = s.military[i]! + P.military_adjustment * (aim - s.military[i]!);
  }
  setPower(s);
}

/**
 * "Intent signal: hostility_ij * (0.35 + 0.65 * revisionism_j) + 0.3 * revisionism_j * |ideology_i - ideology_j|, lowered by trade, by agreements
 * between the two and by accommodation, raised by j's agreements with i's rivals (the security dilemma)". Ideology frightens where it is in reach.
 */
export function setTrueIntent(s: PlainState): void {
  const P = s.parameters;
  for (const i of s.states.filter((x) => isActive(s, x)))
    s.trueIntent[i] = s.states.map((j) => {
      if (i === j || !isActive(s, j)) return 0;
      let dilemma = 0;
      for (const l of s.states) {
        const t = openTie(s, l, j);
        if (l === j || t.length === 0) continue;
        dilemma += (has(t, 'alliance') ? P.security_dilemma : P.exclusion_rivalry) * s.hostility[i]![l]! * depthOf(t);
      }
      const content = P.intent_dispute_share + (1 - P.intent_dispute_share) * s.revisionism[j]!;
      const distance = Math.abs(s.ideology[i]! - s.ideology[j]!);
      const signal = s.hostility[i]![j]! * content + P.intent_ideology * s.revisionism[j]! * distance * s.arrival[i]![j]! + dilemma;
      const byTrade = 1 - Math.min(P.intent_trade_relief * s.trade[i]![j]!, P.intent_trade_limit);
      const byTie = 1 - P.intent_tie_relief * depthOf(tie(s, i, j));
      return clamp01(signal * byTrade * byTie);
    });
}

/** 3. Perception: "intent moves toward its signal with inertia, error and bias". */
export function perception(s: PlainState): void {
  const P = s.parameters;
  setTrueIntent(s);
  const random = draws(s, 'perception.noise', 2);
  const spread = Math.sqrt(1 / 12);
  for (const i of s.states.filter((x) => isActive(s, x))) {
    const informants = tiedStates(s, i).filter((k) => share(s, i, k, 'intelligence')).length;
    const informed = 1 - P.intelligence_gain * (informants / (1 + informants));
    const error = (P.perception_noise * s.perceptionError[i]! * informed) / spread;
    for (const j of s.states.filter((x) => x !== i && isActive(s, x))) {
      const before = s.intent[i]![j]!;
      const noise = pairUniform(random[s.slots[i]!]![0]!, random[s.slots[j]!]![1]!) - 0.5;
      const seen = (1 - P.perception_inertia) * (1 + s.perceptionBias[i]!) * s.trueIntent[i]![j]!;
      s.intent[i]![j] = clamp01(P.perception_inertia * before + seen + error * before * noise);
    }
  }
  setAttention(s);
}

/** "Attention: K_i, the `attention` states with the largest intent_ij * x / (x + p_i), x = p_j * D_ji"; equals in index order. */
export function setAttention(s: PlainState): void {
  s.attention = s.states.map((i) => {
    const feared = s.states.filter((j) => isActive(s, i) && isActive(s, j) && j !== i && s.intent[i]![j]! > 0);
    const threats = feared.flatMap((j) => {
      const x = s.power[j]! * s.arrival[i]![j]!;
      return x === 0 ? [] : [{ state: j, level: (s.intent[i]![j]! * x) / (x + s.power[i]!) }];
    });
    return threats.sort((a, b) => b.level - a.level || a.state - b.state).slice(0, s.parameters.attention);
  });
}

/** What the tick leaves: power after the wars, S_i, postures. Balancing, bandwagoning, partnering, unaligned = 0 to 3. */
export function assessment(s: PlainState): void {
  setPower(s);
  s.insecurity = s.states.map((i) => (isActive(s, i) ? insecurity(s, i) : 0));
  s.posture = s.states.map((i) => (isActive(s, i) ? postureOf(s, i) : 3));
}

/** "Aligning against the main threat / with it / by partnership only / not at all". */
function postureOf(s: PlainState, i: number): number {
  const partners = tiedStates(s, i);
  if (partners.length === 0) return 3;
  if (!partners.some((k) => has(tie(s, i, k), 'alliance'))) return 2;
  const feared = fearedAlly(s, i);
  const defends = (k: number) =>
    k !== feared && commitment(s, tie(s, i, k), 'defence', k, i, feared) > 0 && !boundTo(s, openTie(s, k, feared), k, feared, i);
  const covered = partners.some(defends);
  return feared >= 0 && !covered ? 1 : 0;
}

/** The ally that without the relief of the tie would be the main threat: no lesser than any other threat; of equals the last. -1 = none. */
function fearedAlly(s: PlainState, i: number): number {
  const least = Math.max(s.parameters.main_threat_level, ...s.attention[i]!.map((t) => t.level));
  const allies = tiedStates(s, i).filter((k) => has(tie(s, i, k), 'alliance'));
  const latent = allies.map((k) => {
    const relief = 1 - s.parameters.intent_tie_relief * depthOf(tie(s, i, k));
    const x = s.power[k]! * s.arrival[i]![k]!;
    const belief = relief > 0 ? Math.min(1, s.intent[i]![k]! / relief) : 1;
    return x === 0 ? 0 : (belief * x) / (x + s.power[i]!);
  });
  const top = Math.max(...latent);
  return top >= least ? allies[latent.lastIndexOf(top)]! : -1;
}
