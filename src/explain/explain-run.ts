import { InputError, type Problem } from '../base/errors.ts';
import { specFor, wholeProblems, type SimulateOptions } from '../run/simulated.ts';
import { compileScenario } from '../scenario/compile.ts';
import { checkOptions } from '../scenario/given.ts';
import { suggest } from '../scenario/names.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { formatValue } from '../scenario/values.ts';
import { explain, type Explanation } from './explain.ts';

/** Which choice of which run is asked about. */
export interface ExplainOptions extends Pick<SimulateOptions, 'seed' | 'replicate'> {
  /** Id of the state that chose. */
  readonly state: string;
  /** Tick in which it chose, from 1. */
  readonly tick: number;
  /** Best options shown of each strategy; 2 by default. */
  readonly most?: number;
}

const OPTIONS = ['seed', 'replicate', 'state', 'tick', 'most'];

/** Why a state chose what it chose in a tick: the run is repeated up to it. @throws InputError for what is wrong with scenario or options */
export function explainRun(scenario: Scenario, options: ExplainOptions): Explanation {
  checkOptions(options ?? {}, OPTIONS, 'seed, state and tick, at least');
  const { seed, replicate = 0, state, tick, most = 2 } = options ?? {};
  const { replicate: _replicate, ...job } = specFor(scenario, { seed, replicate });
  const { ids } = compileScenario(job.scenario, { seed, replicate });
  const problems: Problem[] = [...wholeProblems('tick', tick, 1), ...wholeProblems('most', most, 1)];
  if (tick > job.scenario.ticks)
    problems.push({ path: 'tick', expected: `a tick from 1 to ${job.scenario.ticks}`, found: String(tick), remedy: 'give an earlier one' });
  if (!ids.includes(state))
    problems.push({ path: 'state', expected: 'the id of a state', found: formatValue(state), remedy: suggest(String(state), ids) });
  if (problems.length > 0) throw new InputError(problems);
  return explain({ ...job, replicates: replicate + 1 }, { replicate, tick, state, most });
}
