import { DECISION_RULES, type RuleName } from '../model/rules/index.ts';
import { PARAMETERS, PARAMETER_KEYS, type ParameterSpec } from '../model/parameters.ts';
import { FIXED, MAX_ATTENTION } from '../model/constants.ts';
import { POSTURES } from '../model/vocabulary.ts';
import type { World } from '../model/world.ts';
import { compileScenario } from './compile.ts';
import { labelOf } from './dated.ts';
import { GENERATE, GENERATE_KEYS } from './generate-parameters.ts';
import type { AgreementSpec, ObligationSpec, Scenario, ShockSpec, StopSpec } from './scenario.ts';
import { isTimePath, type OverTime } from './time-path.ts';
import { at } from './values.ts';
import type { VariantWords } from './variants.ts';

/** What a scenario means before any run, as data; `describeText` says it in words. */
export interface Description {
  name: string;
  title: string;
  start: number;
  ticks: number;
  rule: { name: string; meaning: string };
  /** Strongest first. */
  states: StateDescription[];
  agreements: AgreementDescription[];
  relations: { n_hostile_pairs: number; mean_trade: number };
  /** Those that differ from their defaults. */
  parameters: { name: string; value: OverTime; default: number | string; unit: string; meaning: string }[];
  /** Those of the generator, in a synthetic system. */
  generate: { name: string; value: number | boolean; default: number | boolean; unit: string; meaning: string }[];
  shocks: { tick: number; label: string; does: string }[];
  stop: StopSpec[];
  record: Scenario['record'];
  /** Those that the file has; absent when it has none. */
  variants?: readonly VariantWords[];
}

export interface StateDescription {
  id: string;
  name: string;
  region: string;
  active: boolean;
  /** Share of the system's power, in [0,1]. */
  power: number;
  revisionism: number;
  posture: string;
  insecurity: number;
  entrapment_cost: number;
  abandonment_cost: number;
  /** As perceived at the start, most threatening first. */
  threats: { state: string; level: number; intent: number }[];
}

export interface AgreementDescription {
  name: string;
  kind: string;
  formality: string;
  depth: number;
  start: number;
  areas: string[];
  purpose: string[];
  term: number;
  secret: boolean;
  /** Members with the same obligations, and these in words. */
  members: { states: string[]; obligations: string[] }[];
}

const THREATS_SHOWN = 3;

/** Works out what the scenario means at its start. A synthetic system of its own for every replicate is described by its first. */
export function describeScenario(scenario: Scenario, variants: readonly VariantWords[] = []): Description {
  const w = compileScenario(scenario, { seed: 0, replicate: 0 });
  return {
    name: scenario.name,
    title: scenario.title,
    start: scenario.start,
    ticks: scenario.ticks,
    rule: { name: scenario.rule, meaning: DECISION_RULES[scenario.rule as RuleName].meaning },
    states: w.ids.map((_, i) => describeState(w, i)).sort((a, b) => b.power - a.power),
    agreements: (scenario.agreements ?? []).map((agreement) => describeAgreement(agreement, scenario.start)),
    relations: describePairs(w),
    parameters: changedParameters(scenario),
    generate:
      scenario.generate === undefined
        ? []
        : GENERATE_KEYS.map((name) => {
            const { default: standard, unit, meaning } = GENERATE[name];
            return { name, value: scenario.generate?.[name] ?? standard, default: standard, unit, meaning };
          }),
    shocks: [...scenario.shocks].sort((a, b) => a.at - b.at).map((shock) => ({ tick: shock.at, label: shock.label, does: deedOf(shock) })),
    stop: scenario.stop,
    record: scenario.record,
    ...(variants.length === 0 ? {} : { variants }),
  };
}

function describeState(w: World, i: number): StateDescription {
  const threats = Array.from({ length: Math.min(THREATS_SHOWN, at(w.attentionCount, i)) }, (_, a) => {
    const j = at(w.attention, i * MAX_ATTENTION + a);
    return { state: at(w.ids, j), level: at(w.threat, i * MAX_ATTENTION + a), intent: at(w.intent, i * w.n + j) };
  });
  return {
    id: at(w.ids, i),
    name: at(w.names, i),
    region: at(w.regions, at(w.region, i)),
    active: at(w.active, i) === 1,
    power: at(w.power, i),
    revisionism: at(w.revisionism, i),
    posture: at(POSTURES, at(w.posture, i)),
    insecurity: at(w.insecurity, i),
    entrapment_cost: at(w.entrapment, i),
    abandonment_cost: at(w.abandonment, i),
    threats: threats.filter(({ level }) => level > 0),
  };
}

function describePairs(w: World): Description['relations'] {
  let hostile = 0;
  let trade = 0;
  for (let i = 0; i < w.n; i++) {
    for (let j = 0; j < w.n; j++) {
      if (i < j && at(w.hostility, i * w.n + j) >= FIXED.rivalry_level) hostile += 1;
      trade += at(w.trade, i * w.n + j);
    }
  }
  return { n_hostile_pairs: hostile, mean_trade: trade / (w.n * (w.n - 1)) };
}

function describeAgreement(agreement: AgreementSpec, start: number): AgreementDescription {
  const groups = new Map<string, { states: string[]; obligations: string[] }>();
  for (const { state, obligations } of agreement.members) {
    const words = obligations.map(formatObligation);
    const group = groups.get(words.join('; '));
    if (group === undefined) groups.set(words.join('; '), { states: [state], obligations: words });
    else group.states.push(state);
  }
  return {
    name: agreement.name,
    kind: agreement.kind,
    formality: agreement.formality,
    depth: agreement.depth,
    start: agreement.start ?? start,
    areas: agreement.areas,
    purpose: agreement.purpose ?? [],
    term: agreement.term,
    secret: agreement.secret,
    members: [...groups.values()],
  };
}

/** An obligation with its conditions, such as `defence if attacked in JPN, against two adversaries or more`. */
function formatObligation({ type, when = {} }: ObligationSpec): string {
  const parts = [
    when.adversaries === undefined ? '' : `against ${when.adversaries.join(', ')} alone`,
    when.location === undefined ? '' : `on the territory of ${when.location.join(', ')}`,
    when.min_adversaries === undefined ? '' : `against at least ${when.min_adversaries} adversaries`,
    when.max_adversaries === undefined
      ? ''
      : `against at most ${when.max_adversaries} ${when.max_adversaries === 1 ? 'adversary' : 'adversaries'}`,
    when.ongoing_conflict === true ? 'in a conflict already under way' : '',
    when.non_provocation === true ? 'unless it was provoked' : '',
    when.demands === true ? 'once demands were refused' : '',
    when.discretion === true ? 'with discretion' : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? type : `${type} (${parts.join(', ')})`;
}

function changedParameters({ parameters }: Scenario): Description['parameters'] {
  return PARAMETER_KEYS.filter((name) => parameters[name] !== PARAMETERS[name].default).map((name) => {
    const { default: standard, unit, meaning }: ParameterSpec = PARAMETERS[name];
    return { name, value: parameters[name], default: standard, unit, meaning };
  });
}

function deedOf(shock: ShockSpec): string {
  return labelOf({ ...shock, label: '' });
}

/** A value or a path in words. */
export function formatOverTime(value: OverTime): string {
  if (!isTimePath(value)) return String(value);
  return `${value.at.map(([tick, x]) => `${x} at tick ${tick}`).join(', ')} (${value.between === 'linear' ? 'in a line' : 'in steps'})`;
}
