import { join } from 'node:path';
import { EXIT, InputError } from '../../base/errors.ts';
import { now } from '../../results/manifest.ts';
import { readExperiment } from '../../experiment/load-experiment.ts';
import { planSweep } from '../../experiment/plan.ts';
import { sectionOf } from '../../experiment/journal/resume.ts';
import { WHOLE } from '../../experiment/plan.ts';
import { needSbatch, submit } from '../../experiment/slurm/slurm.ts';
import {
  checkSameJob,
  lookAtShards,
  noteJobs,
  readSlurmFolder,
  writeSlurmFolder,
  type SlurmFile,
} from '../../experiment/slurm/slurm-folder.ts';
import { ARRAY_SCRIPT, MERGE_SCRIPT, shellWord, taskRanges } from '../../experiment/slurm/slurm-script.ts';
import { collect, setOption, type AddCommand } from '../command.ts';
import { count } from '../format-number.ts';
import type { Io } from '../io.ts';
import { jobOf, placesOf, shardsFor } from '../slurm-job.ts';
import { readSlurmOptions, type RawSlurmOptions, type SlurmOptions } from '../slurm-options.ts';
import { seedFor, sweepFolderOf, sweepHeadline } from '../sweep-job.ts';
import { VERSION } from '../version.ts';

/** Writes, submits or resubmits the job array of an experiment. Returns the exit code. @throws InputError, OutputError */
function slurmCommand(options: SlurmOptions, io: Io): number {
  if (options.submit || options.resubmit) needSbatch(options.submit ? '--submit' : '--resubmit');
  return options.resubmit ? resubmit(options, io) : prepare(options, io);
}

/** Writes the scripts and, if wanted, submits the array. */
function prepare(options: SlurmOptions, io: Io): number {
  const experiment = readExperiment(options.experiment, options);
  const { out, folder } = placesOf(sweepFolderOf(experiment, { out: options.out, shard: WHOLE }));
  const held = readSlurmFolder(folder);
  if (options.submit && held !== undefined && held.jobs.length > 0)
    throw new InputError([
      {
        path: '--submit',
        expected: `a sweep that was not submitted yet, or --resubmit`,
        found: `${folder}, submitted as job ${held.jobs.map(({ id }) => id).join(', ')}`,
        remedy: 'give --resubmit, which submits what is missing alone',
      },
    ]);
  const { seed, drawn } = seedFor(experiment, WHOLE, held?.seed);
  const plan = planSweep(experiment, seed, VERSION);
  const { shards, why } = shardsFor(plan, options, held?.shards);
  if (held !== undefined) checkSameJob(folder, held, plan, shards);
  const file: SlurmFile = {
    format: 'entente-slurm',
    version: 1,
    seed,
    shards,
    ...(options.ticks === undefined ? {} : { ticks: options.ticks }),
    sets: options.sets,
    experiment: sectionOf(plan, options.experiment, { index: 1, of: shards }),
    jobs: held?.jobs ?? [],
  };
  const takeBack = writeSlurmFolder(folder, file, jobOf(plan, options, shards, folder, out));
  const say = (text: string) => (options.quiet ? undefined : io.stderr(`${text}\n`));
  say(`${sweepHeadline(plan, WHOLE, drawn)}\n${shards} shards of some ${count(plan.runs / shards)} runs${why}`);
  if (!options.submit) {
    tell(options, io, { folder, out, shards, runs: plan.runs });
    const submitted = held !== undefined && held.jobs.length > 0;
    say(
      `scripts: ${join(folder, ARRAY_SCRIPT)} and ${MERGE_SCRIPT} next to it\n` +
        (submitted
          ? 'next: the same with --resubmit in place of all but --out submits what is missing'
          : `next: (cd ${shellWord(folder)} && sbatch ${ARRAY_SCRIPT}), or this command with --submit`),
    );
    return EXIT.done.code;
  }
  let id: string;
  try {
    id = submit(folder, ARRAY_SCRIPT);
  } catch (error) {
    takeBack();
    throw error;
  }
  noteSubmitted(options, io, { folder, out, file, runs: plan.runs, tasks: `1-${shards}` }, id);
  return EXIT.done.code;
}

/** Submits the shards that are missing. */
function resubmit(options: SlurmOptions, io: Io): number {
  const { out, folder } = placesOf(sweepFolderOf(readExperiment(options.experiment), { out: options.out, shard: WHOLE }));
  const file = readSlurmFolder(folder);
  if (file === undefined)
    throw new InputError([
      {
        path: '--resubmit',
        expected: 'a job that was made before',
        found: `none in ${folder}`,
        remedy: 'give the command without --resubmit',
      },
    ]);
  const { replicates } = file.experiment;
  const experiment = readExperiment(options.experiment, { replicates, ticks: file.ticks, sets: file.sets });
  const plan = planSweep(experiment, file.seed, VERSION);
  checkSameJob(folder, file, plan, file.shards);
  const { done, running, missing } = lookAtShards(folder, file, Date.now());
  const say = (text: string) => (options.quiet ? undefined : io.stderr(`${text}\n`));
  say(`${done.length} of ${file.shards} shards are complete`);
  if (running.length > 0)
    say(`under way and left alone: ${taskRanges(running)}; one that was killed counts as under way for up to 20 s more`);
  const tasks = taskRanges(missing);
  if (missing.length > 0) {
    noteSubmitted(options, io, { folder, out, file, runs: plan.runs, tasks }, submit(folder, ARRAY_SCRIPT, tasks));
    return EXIT.done.code;
  }
  tell(options, io, { folder, out, shards: file.shards, runs: plan.runs, missing: [], running });
  if (running.length === 0) say(`next: bash ${shellWord(join(folder, MERGE_SCRIPT))} puts them together in ${out}`);
  return EXIT.done.code;
}

/** Notes a job and says what to do next. */
function noteSubmitted(
  options: SlurmOptions,
  io: Io,
  { folder, out, file, runs, tasks }: { folder: string; out: string; file: SlurmFile; runs: number; tasks: string },
  id: string,
): void {
  tell(options, io, { folder, out, shards: file.shards, runs, job: id, tasks });
  if (!options.json) io.stdout(`${id}\n`);
  noteJobs(folder, { ...file, jobs: [...file.jobs, { id, tasks, submitted: now() }] });
  if (options.quiet) return;
  const again = ['entente slurm', shellWord(options.experiment), ...(options.out === undefined ? [] : [`--out ${shellWord(options.out)}`])];
  io.stderr(
    `submitted as job ${id}: shards ${tasks}; squeue -j ${id} shows them\n` +
      `next, when they have left the queue: ${again.join(' ')} --resubmit submits what is missing;\n` +
      `then bash ${shellWord(join(folder, MERGE_SCRIPT))} puts them together in ${out}\n`,
  );
}

function tell(options: SlurmOptions, io: Io, what: object): void {
  if (options.json) io.stdout(`${JSON.stringify(what, null, 2)}\n`);
}

const EXAMPLES = `
Examples:
  entente slurm my.yaml --time 1:00:00 --mem 2G              writes scripts to inspect, edit and submit
  entente slurm my.yaml --shards 100 --module nodejs --submit
  entente slurm my.yaml --resubmit                           only what failed or was killed
  bash results/my-slurm/merge.sh                             the results, in results/my

The folder results/NAME-slurm has scripts, logs and shards; every node must see it, the program and the experiment. A task that is requeued or submitted
again resumes where it ended. The bytes of the results are those of entente sweep. Standard output has the number of the job.
Exit codes: 0 done; 2 wrong input, or no sbatch here; 4 output cannot be written, or Slurm refuses the job; 70 a bug.
`;

export const addSlurm: AddCommand = (command, { io, done }) =>
  void command
    .argument('<EXPERIMENT>', 'experiment file (YAML or JSON)')
    .option('--out <DIR>', 'folder of the merged results; the job works in DIR-slurm (default: results/ and the name of the experiment)')
    .option('--shards <N>', 'number of tasks (default: chosen after timing a few runs)')
    .option('--minutes <N>', 'target length of a task, if --shards is not given (default: 10)')
    .option('--time <LIMIT>', 'time limit of a task, as 1:30:00 (default: set by the cluster)')
    .option('--mem <SIZE>', 'memory of a task, as 2G (default: set by the cluster)')
    .option('--cpus <N>', 'processors of a task, each with a worker (default: 1)')
    .option('--partition <NAME>', 'partition to run in')
    .option('--account <NAME>', 'account to charge')
    .option('--module <NAME>', 'environment module to load first (repeatable)', collect)
    .option('--setup <LINE>', 'shell line to run first, unchanged (repeatable)', collect)
    .option('--seed <N>', 'seed of the sweep, overriding the experiment')
    .option('--replicates <N>', 'replicates of each point, overriding the experiment')
    .option('--ticks <N>', 'number of ticks, overriding the experiment')
    .addOption(setOption().argParser(collect))
    .option('--submit', 'submit the job')
    .option('--resubmit', 'check the files and submit only the incomplete shards')
    .option('--json', 'print the outcome as JSON on standard output')
    .option('--quiet', 'print only errors')
    .addHelpText('after', EXAMPLES)
    .action((experiment: string, raw: RawSlurmOptions) => done(slurmCommand(readSlurmOptions(experiment, raw), io)));
