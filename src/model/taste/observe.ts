import { changeOf, type Option } from '../choice/change.ts';
import { isEligible } from '../choice/eligible.ts';
import { evaluatorOf, valueChange, type Evaluator } from '../choice/evaluate.ts';
import { allianceVariants, groupsConsidered, maturing } from '../choice/options.ts';
import { FIXED, MINILATERAL_SIZE } from '../constants.ts';
import { tieOf } from '../treaty/book.ts';
import { memberOf, type Agreement } from '../treaty/treaty.ts';
import { BALANCE, KIND_BIT, PARTNER, UNALIGNED } from '../vocabulary.ts';
import type { World } from '../world.ts';
import type { Tastes } from './taste-table.ts';
import { groupKey } from './tastes.ts';

/**
 * What is observed at the start says something of tastes: who is a member has a reason to be, and what could have been signed and was not has a reason not
 * to be. The least attachment to how things stand that makes it worth keeping, in the form of the tastes themselves; -Infinity where nothing is known.
 * A form that could be signed and is not looked at here would be signed at once.
 */
export function observe(w: World): Tastes {
  const { n, book } = w;
  const margin = w.parameters.taste_margin;
  const unknown = (size: number) => new Float64Array(size).fill(-Infinity);
  const observed = {
    agreements: book.all.length,
    inside: unknown(book.all.length * n),
    outside: unknown(book.all.length * n),
    alliance: unknown(n * n),
    partnership: unknown(n * n),
    groups: new Map<number, { minilateral: number; alliance: number }>(),
  };
  const ev = evaluatorOf(w);
  for (const agreement of book.active)
    for (let i = 0; i < n; i++) {
      if (w.active[i] === 0) continue;
      const q = agreement.id * n + i;
      if (memberOf(agreement, i)) observed.inside[q] = worthOfGoing(ev, w, i, agreement) + FIXED.taste_margin_member * margin;
      else if (canGrow(agreement) && isEligible(w, i, agreement))
        observed.outside[q] = leastValue(ev, w, i, option('join', { agreement })) + margin;
    }
  for (let i = 0; i < n; i++)
    for (let k = i + 1; k < n; k++) {
      if (w.active[i] === 0 || w.active[k] === 0) continue;
      const kinds = tieOf(book, i, k)?.kinds ?? 0;
      const best = (options: readonly (readonly [number, Option])[]) =>
        options.reduce((most, [proposer, o]) => Math.max(most, leastValue(ev, w, proposer, o)), -Infinity);
      if ((kinds & KIND_BIT.alliance) === 0)
        observed.alliance[i * n + k] = observed.alliance[k * n + i] = best(alliancesOf(w, i, k)) + FIXED.taste_margin_alliance * margin;
      if ((kinds & KIND_BIT.partnership) === 0)
        observed.partnership[i * n + k] = observed.partnership[k * n + i] =
          best([[i, option('found', { partner: k, template: 'partnership' })]]) + margin;
    }
  for (let i = 0; i < n; i++)
    if (w.active[i] === 1)
      for (const o of groupsConsidered(w, i)) {
        const key = groupKey(n, [i, o.partner, o.third]);
        const held = observed.groups.get(key) ?? { minilateral: -Infinity, alliance: -Infinity };
        const kind = o.template === 'minilateral' ? 'minilateral' : 'alliance';
        const least = leastValue(ev, w, i, o) + (kind === 'alliance' ? FIXED.taste_margin_alliance : 1) * margin;
        if (least > held[kind]) held[kind] = least;
        observed.groups.set(key, held);
      }
  return observed;
}

function option(action: Option['action'], rest: Partial<Option>): Option {
  const strategy = action === 'leave' ? UNALIGNED : PARTNER;
  return { action, strategy, partner: -1, third: -1, template: '', agreement: null, adversaries: null, ...rest };
}

function canGrow(agreement: Agreement): boolean {
  const { members, secret, kind } = agreement;
  return members.length > 2 && !secret && (kind !== 'minilateral' || members.length < MINILATERAL_SIZE.most);
}

/** What it would be worth to a member to leave at no cost, or, of two allies, to turn the alliance into a partnership. */
function worthOfGoing(ev: Evaluator, w: World, i: number, agreement: Agreement): number {
  const leaving = valueChange(ev, w, i, changeOf(w, i, option('leave', { agreement }), true));
  if (agreement.kind !== 'alliance' || agreement.members.length > 2) return leaving;
  return Math.max(leaving, valueChange(ev, w, i, changeOf(w, i, option('hollow', { agreement }), true)));
}

/** The least that a change proposed by i is worth to any of those who would be in. */
function leastValue(ev: Evaluator, w: World, proposer: number, o: Option): number {
  const change = changeOf(w, proposer, o);
  return change.added!.members.reduce((least, { state }) => Math.min(least, valueChange(ev, w, state, change)), Infinity);
}

/** Every form of an alliance that a pair could sign or make of what it has, with the state that proposes it. */
function alliancesOf(w: World, i: number, k: number): [number, Option][] {
  const plain = option('found', { strategy: BALANCE, partner: k, template: 'alliance' });
  const pact = option('found', { partner: k, template: 'neutrality_pact' });
  const others = [
    ...allianceVariants(w, i, k).map((o): [number, Option] => [i, o]),
    ...allianceVariants(w, k, i).map((o): [number, Option] => [k, o]),
  ];
  const grown = (tieOf(w.book, i, k)?.agreements ?? []).filter((a) => a.members.length === 2).flatMap((a) => maturing(w, i, k, a));
  return [[i, plain], [i, pact], ...others, ...grown.map((o): [number, Option] => [i, o])];
}
