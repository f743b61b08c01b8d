import { canonicalJson } from '../base/digest.ts';
import { STATE_FIELDS, type PairField, type StateField } from '../model/fields.ts';
import { defaultParameters, PARAMETERS, PARAMETER_KEYS, type ParameterSpec } from '../model/parameters.ts';
import { AGREEMENT_DEFAULTS } from './agreement-defaults.ts';
import { DEFAULT_TICKS } from './check/facts.ts';
import { GENERATE, GENERATE_KEYS, type GenerateParameters } from './generate-parameters.ts';
import type {
  AgreementSpec,
  Directed,
  MemberSpec,
  ObligationSpec,
  RelationSpec,
  Scenario,
  ScenarioParameters,
  ShockSpec,
  StateValues,
  StateSpec,
  WhenSpec,
} from './scenario.ts';
import { FORMAT_VERSION } from './schema/schema-base.ts';
import { STATE_DEFAULTS } from './schema/schema-system.ts';
import type { ScenarioFile } from './schema/schema.ts';
import { normalPath, valueAt } from './time-path.ts';
import { isMapping } from './values.ts';

type WrittenAgreement = Omit<NonNullable<ScenarioFile['agreements']>[number], 'start'> & { start?: number | undefined };
type WrittenObligation = NonNullable<WrittenAgreement['obligations']>[number];

const FLAT_COST: Pick<ParameterSpec, 'integer' | 'choices'> = {};

/** Fills in every default of a scenario that has passed the checks and writes out its short forms. */
export function fillDefaults(file: ScenarioFile): Scenario {
  const start = file.start ?? 0;
  const ticks = file.ticks ?? DEFAULT_TICKS;
  const parameters = fillParameters(file);
  const generate = file.generate === undefined ? undefined : fillGenerate(file.generate);
  const pairs = (file.defaults?.relations ?? {}) as Partial<Record<PairField, number>>;
  const system =
    generate === undefined
      ? {
          defaults: { relations: { hostility: 0, trade: 0, ...pairs } },
          states: (file.states ?? []).map((state) => fillState(state, file.defaults?.states ?? {})),
          relations: (file.relations ?? []).map((relation) => fillRelation(relation, pairs)),
          agreements: (file.agreements ?? []).map((agreement) => fillAgreement(agreement, parameters, start)),
        }
      : { defaults: { states: valuesOf(file.defaults?.states ?? {}), relations: { ...pairs } } };
  return {
    entente: FORMAT_VERSION,
    name: file.name,
    title: file.title ?? '',
    description: file.description ?? '',
    sources: (file.sources ?? []).map(({ key, citation = '', url = '' }) => ({ key, citation, url })),
    start,
    ticks,
    rule: file.rule ?? 'expected-utility',
    parameters,
    ...system,
    // a run cut short by an option never comes to the later ones
    shocks: (file.shocks ?? []).filter((shock) => shock.at <= ticks).map((shock) => fillShock(shock, parameters)),
    ...(generate === undefined ? {} : { generate }),
    stop: (file.stop ?? []).map((stop) => ({ ...given(stop), metric: stop.metric, for: stop.for ?? 1 })),
    record: { states: file.record?.states ?? 1, dyads: file.record?.dyads ?? 0, decisions: file.record?.decisions ?? 0 },
  };
}

/** A scenario file of which every optional key is at its default. */
const { entente: _format, name: _name, ...BLANK } = fillDefaults({ entente: FORMAT_VERSION, name: '' } as ScenarioFile);
const GENERATE_BLANK = Object.fromEntries(GENERATE_KEYS.map((key) => [key, GENERATE[key].default]));
const STATE_BLANK: Readonly<Record<string, unknown>> = { region: '', ...STATE_DEFAULTS, sources: [] };

/**
 * A resolved scenario without what is at its default: what `fillDefaults` adds is removed again, except within relations,
 * agreements and shocks. Two scenarios resolve to the same one exactly when this is the same of both.
 */
export function dropDefaults({ parameters, generate, states, ...rest }: Scenario): Record<string, unknown> {
  return {
    ...unlike(rest, BLANK as Record<string, unknown>),
    parameters: dropDefaultParameters(parameters),
    ...(generate === undefined ? {} : { generate: unlike(generate, GENERATE_BLANK) }),
    ...(states === undefined ? {} : { states: states.map((state) => unlike(state, STATE_BLANK)) }),
  };
}

/** The parameters that are not at their default. */
export function dropDefaultParameters(parameters: object): Record<string, unknown> {
  return unlike(parameters, defaultParameters() as unknown as Record<string, unknown>);
}

/** The entries whose values differ from those of `blank`. */
function unlike(entries: object, blank: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const same = (value: unknown, other: unknown) =>
    value === other || (typeof value === 'object' && other !== undefined && canonicalJson(value) === canonicalJson(other));
  return Object.fromEntries(Object.entries(entries).filter(([key, value]) => !same(value, blank[key])));
}

/** The entries that are not undefined. */
function given<T extends object>(entries: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

function fillParameters(file: ScenarioFile): ScenarioParameters {
  const written = (file.parameters ?? {}) as Record<string, unknown>;
  const entries = PARAMETER_KEYS.map((key) => {
    const value = written[key] ?? PARAMETERS[key].default;
    return [key, isMapping(value) ? normalPath(value, PARAMETERS[key] as ParameterSpec) : value];
  });
  return Object.fromEntries(entries) as unknown as ScenarioParameters;
}

function fillGenerate(written: NonNullable<ScenarioFile['generate']>): GenerateParameters {
  return Object.fromEntries(GENERATE_KEYS.map((key) => [key, written[key] ?? GENERATE[key].default])) as unknown as GenerateParameters;
}

/** The fields of a state that are given, with paths in full. */
function valuesOf(written: Partial<Record<StateField, unknown>>): Partial<StateValues> {
  const entries = (Object.keys(STATE_FIELDS) as StateField[]).map((field) => {
    const value = written[field];
    return [field, isMapping(value) ? normalPath(value, FLAT_COST) : value];
  });
  return given(Object.fromEntries(entries) as object) as Partial<StateValues>;
}

function fillState(
  written: NonNullable<ScenarioFile['states']>[number],
  standard: Partial<Record<StateField, unknown>> & { region?: string | undefined },
): StateSpec {
  return {
    id: written.id,
    name: written.name ?? written.id,
    region: written.region ?? standard.region ?? '',
    ...(STATE_DEFAULTS as StateValues),
    ...valuesOf(standard),
    ...valuesOf(written),
    ...given({ place: written.place, slot: written.slot }),
    sources: [...(written.sources ?? [])],
  } as StateSpec;
}

function fillRelation(written: NonNullable<ScenarioFile['relations']>[number], standard: Partial<Record<PairField, number>>): RelationSpec {
  const [first, second] = written.between;
  const trade = (written.trade ?? standard.trade ?? 0) as Directed;
  const missing = standard.trade ?? 0;
  return {
    between: [first, second],
    hostility: (written.hostility as number | undefined) ?? standard.hostility ?? 0,
    trade: typeof trade === 'number' ? trade : { [first]: trade[first] ?? missing, [second]: trade[second] ?? missing },
    ...given({ affinity: written.affinity ?? standard.affinity, distance: written.distance, intent: written.intent ?? standard.intent }),
    sources: [...(written.sources ?? [])],
  } as RelationSpec;
}

function fillAgreement(written: WrittenAgreement, parameters: ScenarioParameters, scenarioStart?: number): AgreementSpec {
  const standard = AGREEMENT_DEFAULTS[written.kind];
  const formality = written.formality ?? standard.formality;
  const own = (written.obligations ?? standard.obligations) as readonly WrittenObligation[];
  const start = scenarioStart === undefined ? undefined : (written.start ?? scenarioStart);
  const members = written.members.map((member): MemberSpec => {
    const { state, since, obligations } =
      typeof member === 'string' ? { state: member } : { since: undefined, obligations: undefined, ...member };
    return {
      state,
      ...given({ since: start === undefined ? undefined : (since ?? start) }),
      obligations: (obligations ?? own).map(fillObligation),
    } as MemberSpec;
  });
  return {
    name: written.name,
    kind: written.kind,
    formality,
    areas: [...new Set(written.areas ?? standard.areas)],
    depth: written.depth ?? defaultDepth(written.kind, formality, members, parameters),
    ...given({
      purpose: written.purpose === undefined ? undefined : [...new Set(written.purpose)],
      open_to: written.open_to === undefined ? undefined : [...new Set(written.open_to)],
    }),
    consent: written.consent ?? 'unanimity',
    term: written.term ?? 0,
    renewal: written.renewal ?? 'vote',
    secret: written.secret ?? false,
    ...given({ start }),
    members,
    sources: [...(written.sources ?? [])],
  } as AgreementSpec;
}

/** The depth of the same kind of agreement founded in the model, from the parameters at the start. */
function defaultDepth(
  kind: AgreementSpec['kind'],
  formality: AgreementSpec['formality'],
  members: readonly MemberSpec[],
  parameters: ScenarioParameters,
): number {
  if (kind === 'minilateral') return valueAt(parameters.minilateral_depth, 0);
  if (kind === 'partnership') return valueAt(parameters.partnership_depth, 0);
  const fights = members.some(({ obligations }) => obligations.some(({ type }) => type === 'defence' || type === 'offence'));
  if (!fights) return valueAt(parameters.neutrality_depth, 0);
  return valueAt(formality === 'formal' ? parameters.alliance_depth : parameters.informal_depth, 0);
}

/** Conditions that do not restrict are left out. */
function fillObligation(written: WrittenObligation): ObligationSpec {
  if (typeof written === 'string') return { type: written };
  const entries = Object.entries(written.when ?? {}).filter(([, value]) => value !== false && value !== undefined);
  return entries.length === 0 ? { type: written.type } : { type: written.type, when: Object.fromEntries(entries) as WhenSpec };
}

function fillShock(written: NonNullable<ScenarioFile['shocks']>[number], parameters: ScenarioParameters): ShockSpec {
  return {
    at: written.at,
    label: written.label ?? '',
    set: { ...written.set },
    multiply: { ...written.multiply },
    ...given({
      sign: written.sign === undefined ? undefined : fillAgreement(written.sign, parameters),
      end: written.end,
      leave: written.leave,
      join: written.join,
    }),
  } as ShockSpec;
}
