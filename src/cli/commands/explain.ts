import { EXIT, InputError } from '../../base/errors.ts';
import { explain } from '../../explain/explain.ts';
import { stateBefore } from '../../explain/replay.ts';
import { explanationText, whyNotText } from '../../explain/texts.ts';
import { readWish, whyNot } from '../../explain/why-not.ts';
import { suggest } from '../../scenario/names.ts';
import { compileScenario } from '../../scenario/compile.ts';
import { readAll, wholeNumber } from '../arguments.ts';
import type { AddCommand } from '../command.ts';
import type { Io } from '../io.ts';
import { checkAgain, knownReplicate, knownTick, openRuns } from '../open-runs.ts';

interface RawExplainOptions {
  state?: string;
  tick?: string;
  replicate: string;
  options: string;
  whyNot?: string;
  json?: true;
}

/** Says why a state chose what it chose. Returns the exit code. @throws InputError */
async function explainCommand(folder: string, raw: RawExplainOptions, io: Io): Promise<number> {
  const numbers = readAll({
    state: () => required('--state', raw.state, 'the id of a state'),
    tick: () => wholeNumber(0, 1_000_000)('--tick', required('--tick', raw.tick, 'a tick')),
    replicate: () => wholeNumber(0, 1_000_000)('--replicate', raw.replicate),
    most: () => wholeNumber(1, 1000)('--options', raw.options),
  });
  const runs = await openRuns(folder);
  const { job } = runs;
  const replicate = knownReplicate(runs, numbers.replicate);
  const tick = knownTick(runs, '--tick', numbers.tick);
  const { ids } = compileScenario(job.scenario, { seed: job.seed, replicate });
  if (!ids.includes(numbers.state))
    throw new InputError([
      { path: '--state', expected: 'the id of a state', found: JSON.stringify(numbers.state), remedy: suggest(numbers.state, ids) },
    ]);
  const wish = raw.whyNot === undefined ? undefined : readWish(raw.whyNot, ids);
  await checkAgain(runs, replicate, tick - 1, stateBefore(job, replicate, tick).system);
  const explanation = explain(job, { replicate, tick, state: numbers.state, most: numbers.most });
  const answer = wish === undefined ? undefined : whyNot(job, { replicate, tick, state: numbers.state }, wish);
  if (raw.json === true)
    io.stdout(`${JSON.stringify({ ...explanation, ...(answer === undefined ? {} : { why_not: answer }) }, null, 2)}\n`);
  else io.stdout(`${explanationText(explanation)}${answer === undefined ? '' : `\n${whyNotText(answer)}`}`);
  return EXIT.done.code;
}

function required(option: string, text: string | undefined, what: string): string {
  if (text !== undefined && text !== '') return text;
  throw new InputError([{ path: option, expected: what, found: 'nothing', remedy: `give ${option}` }]);
}

const EXAMPLES = `
Examples:
  entente explain results/base --state JPN --tick 5
  entente explain results/base --state IND --tick 3 --replicate 2 --why-not alliance:USA
  entente explain results/base --state IND --tick 3 --json

The run is repeated from the manifest up to the tick, so decisions need not have been recorded. --why-not takes a strategy (balance,
bandwagon, partner, unaligned), a kind of agreement (alliance, partnership, minilateral) or leave, optionally followed by a colon and a state
or the name of the agreement to leave. Its answers are found by running the tick with other values; pass them to
entente branch --at TICK --set to see what follows.
`;

export const addExplain: AddCommand = (command, { io, done }) =>
  void command
    .argument('<DIR>', 'results folder of entente run')
    .option('--state <ID>', 'state that chose')
    .option('--tick <N>', 'tick in which it chose, from 1')
    .option('--replicate <N>', 'replicate', '0')
    .option('--options <N>', 'best options shown for each strategy', '2')
    .option('--why-not <WHAT>', 'what would have to differ for another choice, such as alliance:IND')
    .option('--json', 'print it as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (folder: string, raw: RawExplainOptions) => done(await explainCommand(folder, raw, io)));
