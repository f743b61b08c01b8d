import { availableParallelism } from 'node:os';
import { EXIT } from '../../base/errors.ts';
import { readExperiment } from '../../experiment/load-experiment.ts';
import { planSweep, runsOf, type SweepPlan } from '../../experiment/plan.ts';
import type { AddCommand } from '../command.ts';
import { sweepDryRunText } from '../dry-run.ts';
import { executeExperiment, inFile, type Finished } from '../execute-experiment.ts';
import { addExperimentOptions } from '../experiment-options.ts';
import { count } from '../format-number.ts';
import type { Io } from '../io.ts';
import { LONG_LOOK, lookAt, seedFor, sweepFolderOf, sweepHeadline } from '../sweep-job.ts';
import { readSweepOptions, type RawSweepOptions, type SweepOptions } from '../sweep-options.ts';
import { VERSION } from '../version.ts';

/** Runs an experiment, or what is missing of it. Returns the exit code. @throws InputError, OutputError, Interrupted */
async function sweepCommand(options: SweepOptions, argv: readonly string[], io: Io): Promise<number> {
  const { shard, experiment: file } = options;
  const experiment = readExperiment(file, options);
  if (options.dryRun) {
    const { seed, drawn } = seedFor(experiment, shard, undefined);
    const plan = inFile(file, () => planSweep(experiment, seed, VERSION));
    const { points, replicates, runs } = plan;
    const workers = Math.max(1, Math.min(options.workers ?? availableParallelism(), runsOf(shard, runs)));
    const pilot = lookAt(plan, shard, LONG_LOOK);
    io.stdout(
      options.json
        ? `${JSON.stringify({ experiment: experiment.name, seed, points, replicates, runs: runsOf(shard, runs), workers, pilot }, null, 2)}\n`
        : sweepDryRunText(plan, shard, drawn, workers, pilot),
    );
    return EXIT.done.code;
  }
  const target = sweepFolderOf(experiment, options);
  const headline = (plan: SweepPlan, drawn: boolean) => sweepHeadline(plan, shard, drawn);
  const finished = await executeExperiment({ experiment, file, target, headline }, options, argv, io);
  if (finished === undefined) return EXIT.runsFailed.code;
  report(finished, options, target, io);
  return finished.failed > 0 ? EXIT.runsFailed.code : EXIT.done.code;
}

/** Says what came of it. */
function report({ plan, done, failed, before, manifest, also }: Finished, options: SweepOptions, target: string, io: Io): void {
  const { points, replicates, seed, experiment } = plan;
  const { shard } = options;
  if (options.json) {
    const what = {
      experiment: experiment.name,
      seed,
      points,
      replicates,
      ...(shard.of === 1 ? {} : { shard }),
      runs: { done, failed, before },
      folder: target,
      files: manifest?.files,
      ...(also.length === 0 ? {} : { also }),
    };
    io.stdout(`${JSON.stringify(what, null, 2)}\n`);
  }
  if (options.quiet) return;
  const failures = failed > 0 ? `, ${count(failed)} failed: errors.csv says why; --retry-failed repeats them` : '';
  const next =
    shard.of > 1
      ? 'next: entente merge DIR... --out DIR puts the shards together'
      : 'next: runs.csv has the outcomes of every run, points.csv the points; more replicates or points: change them and give the same command';
  const formats = also.length === 0 ? '' : `, also as ${options.also.join(' and ')}`;
  io.stderr(`${count(done)} runs done${failures}\nresults: ${target}${formats}\n${next}\n`);
}

const EXAMPLES = `
Examples:
  entente sweep scenarios/experiments/interdependence.yaml --dry-run
  entente sweep scenarios/experiments/interdependence.yaml --out results/interdependence
  entente sweep my.yaml --replicates 50          more replicates: only the new ones are run
  entente sweep my.yaml --also parquet           Parquet as well as CSV, in the folder parquet
  entente sweep my.yaml --shard 2/8 --seed 1     one shard; entente merge combines the shards

The same command resumes an interrupted sweep. The bytes of the results do not depend on the number of workers, interruptions or shards.
Exit codes: 0 done; 2 wrong input, or another experiment is in the folder; 3 some runs failed; 4 output cannot be written or is in use by another
process; 70 a bug; 130 interrupted (resumable).
`;

export const addSweep: AddCommand = (command, { io, argv, done }) =>
  void addExperimentOptions(
    command
      .argument('<EXPERIMENT>', 'experiment file (YAML or JSON)')
      .option('--scenario <FILE>', 'scenario file, overriding the experiment'),
    {
      seed: 'seed of the sweep, overriding the experiment',
      replicates: 'replicates of each point, overriding the experiment',
      ticks: 'number of ticks, overriding the experiment',
      out: 'results folder (default: results/ and the name of the experiment)',
      workers: 'threads (default: one for each processor)',
      force: 'delete the sweep or results in the folder and start again',
    },
  )
    .addHelpText('after', EXAMPLES)
    .action(async (experiment: string, raw: RawSweepOptions) => done(await sweepCommand(readSweepOptions(experiment, raw), argv, io)));
