import { contestShare } from '../../base/math.ts';
import { AREA_STRENGTH } from '../../model/treaty/areas.ts';
import type { PlainState } from './state.ts';
import { areasOf, commitment, has, openTie, supportOf, tie, tiedStates, type Tie } from './ties.ts';

/** The hypothetical ties of one state, in place of the real ones while it weighs a change. */
export interface Supposed {
  of: number;
  ties: { state: number; tie: Tie }[];
}

const NOBODY = -1;

function supposedTie(s: PlainState, i: number, k: number, supposed: Supposed | null): Tie {
  const other = supposed?.of === i ? supposed.ties.find((t) => t.state === k) : undefined;
  return other === undefined ? tie(s, i, k) : other.tie;
}

interface Partner {
  k: number;
  t: Tie;
}

/** The states that i is tied to, real or supposed: real ones in index order, supposed new ones last, in the order in which they are supposed. */
function partners(s: PlainState, i: number, without: number, supposed: Supposed | null): { real: Partner[]; fresh: Partner[] } {
  const real = tiedStates(s, i).map((k) => ({ k, t: supposedTie(s, i, k, supposed) }));
  const others = supposed?.of === i ? supposed.ties.map(({ state, tie: t }) => ({ k: state, t })) : [];
  const fresh = others.filter(({ k }) => tie(s, i, k).length === 0);
  const counts = ({ k, t }: Partner) => k !== without && t.length > 0;
  return { real: real.filter(counts), fresh: fresh.filter(counts) };
}

export function relativePower(x: number, y: number): number {
  return x + y === 0 ? 0.5 : x / (x + y);
}

/** "A state with an obligation to both sides helps neither": k owes j, against i, to fight or to stay out. */
export function boundTo(s: PlainState, t: Tie, k: number, j: number, i: number): boolean {
  return commitment(s, t, 'defence', k, j, i) > 0 || commitment(s, t, 'neutrality', k, j, i) > 0;
}

/** Share of k's strength that counts for i against j under a tie of the two: commitment, or material support without one. */
export function helpShare(s: PlainState, t: Tie, k: number, i: number, j: number): number {
  const depth = commitment(s, t, 'defence', k, i, j);
  const withEnemy = openTie(s, k, j);
  if (withEnemy.length > 0 && boundTo(s, withEnemy, k, j, i)) return 0;
  if (depth > 0) return depth;
  const support = supportOf(t) - supportOf(withEnemy);
  return support > 0 ? support * s.parameters.material_support : 0;
}

/** c_ik|j * reliability_ik * p_k * D_kj, with the reliability that the viewer believes in. */
export function helpFrom(s: PlainState, t: Tie, k: number, i: number, j: number, viewer: number): number {
  return helpShare(s, t, k, i, j) * s.reliability[viewer]![k]! * s.power[k]! * s.arrival[j]![k]!;
}

/** The sum of Y_ij over i's partners, without one of them: from the list of the others, "never by subtracting from a stored sum". */
export function help(s: PlainState, i: number, j: number, without = NOBODY, supposed: Supposed | null = null): number {
  const { real, fresh } = partners(s, i, without, supposed);
  const sum = (list: Partner[]) => list.reduce((total, { k, t }) => (k === j ? total : total + helpFrom(s, t, k, i, j, i)), 0);
  return sum(real) + sum(fresh);
}

/** Help for j against i as a viewer sees it: from open agreements. */
export function helpSeenBy(s: PlainState, viewer: number, j: number, i: number): number {
  let sum = 0;
  for (const k of tiedStates(s, j)) {
    const t = openTie(s, j, k);
    if (k !== i && k !== viewer && t.length > 0) sum += helpFrom(s, t, k, j, i, viewer);
  }
  return sum;
}

/** s: "sum over partners of p_k/(p_k+p_i)", each by the areas shared. */
export function pooled(s: PlainState, i: number, without = NOBODY, supposed: Supposed | null = null): number {
  const { real, fresh } = partners(s, i, without, supposed);
  return [...real, ...fresh].reduce((sum, { k, t }) => sum + AREA_STRENGTH[areasOf(t)]! * relativePower(s.power[k]!, s.power[i]!), 0);
}

/** own_i = p_i * (1 + coop * s/(1+s)). */
export function own(s: PlainState, i: number, without = NOBODY, supposed: Supposed | null = null): number {
  const pool = pooled(s, i, without, supposed);
  return s.power[i]! * (1 + (s.parameters.cooperation_strength * pool) / (1 + pool));
}

/** X_ij = p_j * D_ji + what j's open allies would add: those bound to its attacks fully, other allies as far as i takes them for hostile. */
export function force(s: PlainState, i: number, j: number, supposed: Supposed | null = null): number {
  let sum = s.power[j]! * s.arrival[i]![j]!;
  for (const k of tiedStates(s, j)) {
    const t = openTie(s, j, k);
    if (k === i || !has(t, 'alliance')) continue;
    const joins = commitment(s, t, 'offence', k, j, i);
    const share = joins > 0 ? joins : commitment(s, t, 'defence', k, j, i) * s.intent[i]![k]!;
    if (share === 0 || boundTo(s, supposedTie(s, i, k, supposed), k, i, j)) continue;
    sum += share * s.power[k]! * s.arrival[i]![k]!;
  }
  return sum;
}

/** b(x, y) = x^g / (x^g + y^g). */
export function contest(s: PlainState, x: number, y: number): number {
  return contestShare(x, y, s.parameters.contest_exponent);
}

/** S_i = sum_j intent_ij * b(X_ij, Y_ij)^2 over the threats that i attends to; Y_ij = own_i + help. */
export function insecurity(s: PlainState, i: number, supposed: Supposed | null = null): number {
  const strength = own(s, i, NOBODY, supposed);
  let sum = 0;
  for (const { state: j } of s.attention[i]!) {
    const b = contest(s, force(s, i, j, supposed), strength + help(s, i, j, NOBODY, supposed));
    sum += s.intent[i]![j]! * (b * b);
  }
  return sum;
}

/** Whether i attends to j. */
export function attends(s: PlainState, i: number, j: number): boolean {
  return s.attention[i]!.some((t) => t.state === j);
}
