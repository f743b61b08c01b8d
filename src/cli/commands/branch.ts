import { basename, join } from 'node:path';
import { branchScenario, readShocks } from '../../explain/branch.ts';
import { stateBefore } from '../../explain/replay.ts';
import { METRICS } from '../../measure/metrics/index.ts';
import { resolveScenario } from '../../scenario/load.ts';
import { readInput } from '../../files/read-scenario.ts';
import { readAll, readWorkers, wholeNumber } from '../arguments.ts';
import { runPlan } from '../run-plan.ts';
import { collect, type AddCommand } from '../command.ts';
import type { Io } from '../io.ts';
import { checkAgain, knownTick, openRuns } from '../open-runs.ts';
import { compareRuns, comparisonFolder, comparisonText, readCompareOptions, writeComparison, type RawCompareOptions } from './compare.ts';

interface RawBranchOptions extends RawCompareOptions {
  at?: string;
  set?: string[];
  multiply?: string[];
  shocks?: string[];
  label?: string;
  workers?: string;
}

/**
 * Repeats the runs of a folder with a change from some tick on and the same random draws, and compares the two.
 * Returns the exit code. @throws InputError, OutputError, Interrupted
 */
async function branchCommand(folder: string, raw: RawBranchOptions, argv: readonly string[], io: Io): Promise<number> {
  const options = readCompareOptions(raw);
  const { at: asked, workers } = readAll({
    at: () => wholeNumber(0, 1_000_000)('--at', raw.at ?? ''),
    workers: () => (raw.workers === undefined ? undefined : readWorkers('--workers', raw.workers)),
  });
  const control = await openRuns(folder);
  const at = knownTick(control, '--at', asked);
  const [sets, multiplies] = [raw.set ?? [], raw.multiply ?? []];
  const shocks = (raw.shocks ?? []).flatMap((file) => readShocks(file, readInput(file)));
  const label = raw.label ?? [...sets, ...multiplies].join('; ');
  const data = branchScenario(control.job.scenario, { at, label, sets, multiplies, shocks });
  const scenario = resolveScenario(data, { metrics: METRICS.map(({ name }) => name) });
  await checkAgain(control, 0, at - 1, stateBefore(control.job, 0, at).system);
  const job = { ...control.job, scenario };
  const out = options.out ?? join('results', `${basename(folder)}-branch-${at}`);
  const plan = { job, seedDrawn: false, settings: control.results.manifest.settings, source: control.results.manifest.source };
  const quietly = { out, workers, force: raw.force === true, json: false, quiet: raw.quiet === true || raw.json === true };
  const code = await runPlan(plan, quietly, { checkEvery: job.checkEvery }, argv, io);
  const comparison = await compareRuns(control, await openRuns(out), options);
  writeComparison(comparisonFolder(out), comparison, options.level);
  if (raw.json === true)
    io.stdout(`${JSON.stringify({ control: folder, folder: out, at, level: options.level, ...comparison }, null, 2)}\n`);
  else io.stdout(comparisonText(comparison, options.level));
  if (raw.quiet !== true && raw.json !== true)
    io.stderr(`comparison: ${join(out, 'compare')} (effects.csv, partings.csv, manifest.json)\n`);
  return code;
}

const EXAMPLES = `
Examples:
  entente branch results/base --at 4 --shocks scenarios/what-ifs/us-leaves-nato.yaml
  entente branch results/base --at 4 --multiply 'relations.CHN-*.trade=0.5' --out results/trade-halved
  entente branch results/base --at 10 --set parameters.entrapment_cost=3

Every replicate is the control's, to the bit, up to the tick before; from then on it has the same random draws and the change. --shocks takes a
list as under "shocks" in a scenario: sign, end, join and leave agreements, set and multiply values.
`;

export const addBranch: AddCommand = (command, { io, argv, done }) =>
  void command
    .argument('<DIR>', 'results folder of entente run, the control')
    .option('--at <TICK>', 'tick at which the change takes effect, from 1')
    .option('--set <PATH=VALUE>', 'set a value (repeatable)', collect)
    .option('--multiply <PATH=FACTOR>', 'multiply a value (repeatable)', collect)
    .option('--shocks <FILE>', 'shocks in a file, by default at --at (repeatable)', collect)
    .option('--label <TEXT>', 'label of the change in events.csv')
    .option('--metrics <NAMES>', 'comma-separated metrics to compare (default: all)')
    .option('--level <SHARE>', 'level of the intervals', '0.95')
    .option('--replicate <N>', 'replicate whose first difference is explained (default: the one that diverges first)')
    .option('--out <DIR>', 'results folder (default: results/, the name of DIR and the tick)')
    .option('--force', 'replace an older results folder')
    .option('--workers <N>', 'threads; 1 = only the main thread (default: chosen by the program)')
    .option('--json', 'print the comparison as JSON')
    .option('--quiet', 'print only the comparison and errors')
    .addHelpText('after', EXAMPLES)
    .action(async (folder: string, raw: RawBranchOptions) => done(await branchCommand(folder, raw, argv, io)));
