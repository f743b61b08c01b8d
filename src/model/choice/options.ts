import { memberOf, membersAfterAccession, type Agreement, type AgreementTerms, type Member, type Obligation } from '../treaty/treaty.ts';
import { tieOf } from '../treaty/book.ts';
import { attentionTo } from '../threat/force.ts';
import { cooperativeProximity } from '../threat/geography.ts';
import { SHARED_THREAT_AREAS, TEMPLATES, obligationsOf, type Template, type TemplateName } from '../treaty/templates.ts';
import { FIXED, MAX_ATTENTION, DEPTH_CEILING, MINILATERAL_SIZE } from '../constants.ts';
import { AREA_BIT, BALANCE, BANDWAGON, KIND_BIT, PARTNER, UNALIGNED, type ConsentRule } from '../vocabulary.ts';
import type { OptionAction } from '../events.ts';
import type { World } from '../world.ts';

/** One feasible single change of a state's agreements. */
export interface Option {
  action: OptionAction;
  /** Index into STRATEGIES. */
  strategy: number;
  /** -1 where there is none. */
  partner: number;
  third: number;
  template: TemplateName | '';
  agreement: Agreement | null;
  /** Adversaries named in what is founded or matured. */
  adversaries: readonly number[] | null;
}

/** One literal makes every option, so that all have one shape and the loops over them stay fast. */
function option(
  action: OptionAction,
  strategy: number,
  partner: number,
  template: TemplateName | '',
  agreement: Agreement | null = null,
  adversaries: readonly number[] | null = null,
  third = -1,
): Option {
  return { action, strategy, partner, third, template, agreement, adversaries };
}

/** Whether k is one of i's main threats: one that it can bandwagon with. */
export function isMainThreat(w: World, i: number, k: number): boolean {
  const a = attentionTo(w, i, k);
  return a >= 0 && a < FIXED.main_threats && w.threat[i * MAX_ATTENTION + a]! >= w.parameters.main_threat_level;
}

/** Threats that all of the given states attend to, in i's order; null = none. */
export function sharedThreats(w: World, i: number, others: readonly number[]): number[] | null {
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
  const options: Option[] = [option('keep', w.posture[i]!, -1, '')];
  for (const k of candidates) foundWith(w, i, k, options);
  for (let a = 0; a < FIXED.main_threats && a < w.attentionCount[i]!; a++) {
    const j = w.attention[i * MAX_ATTENTION + a]!;
    if (isMainThreat(w, i, j)) alignWithThreat(w, i, j, options);
  }
  foundThree(w, i, candidates, options);
  review(w, i, turn, candidates, options);
  joinOthers(w, i, candidates, options);
  return options;
}

/**
 * Up to `candidates` states by help against own threats, shared threats and affinity, best first: one pass with an insertion list. Main threats and
 * those to whom nothing new could be offered are left out.
 */
export function candidatesOf(w: World, i: number): number[] {
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

function kindsOf(w: World, i: number, k: number): number {
  const tie = tieOf(w.book, i, k);
  return tie === null ? 0 : tie.kinds;
}

function foundWith(w: World, i: number, k: number, out: Option[]): void {
  const kinds = kindsOf(w, i, k);
  if ((kinds & KIND_BIT.alliance) === 0) out.push(option('found', BALANCE, k, 'alliance'));
  if ((kinds & KIND_BIT.partnership) === 0) out.push(option('found', PARTNER, k, 'partnership'));
}

/** Other forms of an alliance with a state that the plain one was weighed for: by name, informal, offensive, neutrality. */
export function allianceVariants(w: World, i: number, k: number): Option[] {
  const out: Option[] = [];
  const shared = sharedThreats(w, i, [k]);
  if (shared !== null) out.push(option('found', BALANCE, k, 'named_alliance', null, shared));
  out.push(option('found', BALANCE, k, 'informal_alliance'));
  const targets = commonTargets(w, i, k);
  if (targets !== null) out.push(option('found', BALANCE, k, 'offensive_alliance', null, targets));
  if (helpsTarget(w, i, k)) out.push(option('found', PARTNER, k, 'neutrality_pact'));
  return out;
}

function alignWithThreat(w: World, i: number, j: number, out: Option[]): void {
  const kinds = kindsOf(w, i, j);
  if ((kinds & KIND_BIT.alliance) === 0) {
    out.push(option('found', BANDWAGON, j, 'alliance'));
    out.push(option('found', BANDWAGON, j, 'neutrality_pact'));
  }
  if ((kinds & KIND_BIT.partnership) === 0) out.push(option('found', PARTNER, j, 'partnership'));
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

/** A minilateral and a multilateral alliance of i with the two best states that share its main threat. */
function foundThree(w: World, i: number, candidates: readonly number[], out: Option[]): void {
  if (w.attentionCount[i] === 0) return;
  const l = w.attention[i * MAX_ATTENTION]!;
  const { appeal } = w.workspace;
  let first = -1;
  let second = -1;
  const consider = (k: number) => {
    if (k === first || k === second || k === l || isMainThreat(w, i, k) || attentionTo(w, k, l) < 0) return;
    if (first < 0 || appeal[k]! > appeal[first]!) {
      second = first;
      first = k;
    } else if (second < 0 || appeal[k]! > appeal[second]!) second = k;
  };
  for (const k of w.book.neighbours[i]!) consider(k);
  for (const k of candidates) consider(k);
  if (second < 0) return;
  const kinds = kindsOf(w, i, first) & kindsOf(w, i, second);
  if ((kinds & KIND_BIT.minilateral) === 0) out.push(option('found', PARTNER, first, 'minilateral', null, [l], second));
  if ((kinds & KIND_BIT.alliance) === 0) out.push(option('found', BALANCE, first, 'alliance', null, null, second));
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
      if (agreement.depth + w.parameters.depth_step <= DEPTH_CEILING.alliance) out.push(option('deepen', fighting, k, '', agreement));
      if ((kinds & KIND_BIT.partnership) === 0) out.push(option('hollow', PARTNER, k, '', agreement));
    }
  } else if ((kinds & KIND_BIT.alliance) === 0) {
    out.push(option('mature', fighting, k, 'alliance', agreement));
    const shared = sharedThreats(w, i, [k]);
    if (shared !== null) out.push(option('mature', fighting, k, 'named_alliance', agreement, shared));
  }
  out.push(option('leave', UNALIGNED, k, '', agreement));
}

function reviewMultilateral(w: World, i: number, agreement: Agreement, candidates: readonly number[], out: Option[]): void {
  if (agreement.kind !== 'alliance')
    out.push(option('mature', BALANCE, -1, 'named_alliance', agreement, agreement.purpose ?? sharedThreats(w, i, othersIn(agreement, i))));
  if (agreement.kind !== 'minilateral' || agreement.members.length < MINILATERAL_SIZE.most) {
    const guest = candidates.find((k) => !memberOf(agreement, k) && !(agreement.purpose?.includes(k) ?? false));
    if (guest !== undefined) out.push(option('invite', agreement.kind === 'alliance' ? BALANCE : PARTNER, guest, '', agreement));
  }
  out.push(option('leave', UNALIGNED, -1, '', agreement));
}

/** Multilateral agreements of partners and candidates that i could join. */
function joinOthers(w: World, i: number, candidates: readonly number[], out: Option[]): void {
  const seen: Agreement[] = [];
  for (const list of [w.book.neighbours[i]!, candidates])
    for (const k of list)
      for (const agreement of w.book.of[k]!) {
        if (seen.length >= w.parameters.reviews) return;
        if (agreement.members.length <= 2 || agreement.secret || memberOf(agreement, i) || seen.includes(agreement)) continue;
        if (agreement.purpose?.includes(i) || (agreement.kind === 'minilateral' && agreement.members.length >= MINILATERAL_SIZE.most))
          continue;
        seen.push(agreement);
        const withThreat = agreement.members.some((m) => isMainThreat(w, i, m.state));
        const strategy = agreement.kind !== 'alliance' ? PARTNER : withThreat ? BANDWAGON : BALANCE;
        out.push(option('join', strategy, -1, '', agreement));
      }
}

export function othersIn(terms: AgreementTerms, i: number): number[] {
  return terms.members.filter((m) => m.state !== i).map((m) => m.state);
}

function owesDefence(agreement: Agreement, i: number): boolean {
  return memberOf(agreement, i)!.obligations.some((o) => o.type === 'defence');
}

/** The terms in force after the option is carried out; null when an agreement is left. */
export function termsAfter(w: World, i: number, o: Option): AgreementTerms | null {
  const P = w.parameters;
  const old = o.agreement;
  switch (o.action) {
    case 'found': {
      const template: Template = TEMPLATES[o.template as TemplateName];
      const shared = o.template === 'partnership' && attendCommon(w, i, o.partner) ? SHARED_THREAT_AREAS : 0;
      const obligations = sameObligations(template, o.adversaries);
      const members: Member[] = [
        { state: i, obligations, since: w.tick },
        { state: o.partner, obligations, since: w.tick },
      ];
      if (o.third >= 0) members.push({ state: o.third, obligations, since: w.tick });
      const term = template.kind === 'alliance' ? P.alliance_term : P.partnership_term;
      return terms(template, template.areas | shared, P[template.depth], template.named ? o.adversaries : null, term, 'unanimity', members);
    }
    case 'mature': {
      const template: Template = TEMPLATES[o.template as TemplateName];
      const members = withObligations(old!, sameObligations(template, o.adversaries));
      const depth = Math.max(old!.depth, P[template.depth]);
      return terms(
        template,
        old!.areas | template.areas,
        depth,
        template.named ? o.adversaries : null,
        P.alliance_term,
        old!.consent,
        members,
      );
    }
    case 'deepen':
      return terms(old!, old!.areas, old!.depth + P.depth_step, old!.purpose, old!.term, old!.consent, old!.members);
    case 'hollow': {
      const template: Template = TEMPLATES.partnership;
      const members = withObligations(old!, sameObligations(template, null));
      const depth = Math.min(old!.depth, P.partnership_depth);
      return terms(template, old!.areas | AREA_BIT.economy, depth, null, P.partnership_term, old!.consent, members);
    }
    case 'join':
    case 'invite': {
      const members = membersAfterAccession(old!, o.action === 'join' ? i : o.partner, w.tick);
      return terms(old!, old!.areas, old!.depth, old!.purpose, old!.term, old!.consent, members);
    }
    case 'leave':
    case 'keep':
      return null;
  }
}

/** One literal makes all hypothetical terms; the name is given when they are signed, renewal and secrecy of an agreement in force stay its own. */
function terms(
  like: Template | Agreement,
  areas: number,
  depth: number,
  purpose: readonly number[] | null,
  term: number,
  consent: ConsentRule,
  members: readonly Member[],
): AgreementTerms {
  return {
    name: '',
    kind: like.kind,
    formality: like.formality,
    areas,
    depth,
    purpose,
    consent,
    term,
    renewal: 'vote',
    secret: false,
    members,
    template: 'template' in like ? like.template : like.name,
  };
}

function withObligations(old: Agreement, obligations: readonly Obligation[]): Member[] {
  return old.members.map(({ state, since }) => ({ state, obligations, since }));
}

function attendCommon(w: World, i: number, k: number): boolean {
  for (let a = 0; a < w.attentionCount[i]!; a++) {
    const l = w.attention[i * MAX_ATTENTION + a]!;
    if (l !== k && attentionTo(w, k, l) >= 0) return true;
  }
  return false;
}

const GENERAL_OBLIGATIONS = new Map<string, readonly Obligation[]>();

/** Obligations of a template; those without named adversaries are made once. */
function sameObligations(template: Template, adversaries: readonly number[] | null): readonly Obligation[] {
  if (template.named && adversaries !== null) return obligationsOf(template, adversaries);
  let made = GENERAL_OBLIGATIONS.get(template.name);
  if (made === undefined) {
    made = obligationsOf(template, null);
    GENERAL_OBLIGATIONS.set(template.name, made);
  }
  return made;
}
