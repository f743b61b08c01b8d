import { FIXED, MAX_ATTENTION } from '../constants.ts';
import { attentionTo } from '../threat/force.ts';
import { BALANCE, KIND_BIT, PARTNER } from '../vocabulary.ts';
import type { World } from '../world.ts';
import type { Option } from './change.ts';
import { isMainThreat, kindsOf, option } from './option.ts';

/**
 * Groups of three that i could found: against each of its greatest threats a minilateral and an alliance with the best pairs of partners and candidates
 * that attend to it too. So groups without a great power that would be the best helper everywhere are weighed as well.
 */
export function groupsOf(w: World, i: number, candidates: readonly number[]): Option[] {
  const out: Option[] = [];
  const allied = new Set<number>();
  for (let a = 0; a < FIXED.main_threats && a < w.attentionCount[i]!; a++) {
    const l = w.attention[i * MAX_ATTENTION + a]!;
    for (const [k, m] of bestPairs(w, poolOf(w, i, l, candidates))) {
      const kinds = kindsOf(w, i, k) & kindsOf(w, i, m);
      if ((kinds & KIND_BIT.minilateral) === 0)
        out.push(option({ action: 'found', strategy: PARTNER, partner: k, template: 'minilateral', adversaries: [l], third: m }));
      const pair = k < m ? k * w.n + m : m * w.n + k;
      if ((kinds & KIND_BIT.alliance) !== 0 || allied.has(pair)) continue;
      allied.add(pair);
      out.push(option({ action: 'found', strategy: BALANCE, partner: k, template: 'alliance', third: m }));
    }
  }
  return out;
}

/** The most promising partners and candidates of i that attend to l and are no threats themselves, best first. */
function poolOf(w: World, i: number, l: number, candidates: readonly number[]): number[] {
  const { appeal } = w.workspace;
  const pool: number[] = [];
  for (const list of [w.book.neighbours[i]!, candidates])
    for (const k of list) if (k !== l && !pool.includes(k) && !isMainThreat(w, i, k) && attentionTo(w, k, l) >= 0) pool.push(k);
  return pool.sort((x, y) => appeal[y]! - appeal[x]! || x - y).slice(0, FIXED.group_pool);
}

/** The pairs of greatest appeal together, the better of the two first. */
function bestPairs(w: World, pool: readonly number[]): [number, number][] {
  const { appeal } = w.workspace;
  const pairs: { k: number; m: number; appeal: number }[] = [];
  for (let x = 0; x < pool.length; x++)
    for (let y = x + 1; y < pool.length; y++) pairs.push({ k: pool[x]!, m: pool[y]!, appeal: appeal[pool[x]!]! + appeal[pool[y]!]! });
  // equal pairs stay in the order of their better states
  pairs.sort((x, y) => y.appeal - x.appeal);
  return pairs.slice(0, w.parameters.groups).map(({ k, m }) => [k, m]);
}
