import type { Agreement } from '../../model/treaty/treaty.ts';
import { exp, log, logisticAbove, pairUniform } from '../../base/math.ts';
import { changeOf, eligible, grown, groupsWith, variantsWith, type PlainOption } from './options.ts';
import { draws, type Matrix, type PlainState, type PlainTastes } from './state.ts';
import { has, isMember, tie } from './ties.ts';
import { valueOf } from './values.ts';

const NONE = -Infinity;
const plain = { strategy: 0, partner: -1, third: -1, template: '', agreement: null, adversaries: null };
const offer = (action: PlainOption['action'], rest: Partial<PlainOption>): PlainOption => ({ ...plain, action, ...rest });
const keyOf = (states: readonly number[]) => [...states].sort((x, y) => x - y).join(' ');

/**
 * "Before the first tick it is worked out what leaving would be worth to each member and what signing would be worth to the less willing": who is in has a
 * reason to be, at least as large, and what is not signed has a reason against it. A logistic draw for each, above what is seen.
 */
export function startTastes(s: PlainState): PlainTastes | null {
  if (s.agreements.length === 0 || !(s.parameters.taste_sd > 0)) return null;
  const margin = s.parameters.taste_margin;
  const scale = s.parameters.taste_sd / Math.sqrt((Math.PI * Math.PI) / 3);
  const draw = (u: number, least: number) => scale * logisticAbove(u, least / scale);
  const lesser = (u: number, least: number) => (least === NONE ? 0 : draw(u, least));
  const there = s.states.filter((i) => s.active[i] === 1);
  const least = (i: number, o: PlainOption) => {
    const change = changeOf(s, i, o);
    return Math.min(...change.added!.members.map((m) => valueOf(s, m.state, change).total));
  };

  const inside = s.agreements.map(() => s.states.map(() => NONE));
  const outside = s.agreements.map(() => s.states.map(() => NONE));
  for (const a of s.agreements.filter((x) => x.end < 0))
    for (const i of there) {
      if (isMember(a, i)) inside[a.id]![i] = going(s, i, a) + 0.4 * margin;
      else if (a.members.length > 2 && !a.secret && (a.kind !== 'minilateral' || a.members.length < 5) && eligible(s, i, a))
        outside[a.id]![i] = least(i, offer('join', { agreement: a })) + margin;
    }

  const unknown = (): Matrix => s.states.map(() => s.states.map(() => NONE));
  const [alliance, partnership] = [unknown(), unknown()];
  for (const i of there)
    for (const k of there.filter((x) => x > i)) {
      const t = tie(s, i, k);
      if (!has(t, 'alliance')) {
        const forms = [
          ...[offer('found', { partner: k, template: 'alliance' }), offer('found', { partner: k, template: 'neutrality_pact' })].map((o) =>
            least(i, o),
          ),
          ...variantsWith(s, i, k).map((o) => least(i, o)),
          ...variantsWith(s, k, i).map((o) => least(k, o)),
          ...t.filter((a) => a.members.length === 2).flatMap((a) => grown(s, i, k, a as Agreement).map((o) => least(i, o))),
        ];
        alliance[i]![k] = alliance[k]![i] = Math.max(...forms) + 2 * margin;
      }
      if (!has(t, 'partnership'))
        partnership[i]![k] = partnership[k]![i] = least(i, offer('found', { partner: k, template: 'partnership' })) + margin;
    }

  const groups = new Map<string, { minilateral: number; alliance: number }>();
  for (const i of there)
    for (const o of groupsWith(s, i)) {
      const key = keyOf([i, o.partner, o.third]);
      const known = groups.get(key) ?? { minilateral: NONE, alliance: NONE };
      const kind = o.template as 'minilateral' | 'alliance';
      known[kind] = Math.max(known[kind], least(i, o) + (kind === 'alliance' ? 2 * margin : margin));
      groups.set(key, known);
    }

  const at = (i: number) => s.slots[i]!;
  s.agreements.forEach(({ id }) => {
    const u = draws(s, 'taste.agreement', 1, id);
    for (const i of s.states) {
      inside[id]![i] = draw(u[at(i)]![0]!, inside[id]![i]!);
      outside[id]![i] = lesser(u[at(i)]![0]!, outside[id]![i]!);
    }
  });
  for (const i of s.states) {
    const u = draws(s, 'taste.pair', 2, at(i));
    for (const k of s.states.filter((x) => x > i)) {
      alliance[i]![k] = alliance[k]![i] = draw(u[at(k)]![0]!, alliance[i]![k]!);
      partnership[i]![k] = partnership[k]![i] = lesser(u[at(k)]![1]!, partnership[i]![k]!);
    }
    // nobody likes or dislikes an agreement with itself
    alliance[i]![i] = partnership[i]![i] = 0;
  }
  const rows = s.states.map((i) => draws(s, 'taste.group', 2, at(i)));
  for (const [key, known] of groups) {
    const [a, b, c] = key.split(' ').map(Number) as [number, number, number];
    const u = (x: 0 | 1) => pairUniform(pairUniform(rows[a]![at(b)]![x]!, rows[a]![at(c)]![x]!), rows[b]![at(c)]![x]!);
    groups.set(key, { minilateral: lesser(u(0), known.minilateral), alliance: draw(u(1), known.alliance) });
  }
  return { agreements: s.agreements.length, inside, outside, alliance, partnership, groups };
}

/** What going is worth at no cost: leaving, or of two allies turning the alliance into a partnership. */
function going(s: PlainState, i: number, agreement: Agreement): number {
  const value = (action: 'leave' | 'hollow') => valueOf(s, i, { ...changeOf(s, i, offer(action, { agreement })), free: true }).total;
  return agreement.kind === 'alliance' && agreement.members.length === 2 ? Math.max(value('leave'), value('hollow')) : value('leave');
}

/** "How well a pair gets on drifts": an autoregression around 0. */
export function drift(s: PlainState): void {
  if (s.tastes === null) return;
  const P = s.parameters;
  const keep = exp(-log(2) / 10);
  const step = (P.taste_drift * Math.sqrt(1 - keep * keep)) / Math.sqrt(1 / 12);
  for (const i of s.states) {
    const u = draws(s, 'taste.drift', 1, s.slots[i]!);
    for (const k of s.states.filter((x) => x > i))
      s.drift[i]![k] = s.drift[k]![i] = keep * s.drift[i]![k]! + step * (u[s.slots[k]!]![0]! - 0.5);
  }
}
