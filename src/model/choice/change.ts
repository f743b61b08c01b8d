import { MAX_ATTENTION } from '../constants.ts';
import type { OptionAction } from '../events.ts';
import { attentionTo } from '../threat/force.ts';
import { obligationsOf, SHARED_THREAT_AREAS, TEMPLATES, type Template, type TemplateName } from '../treaty/templates.ts';
import { membersAfterAccession, type Agreement, type AgreementTerms, type Member, type Obligation } from '../treaty/treaty.ts';
import { AREA_BIT } from '../vocabulary.ts';
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

/** A change of agreements, the same for every state that values it. */
export interface Change {
  action: Option['action'];
  proposer: number;
  removed: Agreement | null;
  added: AgreementTerms | null;
  /** The state that joins or is invited; -1 otherwise. */
  newcomer: number;
  /** Nothing is owed for leaving: the term is over. */
  free: boolean;
}

export function changeOf(w: World, i: number, o: Option, free = false): Change {
  const newcomer = o.action === 'join' ? i : o.action === 'invite' ? o.partner : -1;
  return { action: o.action, proposer: i, removed: o.agreement, added: termsAfter(w, i, o), newcomer, free };
}

/** The states that must consent to a change proposed by i: all of `everyone` and, where the rule of the agreement says so, a majority of `voters`. */
export function consentersOf(change: Change): { everyone: number[]; voters: number[] } {
  const { added, removed, proposer, newcomer, action } = change;
  if (added === null || action === 'hollow') return { everyone: [], voters: [] };
  if (newcomer < 0) return { everyone: othersIn(added, proposer), voters: [] };
  const invited = newcomer === proposer ? [] : [newcomer];
  const members = othersIn(removed!, proposer);
  switch (removed!.consent) {
    case 'unanimity':
      return { everyone: [...invited, ...members], voters: [] };
    case 'majority':
      return { everyone: invited, voters: members };
    case 'open':
      return { everyone: invited, voters: [] };
  }
}

export function othersIn(terms: AgreementTerms, i: number): number[] {
  return terms.members.filter((m) => m.state !== i).map((m) => m.state);
}

/** The terms in force after the option is enacted; null when an agreement is left. */
function termsAfter(w: World, i: number, o: Option): AgreementTerms | null {
  const P = w.parameters;
  const old = o.agreement;
  switch (o.action) {
    case 'found': {
      const template: Template = TEMPLATES[o.template as TemplateName];
      const shared = o.template === 'partnership' && attendCommon(w, i, o.partner) ? SHARED_THREAT_AREAS : 0;
      const obligations = obligationsOf(template, o.adversaries);
      const members: Member[] = [
        { state: i, obligations, since: w.tick },
        { state: o.partner, obligations, since: w.tick },
      ];
      if (o.third >= 0) members.push({ state: o.third, obligations, since: w.tick });
      const term = template.kind === 'alliance' ? P.alliance_term : P.partnership_term;
      return terms(template, {
        areas: template.areas | shared,
        depth: P[template.depth],
        purpose: template.named ? o.adversaries : null,
        term,
        consent: 'unanimity',
        members,
      });
    }
    case 'mature': {
      const template: Template = TEMPLATES[o.template as TemplateName];
      const members = withObligations(old!, obligationsOf(template, o.adversaries));
      const depth = Math.max(old!.depth, P[template.depth]);
      const purpose = template.named ? o.adversaries : null;
      return terms(template, { areas: old!.areas | template.areas, depth, purpose, term: P.alliance_term, consent: old!.consent, members });
    }
    case 'deepen':
      return terms(old!, { ...kept(old!), depth: old!.depth + P.depth_step });
    case 'hollow': {
      const template: Template = TEMPLATES.partnership;
      const members = withObligations(old!, obligationsOf(template, null));
      const depth = Math.min(old!.depth, P.partnership_depth);
      const areas = old!.areas | AREA_BIT.economy;
      return terms(template, { areas, depth, purpose: null, term: P.partnership_term, consent: old!.consent, members });
    }
    case 'join':
    case 'invite': {
      const members = membersAfterAccession(old!, o.action === 'join' ? i : o.partner, w.tick);
      return terms(old!, { ...kept(old!), members });
    }
    case 'leave':
    case 'keep':
      return null;
  }
}

/** The terms that an option sets. */
type Set = Pick<AgreementTerms, 'areas' | 'depth' | 'purpose' | 'term' | 'consent' | 'members'>;

function kept({ areas, depth, purpose, term, consent, members }: Agreement): Set {
  return { areas, depth, purpose, term, consent, members };
}

/** One literal makes all hypothetical terms. They get their name when they are signed; an agreement in force keeps its own renewal and secrecy. */
function terms(like: Template | Agreement, set: Set): AgreementTerms {
  return {
    name: '',
    kind: like.kind,
    formality: like.formality,
    areas: set.areas,
    depth: set.depth,
    purpose: set.purpose,
    openTo: 'openTo' in like ? like.openTo : null,
    consent: set.consent,
    term: set.term,
    renewal: 'vote',
    secret: false,
    members: set.members,
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
