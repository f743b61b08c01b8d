import { InputError, type Problem } from '../base/errors.ts';
import { PARAMETER_KEYS } from '../model/parameters.ts';
import { parsePath } from '../scenario/paths.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { changes, isTimePath, valueAt, type OverTime, type TimePath } from '../scenario/time-path.ts';
import { decodeText } from '../scenario/text.ts';
import { isMapping } from '../scenario/values.ts';
import { parseYaml } from '../scenario/yaml.ts';

/** What is changed in a run from a tick on. */
export interface BranchRequest {
  /** Tick at which the change takes effect, from 1. */
  at: number;
  label: string;
  /** `path=value` of values that are replaced. */
  sets: readonly string[];
  /** `path=factor` of values that are multiplied. */
  multiplies: readonly string[];
  /** Shocks as they stand in a file, by default dated `at`. */
  shocks: readonly unknown[];
}

/**
 * The scenario of the counterfactual: the same but for shocks at a tick. Random draws are keyed by seed, replicate and tick, so until then every run
 * is the control's, to the bit. What follows a path in time keeps its new value from then on.
 * @returns plain data for the scenario's own loader, which checks it
 * @throws InputError where the request is not readable
 */
export function branchScenario(scenario: Scenario, request: BranchRequest): Record<string, unknown> {
  const problems: Problem[] = [];
  const pairs = (option: string, texts: readonly string[]) => Object.fromEntries(texts.map((text) => pairOf(option, text, problems)));
  const set = pairs('--set', request.sets);
  const multiply = pairs('--multiply', request.multiplies);
  const own = { at: request.at, label: request.label, set, multiply };
  const shocks = request.shocks.map((shock) => (isMapping(shock) ? { at: request.at, ...shock } : shock));
  for (const shock of shocks)
    if (isMapping(shock) && typeof shock.at === 'number' && shock.at < request.at)
      problems.push({
        path: 'at',
        expected: `a tick from ${request.at}, where the branch begins`,
        found: String(shock.at),
        remedy: 'date the shock later, or branch earlier with --at',
      });
  const done = request.sets.length + request.multiplies.length > 0 ? [own, ...shocks] : shocks;
  if (done.length === 0)
    problems.push({
      path: 'branch',
      expected: 'something that is changed',
      found: 'nothing',
      remedy: 'give --set, --multiply or --shocks',
    });
  if (problems.length > 0) throw new InputError(problems);
  return { ...structuredClone(scenario), ...held(scenario, set, request.at), shocks: [...scenario.shocks, ...done] };
}

function pairOf(option: string, text: string, problems: Problem[]): [string, unknown] {
  const cut = text.indexOf('=');
  const { value, problems: unread } = cut < 1 ? { value: undefined, problems: [] } : parseYaml(text.slice(cut + 1));
  if (cut < 1 || value === undefined || value === null || unread.length > 0)
    problems.push({
      path: `${option} ${text}`,
      expected: 'path=value',
      found: JSON.stringify(text),
      remedy: `write for instance ${option} parameters.entrapment_cost=2`,
    });
  return [text.slice(0, cut).trim(), value];
}

/** Parameters and own costs that follow a path in time and are set by the branch: the path up to then, and the value after. */
function held(scenario: Scenario, set: Record<string, unknown>, at: number): Partial<Pick<Scenario, 'parameters' | 'states'>> {
  const parameters: Record<string, OverTime> = { ...scenario.parameters };
  const states = scenario.states?.map((state) => ({ ...state }));
  const ids = states?.map(({ id }) => id) ?? [];
  for (const [path, value] of Object.entries(set)) {
    const parsed = parsePath(path, ids, true);
    if ('problem' in parsed || (typeof value !== 'number' && typeof value !== 'string')) continue; // the loader reports it
    const { target } = parsed;
    if (target.of === 'parameter') {
      const before = parameters[target.key];
      if (PARAMETER_KEYS.includes(target.key) && before !== undefined && isTimePath(before))
        parameters[target.key] = heldPath(before, value, at);
    } else if (target.of === 'state' && (target.field === 'entrapment_cost' || target.field === 'abandonment_cost')) {
      for (const state of states ?? []) {
        const before = state[target.field];
        if ((target.id === '*' || target.id === state.id) && before !== undefined && isTimePath(before) && typeof value === 'number')
          state[target.field] = heldPath<number>(before, value, at);
      }
    }
  }
  return { parameters: parameters as unknown as Scenario['parameters'], ...(states === undefined ? {} : { states }) };
}

function heldPath<V extends number | string>(path: TimePath<V>, value: V, at: number): TimePath<V> {
  return { at: [[0, valueAt(path, 0)], ...changes(path, at - 1), [at, value]], between: 'step' };
}

/** The shocks of a file: a list of them, as under `shocks` in a scenario. @throws InputError */
export function readShocks(file: string, bytes: Uint8Array): unknown[] {
  const { value, problems } = parseYaml(decodeText(file, bytes));
  if (problems.length > 0) throw new InputError(problems.map((problem) => ({ file, ...problem })));
  const list = isMapping(value) ? value.shocks : value;
  if (!Array.isArray(list) || list.length === 0)
    throw new InputError([
      {
        file,
        expected: 'a list of shocks, as under `shocks` in a scenario',
        found: value === null ? 'nothing' : 'something else',
        remedy: 'write for instance: - {leave: {agreement: NATO, state: USA}}',
      },
    ]);
  return list as unknown[];
}
