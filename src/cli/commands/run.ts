import { Option } from 'commander';
import { EXIT } from '../../base/errors.ts';
import { lookAhead } from '../choose-workers.ts';
import { collect, variantOption, type AddCommand } from '../command.ts';
import { dryRunText } from '../dry-run.ts';
import { addExperimentOptions } from '../experiment-options.ts';
import type { Io } from '../io.ts';
import { planFrom, planJson, planOf } from '../plan.ts';
import { runPlan } from '../run-plan.ts';
import { readRunOptions, type RawRunOptions, type RunOptions } from '../run-options.ts';
import { makeCheckpoint, resumeCheckpoint } from './run-checkpoint.ts';

/** Runs a scenario, or what a manifest or checkpoint says. Returns the exit code. @throws InputError, OutputError, Interrupted */
export async function runCommand(options: RunOptions, argv: readonly string[], io: Io): Promise<number> {
  if (options.resume !== undefined) return resumeCheckpoint(options.resume, options, argv, io);
  const plan = options.from === undefined ? planOf(options) : planFrom(options.from, options, io);
  if (options.checkpoint !== undefined) return makeCheckpoint(plan, options.until ?? 0, options.checkpoint, options, io);
  const { job } = plan;
  if (options.dryRun) {
    const { workers, pilot } = lookAhead(job, options);
    io.stdout(options.json ? `${JSON.stringify({ ...planJson(plan), workers, ...pilot }, null, 2)}\n` : dryRunText(plan, workers, pilot));
    return EXIT.done.code;
  }
  return runPlan(plan, { ...options, shard: plan.shard ?? options.shard }, {}, argv, io);
}

const RUN_EXAMPLES = `
Examples:
  entente run scenarios/indo-pacific-2022.yaml
  entente run scenarios/indo-pacific-2022.yaml --replicates 30 --seed 1 --out results/base
  entente run scenarios/indo-pacific-2022.yaml --set parameters.entrapment_cost=3 --set states.JPN.revisionism=0.2
  entente run scenarios/synthetic-30.yaml --record decisions=1 --dry-run
  entente run scenarios/synthetic-30.yaml --replicates 1000 --seed 1 --shard 1/4      entente merge combines the shards
  entente run --from results/base/manifest.json --out results/again
  entente run scenarios/synthetic-30.yaml --seed 1 --until 15 --checkpoint half.json
  entente run --resume half.json --out results/whole

Replicates share the seed and differ in their random draws. The same scenario, seed and replicate give the same bytes, with any number of workers,
interruptions and shards. Completed replicates of an interrupted run are kept: the same command resumes it.
Exit codes: 0 done; 2 wrong input; 3 some runs failed; 4 output exists or cannot be written; 70 a bug; 130 interrupted (resumable).
`;

export const addRun: AddCommand = (command, { io, argv, done }) =>
  void addExperimentOptions(
    command
      .argument('[SCENARIO]', 'scenario file (YAML or JSON)')
      .addOption(variantOption())
      .option('--rule <NAME>', 'decision rule, overriding the scenario')
      .addOption(
        new Option('--record <TABLE=EVERY>', 'record states, dyads or decisions every N ticks; 0 = never (repeatable)').argParser(collect),
      )
      .option('--from <MANIFEST>', 'reproduce the results of a manifest.json byte for byte, instead of SCENARIO')
      .option('--until <TICK>', 'stop after this tick and write --checkpoint')
      .option('--checkpoint <FILE>', 'where --until saves the runs')
      .option('--resume <FILE>', 'resume from a checkpoint, instead of SCENARIO; the results are those of uninterrupted runs'),
    {
      seed: 'seed of the random numbers, from 0 (default: a random seed, which is printed)',
      replicates: 'number of runs, which differ only in their random draws (default: 1)',
      ticks: 'number of ticks, overriding the scenario',
      out: 'results folder (default: results/ and the name of the scenario and variant)',
      workers: 'threads; 1 = only the main thread (default: chosen by the program)',
      force: 'replace an older results folder once the new one is complete',
    },
  )
    .addHelpText('after', RUN_EXAMPLES)
    .action(async (scenario: string | undefined, raw: RawRunOptions) => done(await runCommand(readRunOptions(scenario, raw), argv, io)));
