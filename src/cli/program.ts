import { Command, Option } from 'commander';
import { METRICS } from '../measure/metrics/index.ts';
import { describeCommand, type DescribeOptions } from './commands/describe.ts';
import { initCommand } from './commands/init.ts';
import { runCommand } from './commands/run.ts';
import { schemaCommand } from './commands/schema.ts';
import { validateCommand, type ValidateOptions } from './commands/validate.ts';
import type { Io } from './io.ts';
import { readRunOptions, type RawRunOptions } from './run-options.ts';
import { VERSION } from './version.ts';

const collect = (text: string, before: string[] = []) => [...before, text];

const RUN_EXAMPLES = `
Examples:
  entente run scenarios/indo-pacific-2022.yaml
  entente run scenarios/indo-pacific-2022.yaml --replicates 30 --seed 1 --out results/base
  entente run scenarios/indo-pacific-2022.yaml --set parameters.entrapment_cost=3 --set states.JPN.revisionism=0.2
  entente run scenarios/synthetic-30.yaml --record decisions=1 --dry-run
  entente run --from results/base/manifest.json --out results/again
  entente run scenarios/synthetic-30.yaml --seed 1 --until 15 --checkpoint half.json
  entente run --resume half.json --out results/whole

Replicates share the seed and differ in luck. The same scenario, seed and replicate give the same bytes, with any number of workers.
Exit codes: 0 done; 2 wrong input; 3 some runs failed; 4 output exists or cannot be written; 70 a bug; 130 interrupted.
`;

const EXAMPLES = `
To start:
  entente init                     a commented scenario to start from
  entente describe SCENARIO        what a scenario means, in words and numbers
  entente run SCENARIO             run it
`;

/** The command line. `done` is told the exit code of the command that ran; errors are thrown. */
export function buildProgram(io: Io, argv: readonly string[], done: (code: number) => void): { parseAsync(): Promise<void> } {
  const program = new Command('entente')
    .description('A simulation laboratory for alliance politics.')
    .version(VERSION, '--version', 'print the version')
    .helpOption('--help', 'print this help')
    .helpCommand(false)
    .addHelpText('after', EXAMPLES)
    .configureOutput({ writeOut: (text) => io.stdout(text), writeErr: (text) => io.stderr(text) })
    .configureHelp({ helpWidth: 100 })
    .exitOverride();
  const metrics = METRICS.map(({ name }) => name);
  addRun(program, io, argv, done);
  program
    .command('validate')
    .description('check scenario files; all problems are told at once')
    .argument('[FILE...]', 'scenario files')
    .addOption(setOption())
    .option('--json', 'print the problems as JSON')
    .option('--quiet', 'say nothing of files that are valid')
    .action((files: string[], { set: sets = [], ...options }: ValidateOptions & { set?: string[] }) =>
      done(validateCommand(files, { ...options, sets, metrics }, io)),
    );
  program
    .command('describe')
    .description('say what a scenario means before any run, in words and numbers')
    .argument('<SCENARIO>', 'scenario file')
    .addOption(setOption())
    .option('--json', 'print it as JSON')
    .action((file: string, { set: sets = [], ...options }: DescribeOptions & { set?: string[] }) =>
      done(describeCommand(file, { ...options, sets, metrics }, io)),
    );
  program
    .command('init')
    .description('write a commented scenario to start from')
    .argument('[DIR]', 'folder to write to', '.')
    .action((dir: string) => done(initCommand(dir, io)));
  program
    .command('schema')
    .description('print the JSON Schema from which editors complete and explain')
    .argument('[KIND]', 'kind of file: scenario', 'scenario')
    .action((kind: string) => done(schemaCommand(kind, io)));
  return { parseAsync: async () => void (await program.parseAsync(argv, { from: 'user' })) };
}

function setOption(): Option {
  return new Option('--set <PATH=VALUE>', 'set something in the scenario, as parameters.entrapment_cost=2 (repeatable)').argParser(collect);
}

function addRun(program: Command, io: Io, argv: readonly string[], done: (code: number) => void): void {
  program
    .command('run')
    .description('run a scenario, once or many times, and write a results folder')
    .argument('[SCENARIO]', 'scenario file (YAML or JSON)')
    .option('--seed <N>', 'seed of the random numbers, from 0; none given: one is drawn and told')
    .option('--replicates <N>', 'number of runs, which differ in luck alone (default: 1)')
    .option('--ticks <N>', 'number of ticks, in place of that of the scenario')
    .addOption(setOption())
    .option('--rule <NAME>', 'decision rule, in place of that of the scenario')
    .addOption(
      new Option('--record <TABLE=EVERY>', 'record states, dyads or decisions every so many ticks; 0 = not (repeatable)').argParser(
        collect,
      ),
    )
    .option('--out <DIR>', 'results folder (default: results/ and the name of the scenario)')
    .option('--force', 'replace an older results folder, once the new one is complete')
    .option('--workers <N>', 'threads; 1 = the main one alone (default: as many as pay)')
    .option('--worker-memory <MB>', 'memory of a worker; a run that needs more fails alone (default: 4096)')
    .option('--from <MANIFEST>', 'make the results of a manifest.json again, to the byte, in place of SCENARIO')
    .option('--until <TICK>', 'stop after this tick and write --checkpoint')
    .option('--checkpoint <FILE>', 'where --until saves the runs')
    .option('--resume <FILE>', 'go on from a checkpoint, in place of SCENARIO; the results are those of the whole runs')
    .option('--check', 'check the invariants of the model after every tick')
    .option('--dry-run', 'say what would be run, how much would come out and how long it would take')
    .option('--json', 'print the summary as JSON on standard output')
    .option('--quiet', 'print nothing but errors')
    .addHelpText('after', RUN_EXAMPLES)
    .action(async (scenario: string | undefined, raw: RawRunOptions) => done(await runCommand(readRunOptions(scenario, raw), argv, io)));
}
