import { memberOf, type Agreement } from '../treaty/treaty.ts';
import { othersIn, type Option } from './change.ts';
import { tieOf } from '../treaty/book.ts';
import { attentionTo } from '../threat/force.ts';
import { groupsOf } from './groups.ts';
import { isMainThreat, kindsOf, option } from './option.ts';
import { isEligible } from './eligible.ts';
import { cooperativeProximity } from '../threat/geography.ts';
import { FIXED, MAX_ATTENTION, DEPTH_CEILING, MINILATERAL_SIZE } from '../constants.ts';
import { BALANCE, BANDWAGON, KIND_BIT, PARTNER, UNALIGNED } from '../vocabulary.ts';
import type { World } from '../world.ts';

/** The groups of three that i could found now. */
export function groupsConsidered(w: World, i: number): Option[] {
  return groupsOf(w, i, candidatesOf(w, i));
}

/** Threats that all of the given states attend to, in i's order; null = none. */
function sharedThreats(w: World, i: number, others: readonly number[]): number[] | null {
  const shared: number[] = [];
  for (let a = 0; a < w.attentionCount[i]!; a++) {
    const l = w.attention[i * MAX_ATTENTION + a]!;
    if (others.every((k) => k !== l && attentionTo(w, k, l) >= 0)) shared.push(l);
  }
  return shared.length === 0 ? null : shared;
}

/** Every feasible option of i, `keep` first, in a fixed order. */
export function feasibleOptions(w: World, i: number, turn: number): Option[] {
  const candidates = candidatesOf(w, i);
  const options: Option[] = [option({ action: 'keep', strategy: w.posture[i]! })];
  for (const k of candidates) foundWith(w, i, k, options);
  for (let a = 0; a < FIXED.main_threats && a < w.attentionCount[i]!; a++) {
    const j = w.attention[i * MAX_ATTENTION + a]!;
    if (isMainThreat(w, i, j)) alignWithThreat(w, i, j, options);
  }
  options.push(...groupsOf(w, i, candidates));
  review(w, i, turn, candidates, options);
  joinOthers(w, i, candidates, options);
  return options;
}

/**
 * Up to `candidates` states by help against own threats, shared threats and affinity, best first: one pass with an insertion list. Main threats and
 * states to which nothing new could be offered are left out.
 */
function candidatesOf(w: World, i: number): number[] {
  const { n, parameters: P, power, arrival, hostility, intent, affinity, active, book } = w;
  const { appeal } = w.workspace;
  const row = i * n;
  for (let k = 0; k < n; k++) appeal[k] = P.candidate_affinity * affinity[row + k]! * cooperativeProximity(w, i, k);
  for (let a = 0; a < w.attentionCount[i]!; a++) {
    const j = w.attention[i * MAX_ATTENTION + a]!;
    const fear = intent[row + j]!;
    const force = power[j]! * arrival[row + j]!;
    const perForce = force > 0 ? 1 / force : 0;
    const rowJ = j * n;
    for (let k = 0; k < n; k++) {
      const help = power[k]! * arrival[rowJ + k]! * perForce;
      appeal[k] = appeal[k]! + fear * ((help < 1 ? help : 1) + hostility[rowJ + k]!);
    }
  }
  const best: number[] = [];
  const most = P.candidates;
  let least = -1;
  for (let k = 0; k < n; k++) {
    const s = appeal[k]! * (1 - intent[row + k]!);
    appeal[k] = s;
    if (best.length === most && s <= least) continue;
    if (k === i || active[k] === 0 || fullyTied(w, i, k) || isMainThreat(w, i, k)) continue;
    let at = best.length < most ? best.length : most - 1;
    while (at > 0 && appeal[best[at - 1]!]! < s) {
      best[at] = best[at - 1]!;
      at -= 1;
    }
    best[at] = k;
    if (best.length === most) least = appeal[best[most - 1]!]!;
  }
  return best;

  function fullyTied(world: World, x: number, k: number): boolean {
    if (book.tieAt[x * world.n + k] === 0) return false;
    const kinds = tieOf(book, x, k)!.kinds;
    return (kinds & KIND_BIT.alliance) !== 0 && (kinds & KIND_BIT.partnership) !== 0;
  }
}

function foundWith(w: World, i: number, k: number, out: Option[]): void {
  const kinds = kindsOf(w, i, k);
  if ((kinds & KIND_BIT.alliance) === 0) out.push(option({ action: 'found', strategy: BALANCE, partner: k, template: 'alliance' }));
  if ((kinds & KIND_BIT.partnership) === 0) out.push(option({ action: 'found', strategy: PARTNER, partner: k, template: 'partnership' }));
}

/** Other forms of an alliance with a state with which the plain one was weighed: against named adversaries, informal, offensive, neutrality. */
export function allianceVariants(w: World, i: number, k: number): Option[] {
  const out: Option[] = [];
  const shared = sharedThreats(w, i, [k]);
  if (shared !== null)
    out.push(option({ action: 'found', strategy: BALANCE, partner: k, template: 'named_alliance', adversaries: shared }));
  out.push(option({ action: 'found', strategy: BALANCE, partner: k, template: 'informal_alliance' }));
  const targets = commonTargets(w, i, k);
  if (targets !== null)
    out.push(option({ action: 'found', strategy: BALANCE, partner: k, template: 'offensive_alliance', adversaries: targets }));
  if (helpsTarget(w, i, k)) out.push(option({ action: 'found', strategy: PARTNER, partner: k, template: 'neutrality_pact' }));
  return out;
}

function alignWithThreat(w: World, i: number, j: number, out: Option[]): void {
  const kinds = kindsOf(w, i, j);
  if ((kinds & KIND_BIT.alliance) === 0) {
    out.push(option({ action: 'found', strategy: BANDWAGON, partner: j, template: 'alliance' }));
    out.push(option({ action: 'found', strategy: BANDWAGON, partner: j, template: 'neutrality_pact' }));
  }
  if ((kinds & KIND_BIT.partnership) === 0) out.push(option({ action: 'found', strategy: PARTNER, partner: j, template: 'partnership' }));
}

/** States that both i and k would attack. */
function commonTargets(w: World, i: number, k: number): number[] | null {
  const level = w.parameters.offence_level;
  if (w.revisionism[i]! < level || w.revisionism[k]! < level) return null;
  const targets: number[] = [];
  for (let l = 0; l < w.n; l++)
    if (
      l !== i &&
      l !== k &&
      w.active[l] === 1 &&
      w.hostility[i * w.n + l]! * w.revisionism[i]! >= level &&
      w.hostility[k * w.n + l]! * w.revisionism[k]! >= level
    )
      targets.push(l);
  return targets.length === 0 ? null : targets;
}

/** Whether k is allied with a state that i has a dispute with and would revise: then it pays to detach it. */
function helpsTarget(w: World, i: number, k: number): boolean {
  const level = w.parameters.offence_level;
  if (w.revisionism[i]! < level) return false;
  for (const l of w.book.neighbours[k]!)
    if (l !== i && w.hostility[i * w.n + l]! * w.revisionism[i]! >= level && (kindsOf(w, k, l) & KIND_BIT.alliance) !== 0) return true;
  return false;
}

/** What i can do about some of its own agreements, in rotation. */
function review(w: World, i: number, turn: number, candidates: readonly number[], out: Option[]): void {
  const own = w.book.of[i]!;
  const count = Math.min(w.parameters.reviews, own.length);
  const from = (w.tick * w.parameters.turns + turn) * w.parameters.reviews;
  for (let r = 0; r < count; r++) {
    const agreement = own[(from + r) % own.length]!;
    if (agreement.members.length === 2) reviewBilateral(w, i, agreement, out);
    else reviewMultilateral(w, i, agreement, candidates, out);
  }
}

function reviewBilateral(w: World, i: number, agreement: Agreement, out: Option[]): void {
  const k = agreement.members[0]!.state === i ? agreement.members[1]!.state : agreement.members[0]!.state;
  const kinds = kindsOf(w, i, k);
  const fighting = isMainThreat(w, i, k) ? BANDWAGON : BALANCE;
  if (agreement.kind === 'alliance') {
    if (owesDefence(agreement, i)) {
      if (agreement.depth + w.parameters.depth_step <= DEPTH_CEILING.alliance)
        out.push(option({ action: 'deepen', strategy: fighting, partner: k, agreement }));
      if ((kinds & KIND_BIT.partnership) === 0) out.push(option({ action: 'hollow', strategy: PARTNER, partner: k, agreement }));
    }
  } else if ((kinds & KIND_BIT.alliance) === 0) {
    out.push(...maturing(w, i, k, agreement));
  }
  out.push(option({ action: 'leave', strategy: UNALIGNED, partner: k, agreement }));
}

/** What the partnership of two could become: an alliance, or one against the threats that both have. */
export function maturing(w: World, i: number, k: number, agreement: Agreement): Option[] {
  const strategy = isMainThreat(w, i, k) ? BANDWAGON : BALANCE;
  const out = [option({ action: 'mature', strategy, partner: k, template: 'alliance', agreement })];
  const shared = sharedThreats(w, i, [k]);
  if (shared !== null)
    out.push(option({ action: 'mature', strategy, partner: k, template: 'named_alliance', agreement, adversaries: shared }));
  return out;
}

function reviewMultilateral(w: World, i: number, agreement: Agreement, candidates: readonly number[], out: Option[]): void {
  if (agreement.kind !== 'alliance')
    out.push(
      option({
        action: 'mature',
        strategy: BALANCE,
        template: 'named_alliance',
        agreement,
        adversaries: agreement.purpose ?? sharedThreats(w, i, othersIn(agreement, i)),
      }),
    );
  if (agreement.kind !== 'minilateral' || agreement.members.length < MINILATERAL_SIZE.most) {
    const guest = candidates.find((k) => !memberOf(agreement, k) && isEligible(w, k, agreement));
    if (guest !== undefined)
      out.push(option({ action: 'invite', strategy: agreement.kind === 'alliance' ? BALANCE : PARTNER, partner: guest, agreement }));
  }
  out.push(option({ action: 'leave', strategy: UNALIGNED, agreement }));
}

/** Multilateral agreements of partners and candidates that i could join. */
function joinOthers(w: World, i: number, candidates: readonly number[], out: Option[]): void {
  const seen: Agreement[] = [];
  for (const list of [w.book.neighbours[i]!, candidates])
    for (const k of list)
      for (const agreement of w.book.of[k]!) {
        if (seen.length >= w.parameters.reviews) return;
        if (agreement.members.length <= 2 || agreement.secret || memberOf(agreement, i) || seen.includes(agreement)) continue;
        if (!isEligible(w, i, agreement) || (agreement.kind === 'minilateral' && agreement.members.length >= MINILATERAL_SIZE.most))
          continue;
        seen.push(agreement);
        const withThreat = agreement.members.some((m) => isMainThreat(w, i, m.state));
        const strategy = agreement.kind !== 'alliance' ? PARTNER : withThreat ? BANDWAGON : BALANCE;
        out.push(option({ action: 'join', strategy, agreement }));
      }
}

function owesDefence(agreement: Agreement, i: number): boolean {
  return memberOf(agreement, i)!.obligations.some((o) => o.type === 'defence');
}
