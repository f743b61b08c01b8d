import type { Agreement, AgreementTerms, Member, Obligation } from '../../model/treaty/treaty.ts';
import { UNCONDITIONAL, type Casus } from '../../model/treaty/casus.ts';
import type { OptionAction } from '../../model/events.ts';
import { AREA_BIT, type AgreementKind, type Area, type Formality, type ObligationType } from '../../model/vocabulary.ts';
import { attends } from './force.ts';
import type { PlainState } from './state.ts';
import { agreementsOf, has, isMember, tie, tiedStates } from './ties.ts';
import type { Change } from './values.ts';

/** The four strategies, by their place in the arrays. */
const [BALANCE, BANDWAGON, PARTNER, UNALIGNED] = [0, 1, 2, 3];
const MOST_IN_MINILATERAL = 5;

interface PlainTemplate {
  kind: AgreementKind;
  formality: Formality;
  areas: Area[];
  depth: 'alliance_depth' | 'informal_depth' | 'neutrality_depth' | 'minilateral_depth' | 'partnership_depth';
  owed: ObligationType[];
  /** Obligations to fight or to stay out bind against named adversaries alone, who are its purpose. */
  named: boolean;
}

const MILITARY: Area[] = ['security', 'technology', 'intelligence', 'logistics'];
/** What agreements that are founded in the model are made from, written out a second time. */
const PLAIN_TEMPLATES: Record<string, PlainTemplate> = {
  alliance: {
    kind: 'alliance',
    formality: 'formal',
    areas: MILITARY,
    depth: 'alliance_depth',
    owed: ['defence', 'nonaggression', 'consultation'],
    named: false,
  },
  named_alliance: {
    kind: 'alliance',
    formality: 'formal',
    areas: MILITARY,
    depth: 'alliance_depth',
    owed: ['defence', 'nonaggression', 'consultation'],
    named: true,
  },
  informal_alliance: {
    kind: 'alliance',
    formality: 'informal',
    areas: MILITARY,
    depth: 'informal_depth',
    owed: ['defence', 'consultation'],
    named: false,
  },
  offensive_alliance: {
    kind: 'alliance',
    formality: 'formal',
    areas: ['security', 'technology', 'logistics'],
    depth: 'alliance_depth',
    owed: ['offence', 'defence', 'neutrality', 'nonaggression', 'consultation'],
    named: true,
  },
  neutrality_pact: {
    kind: 'alliance',
    formality: 'formal',
    areas: ['economy'],
    depth: 'neutrality_depth',
    owed: ['neutrality', 'nonaggression', 'consultation'],
    named: false,
  },
  partnership: {
    kind: 'partnership',
    formality: 'informal',
    areas: ['security', 'economy', 'technology', 'logistics'],
    depth: 'partnership_depth',
    owed: ['consultation'],
    named: false,
  },
  minilateral: {
    kind: 'minilateral',
    formality: 'informal',
    areas: MILITARY,
    depth: 'minilateral_depth',
    owed: ['consultation'],
    named: true,
  },
};

/** One feasible single change of a state's agreements. */
export interface PlainOption {
  action: OptionAction;
  strategy: number;
  partner: number;
  third: number;
  template: string;
  agreement: Agreement | null;
  adversaries: readonly number[] | null;
}

const option = (action: OptionAction, strategy: number, rest: Partial<PlainOption> = {}): PlainOption => ({
  action,
  strategy,
  partner: -1,
  third: -1,
  template: '',
  agreement: null,
  adversaries: null,
  ...rest,
});

/** One of the two greatest threats, where its level makes it a threat that one can bandwagon with. */
function isMainThreat(s: PlainState, i: number, k: number): boolean {
  return s.attention[i]!.slice(0, 2).some((t) => t.state === k && t.level >= s.parameters.main_threat_level);
}

/** The threats that all attend to and none of them is, in i's order; null = none. */
function sharedThreats(s: PlainState, i: number, others: readonly number[]): number[] | null {
  const shared = s.attention[i]!.map((t) => t.state).filter((l) => others.every((k) => k !== l && attends(s, k, l)));
  return shared.length === 0 ? null : shared;
}

/** Every option of i, `keep` first: with candidates, with main threats, with two others, about its own agreements, about others'. */
export function menuOf(s: PlainState, i: number, turn: number): PlainOption[] {
  const candidates = candidatesOf(s, i);
  return [
    option('keep', s.posture[i]!),
    ...candidates.flatMap((k) => withCandidate(s, i, k)),
    ...s.attention[i]!.slice(0, 2)
      .filter((t) => isMainThreat(s, i, t.state))
      .flatMap((t) => withThreat(s, i, t.state)),
    ...withTwo(s, i, candidates),
    ...aboutOwn(s, i, turn, candidates),
    ...joining(s, i, candidates),
  ];
}

/** How much i has to gain from k: its affinity, its help against i's threats, the threats they share, less what i suspects of it. */
function promise(s: PlainState, i: number, k: number): number {
  const P = s.parameters;
  const near = 1 - P.cooperation_proximity + P.cooperation_proximity / (1 + s.distance[i]![k]! / P.reach_km);
  let score = P.candidate_affinity * s.affinity[i]![k]! * near;
  for (const { state: j } of s.attention[i]!) {
    const threat = s.power[j]! * s.arrival[i]![j]!;
    const help = s.power[k]! * s.arrival[j]![k]! * (threat > 0 ? 1 / threat : 0);
    score += s.intent[i]![j]! * (Math.min(1, help) + s.hostility[j]![k]!);
  }
  return score * (1 - s.intent[i]![k]!);
}

/** The most promising states: members of the system with whom something new could be founded, main threats apart; equals in index order. */
function candidatesOf(s: PlainState, i: number): number[] {
  return s.states
    .filter((k) => k !== i && s.active[k] === 1 && !isMainThreat(s, i, k))
    .filter((k) => !(has(tie(s, i, k), 'alliance') && has(tie(s, i, k), 'partnership')))
    .sort((x, y) => promise(s, i, y) - promise(s, i, x) || x - y)
    .slice(0, s.parameters.candidates);
}

function withCandidate(s: PlainState, i: number, k: number): PlainOption[] {
  const options = [];
  if (!has(tie(s, i, k), 'alliance')) options.push(option('found', BALANCE!, { partner: k, template: 'alliance' }));
  if (!has(tie(s, i, k), 'partnership')) options.push(option('found', PARTNER!, { partner: k, template: 'partnership' }));
  return options;
}

function withThreat(s: PlainState, i: number, j: number): PlainOption[] {
  const options = [];
  if (!has(tie(s, i, j), 'alliance')) {
    options.push(option('found', BANDWAGON!, { partner: j, template: 'alliance' }));
    options.push(option('found', BANDWAGON!, { partner: j, template: 'neutrality_pact' }));
  }
  if (!has(tie(s, i, j), 'partnership')) options.push(option('found', PARTNER!, { partner: j, template: 'partnership' }));
  return options;
}

/** Other forms of an alliance with k. */
export function variantsWith(s: PlainState, i: number, k: number): PlainOption[] {
  const options = [];
  const shared = sharedThreats(s, i, [k]);
  if (shared !== null) options.push(option('found', BALANCE!, { partner: k, template: 'named_alliance', adversaries: shared }));
  options.push(option('found', BALANCE!, { partner: k, template: 'informal_alliance' }));
  const targets = commonTargets(s, i, k);
  if (targets.length > 0) options.push(option('found', BALANCE!, { partner: k, template: 'offensive_alliance', adversaries: targets }));
  if (detachable(s, i, k)) options.push(option('found', PARTNER!, { partner: k, template: 'neutrality_pact' }));
  return options;
}

function commonTargets(s: PlainState, i: number, k: number): number[] {
  const level = s.parameters.offence_level;
  const would = (x: number, l: number) => s.hostility[x]![l]! * s.revisionism[x]! >= level;
  if (s.revisionism[i]! < level || s.revisionism[k]! < level) return [];
  return s.states.filter((l) => l !== i && l !== k && s.active[l] === 1 && would(i, l) && would(k, l));
}

/** k is allied with one of i's targets. */
function detachable(s: PlainState, i: number, k: number): boolean {
  const level = s.parameters.offence_level;
  if (s.revisionism[i]! < level) return false;
  return tiedStates(s, k).some((l) => l !== i && s.hostility[i]![l]! * s.revisionism[i]! >= level && has(tie(s, k, l), 'alliance'));
}

/** Against each of the two greatest threats, a minilateral and an alliance with the best pairs of the five most promising states that attend to it. */
function withTwo(s: PlainState, i: number, candidates: readonly number[]): PlainOption[] {
  const options: PlainOption[] = [];
  for (const { state: l } of s.attention[i]!.slice(0, 2)) {
    const pool = [...new Set([...tiedStates(s, i), ...candidates])]
      .filter((k) => k !== l && !isMainThreat(s, i, k) && attends(s, k, l))
      .map((k) => ({ k, score: promise(s, i, k) }))
      .sort((x, y) => y.score - x.score || x.k - y.k)
      .slice(0, 5);
    const pairs = pool.flatMap((x, place) => pool.slice(place + 1).map((y) => ({ first: x.k, second: y.k, score: x.score + y.score })));
    for (const { first, second } of pairs.sort((x, y) => y.score - x.score).slice(0, s.parameters.groups)) {
      const both = (kind: AgreementKind) => has(tie(s, i, first), kind) && has(tie(s, i, second), kind);
      const again = options.some(
        (o) => o.template === 'alliance' && [o.partner, o.third].includes(first) && [o.partner, o.third].includes(second),
      );
      if (!both('minilateral'))
        options.push(option('found', PARTNER!, { partner: first, third: second, template: 'minilateral', adversaries: [l] }));
      if (!both('alliance') && !again) options.push(option('found', BALANCE!, { partner: first, third: second, template: 'alliance' }));
    }
  }
  return options;
}

/** The groups that i could found now. */
export function groupsWith(s: PlainState, i: number): PlainOption[] {
  return withTwo(s, i, candidatesOf(s, i));
}

/** Who may join: whom it is open to or, where it does not say, states with a member in its region; and that attend to an adversary that it names. */
export function eligible(s: PlainState, i: number, { purpose, members, openTo }: Agreement): boolean {
  if ((purpose ?? []).includes(i)) return false;
  if (s.parameters.eligibility === 'any') return true;
  const concerned = purpose === null || purpose.some((l) => attends(s, i, l));
  return concerned && (openTo === null ? members.some((m) => s.region[m.state] === s.region[i]) : openTo[i] === 1);
}

/** What a partnership of two could become. */
export function grown(s: PlainState, i: number, k: number, agreement: Agreement): PlainOption[] {
  const strategy = isMainThreat(s, i, k) ? BANDWAGON! : BALANCE!;
  const rest = { partner: k, agreement };
  const shared = sharedThreats(s, i, [k]);
  const plain = option('mature', strategy, { ...rest, template: 'alliance' });
  return shared === null ? [plain] : [plain, option('mature', strategy, { ...rest, template: 'named_alliance', adversaries: shared })];
}

/** What i can do about `reviews` of its agreements, in rotation over ticks and turns. */
function aboutOwn(s: PlainState, i: number, turn: number, candidates: readonly number[]): PlainOption[] {
  const own = agreementsOf(s, i);
  const P = s.parameters;
  const from = (s.tick * P.turns + turn) * P.reviews;
  return Array.from({ length: Math.min(P.reviews, own.length) }, (_, r) => own[(from + r) % own.length]!).flatMap((agreement) =>
    agreement.members.length === 2 ? aboutBilateral(s, i, agreement) : aboutMultilateral(s, i, agreement, candidates),
  );
}

function aboutBilateral(s: PlainState, i: number, agreement: Agreement): PlainOption[] {
  const k = agreement.members.find((m) => m.state !== i)!.state;
  const rest = { partner: k, agreement };
  const fighting = isMainThreat(s, i, k) ? BANDWAGON! : BALANCE!;
  const options = [];
  if (agreement.kind === 'alliance') {
    const owes = agreement.members.find((m) => m.state === i)!.obligations.some((o) => o.type === 'defence');
    if (owes && agreement.depth + s.parameters.depth_step <= 1) options.push(option('deepen', fighting, rest));
    if (owes && !has(tie(s, i, k), 'partnership')) options.push(option('hollow', PARTNER!, rest));
  } else if (!has(tie(s, i, k), 'alliance')) {
    options.push(...grown(s, i, k, agreement));
  }
  options.push(option('leave', UNALIGNED!, rest));
  return options;
}

function aboutMultilateral(s: PlainState, i: number, agreement: Agreement, candidates: readonly number[]): PlainOption[] {
  const { kind, purpose, members } = agreement;
  const others = members.map((m) => m.state).filter((k) => k !== i);
  const options = [];
  if (kind !== 'alliance')
    options.push(
      option('mature', BALANCE!, { agreement, template: 'named_alliance', adversaries: purpose ?? sharedThreats(s, i, others) }),
    );
  const guest = candidates.find((k) => !isMember(agreement, k) && eligible(s, k, agreement));
  if (guest !== undefined && (kind !== 'minilateral' || members.length < MOST_IN_MINILATERAL))
    options.push(option('invite', kind === 'alliance' ? BALANCE! : PARTNER!, { agreement, partner: guest }));
  options.push(option('leave', UNALIGNED!, { agreement }));
  return options;
}

/** The first `reviews` open multilateral agreements of partners and candidates that i could join. */
function joining(s: PlainState, i: number, candidates: readonly number[]): PlainOption[] {
  const found = new Set<Agreement>();
  for (const k of [...tiedStates(s, i), ...candidates])
    for (const a of agreementsOf(s, k)) {
      const room = a.kind !== 'minilateral' || a.members.length < MOST_IN_MINILATERAL;
      if (a.members.length >= 3 && !a.secret && !isMember(a, i) && eligible(s, i, a) && room) found.add(a);
    }
  return [...found].slice(0, s.parameters.reviews).map((agreement) => {
    const strategy =
      agreement.kind !== 'alliance' ? PARTNER! : agreement.members.some((m) => isMainThreat(s, i, m.state)) ? BANDWAGON! : BALANCE!;
    return option('join', strategy, { agreement });
  });
}

/** The change that an option makes. */
export function changeOf(s: PlainState, i: number, o: PlainOption): Change {
  const newcomer = o.action === 'join' ? i : o.action === 'invite' ? o.partner : -1;
  return { action: o.action, proposer: i, removed: o.agreement, added: termsAfter(s, i, o), newcomer, free: false };
}

function mask(areas: readonly Area[]): number {
  return areas.reduce((bits, a) => bits | AREA_BIT[a], 0);
}

function obligationsOf(t: PlainTemplate, adversaries: readonly number[] | null): Obligation[] {
  const when: Casus = t.named && adversaries !== null ? { ...UNCONDITIONAL, adversaries } : UNCONDITIONAL;
  return t.owed.map((type) => ({ type, when: type === 'nonaggression' || type === 'consultation' ? UNCONDITIONAL : when }));
}

function termsAfter(s: PlainState, i: number, o: PlainOption): AgreementTerms | null {
  const P = s.parameters;
  if (o.action === 'keep' || o.action === 'leave') return null;
  if (o.action === 'join' || o.action === 'invite')
    return { ...o.agreement!, members: withNewcomer(o.agreement!, o.action === 'join' ? i : o.partner, s.tick) };
  if (o.action === 'deepen') return { ...o.agreement!, depth: o.agreement!.depth + P.depth_step };

  const name = o.action === 'hollow' ? 'partnership' : o.template;
  const t = PLAIN_TEMPLATES[name]!;
  const obligations = obligationsOf(t, o.adversaries);
  const made = {
    kind: t.kind,
    formality: t.formality,
    purpose: t.named ? o.adversaries : null,
    term: t.kind === 'alliance' ? P.alliance_term : P.partnership_term,
    template: name,
  };
  if (o.action === 'found') {
    const states = [i, o.partner, o.third].filter((k) => k >= 0);
    const attendCommon = sharedThreats(s, i, [o.partner]) !== null;
    const areas: Area[] = name === 'partnership' && attendCommon ? [...t.areas, 'intelligence'] : t.areas;
    return {
      ...made,
      name: '',
      areas: mask(areas),
      depth: P[t.depth],
      openTo: null,
      consent: 'unanimity',
      renewal: 'vote',
      secret: false,
      members: states.map((state): Member => ({ state, obligations, since: s.tick })),
    };
  }
  const old = o.agreement!;
  const members = old.members.map((m) => ({ ...m, obligations }));
  if (o.action === 'mature') return { ...old, ...made, areas: old.areas | mask(t.areas), depth: Math.max(old.depth, P[t.depth]), members };
  return { ...old, ...made, areas: old.areas | mask(['economy']), depth: Math.min(old.depth, P.partnership_depth), members };
}

/**
 * A newcomer owes what the first member owes. A treaty area that holds every member's territory grows by the newcomer's, as a protocol of accession
 * has it.
 */
/** Whose duties a newcomer takes on: of the longest standing, then with most obligations, then first in order. */
function elder(members: readonly Member[]): Member {
  const since = Math.min(...members.map((m) => m.since));
  const eldest = members.filter((m) => m.since === since);
  const most = Math.max(...eldest.map((m) => m.obligations.length));
  return eldest.find((m) => m.obligations.length === most)!;
}

export function withNewcomer(a: AgreementTerms, state: number, tick: number): Member[] {
  const grow = (when: Casus): Casus => {
    if (when.location === null || !a.members.every((m) => when.location![m.state] === 1)) return when;
    return { ...when, location: when.location.map((inside, k) => (k === state ? 1 : inside)) };
  };
  const members = a.members.map((m) => ({ ...m, obligations: m.obligations.map((o) => ({ ...o, when: grow(o.when) })) }));
  return [...members, { state, obligations: elder(members).obligations, since: tick }].sort((x, y) => x.state - y.state);
}
