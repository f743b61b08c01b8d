import type { Obligation } from './treaty.ts';
import { UNCONDITIONAL, type Casus } from './casus.ts';
import { AREA_BIT, type AgreementKind, type Formality, type ObligationType } from '../vocabulary.ts';

/** The template of an agreement that is founded in the model. */
export interface Template {
  name: string;
  kind: AgreementKind;
  formality: Formality;
  areas: number;
  /** The parameter that gives its depth. */
  depth: 'alliance_depth' | 'informal_depth' | 'neutrality_depth' | 'minilateral_depth' | 'partnership_depth';
  obligations: readonly ObligationType[];
  /** Its obligations to fight bind against named adversaries alone. */
  named: boolean;
  meaning: string;
}

const { security, economy, technology, intelligence, logistics } = AREA_BIT;

/** Every template, by name. */
export const TEMPLATES = {
  alliance: {
    name: 'alliance',
    kind: 'alliance',
    formality: 'formal',
    areas: security | technology | intelligence | logistics,
    depth: 'alliance_depth',
    obligations: ['defence', 'nonaggression', 'consultation'],
    named: false,
    meaning: 'formal defence alliance against any attacker',
  },
  named_alliance: {
    name: 'named_alliance',
    kind: 'alliance',
    formality: 'formal',
    areas: security | technology | intelligence | logistics,
    depth: 'alliance_depth',
    obligations: ['defence', 'nonaggression', 'consultation'],
    named: true,
    meaning: 'formal defence alliance against the shared threats alone, by name',
  },
  informal_alliance: {
    name: 'informal_alliance',
    kind: 'alliance',
    formality: 'informal',
    areas: security | technology | intelligence | logistics,
    depth: 'informal_depth',
    obligations: ['defence', 'consultation'],
    named: false,
    meaning: 'alliance in all but name: commitment without a treaty and its audience cost',
  },
  offensive_alliance: {
    name: 'offensive_alliance',
    kind: 'alliance',
    formality: 'formal',
    areas: security | technology | logistics,
    depth: 'alliance_depth',
    obligations: ['offence', 'defence', 'neutrality', 'nonaggression', 'consultation'],
    named: true,
    meaning: 'alliance of revisionists against common targets',
  },
  neutrality_pact: {
    name: 'neutrality_pact',
    kind: 'alliance',
    formality: 'formal',
    areas: economy,
    depth: 'neutrality_depth',
    obligations: ['neutrality', 'nonaggression', 'consultation'],
    named: false,
    meaning: 'promise to stay out: appeases a threat or detaches a state from its partners',
  },
  partnership: {
    name: 'partnership',
    kind: 'partnership',
    formality: 'informal',
    areas: security | economy | technology | logistics,
    depth: 'partnership_depth',
    obligations: ['consultation'],
    named: false,
    meaning: 'broad strategic partnership; with intelligence where a threat is shared',
  },
  minilateral: {
    name: 'minilateral',
    kind: 'minilateral',
    formality: 'informal',
    areas: security | technology | intelligence | logistics,
    depth: 'minilateral_depth',
    obligations: ['consultation'],
    named: true,
    meaning: 'small group against a shared threat, by name, without an obligation to fight',
  },
} as const satisfies Record<string, Template>;
export type TemplateName = keyof typeof TEMPLATES;

function madeObligations(template: Template, adversaries: readonly number[] | null): Obligation[] {
  const named: Casus = template.named && adversaries !== null ? { ...UNCONDITIONAL, adversaries } : UNCONDITIONAL;
  return template.obligations.map((type) => ({
    type,
    when: type === 'defence' || type === 'offence' || type === 'neutrality' ? named : UNCONDITIONAL,
  }));
}

const GENERAL = Object.fromEntries(Object.values(TEMPLATES).map((template) => [template.name, madeObligations(template, null)])) as Record<
  string,
  readonly Obligation[]
>;

/** Obligations of a template, with a casus against named adversaries where there are any; without, all agreements share the same objects. */
export function obligationsOf(template: Template, adversaries: readonly number[] | null): readonly Obligation[] {
  return template.named && adversaries !== null ? madeObligations(template, adversaries) : GENERAL[template.name]!;
}

/** Intelligence is added to a partnership whose members share a threat. */
export const SHARED_THREAT_AREAS = intelligence;
