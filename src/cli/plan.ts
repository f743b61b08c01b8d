import { randomInt } from 'node:crypto';
import { canonicalJson, sha256 } from '../base/digest.ts';
import { InputError } from '../base/errors.ts';
import { METRICS } from '../measure/metrics/index.ts';
import { jobOfManifest } from '../results/manifest-job.ts';
import { readManifest, thisProgram, type ExperimentSection, type Manifest } from '../results/manifest.ts';
import type { RunJob } from '../run/run-spec.ts';
import { readScenario } from '../files/read-scenario.ts';
import { isOnePoint } from '../experiment/experiment.ts';
import { runsOf, WHOLE, type Shard } from '../experiment/plan.ts';
import type { Io } from './io.ts';
import { quoted } from './suggest-command.ts';
import type { RunOptions } from './run-options.ts';
import { VERSION } from './version.ts';

/** Every how many ticks the invariants of a world are checked by default. */
export const CHECK_EVERY = 10;
/** A seed drawn at random, in [0,1e9): short enough to type. */
export const drawSeed = () => randomInt(1_000_000_000);

/** What is to be run, from whichever source, and what the manifest says of it. */
export interface Plan {
  job: RunJob;
  seedDrawn: boolean;
  settings: readonly string[];
  source: string;
  /** The seed was drawn just now, so that a run that is resumed takes that of the run which was interrupted. */
  seedIsOpen?: boolean;
  /** The part of the runs that a manifest is of. */
  shard?: Shard | undefined;
}

/** The plan of a scenario file with the options. @throws InputError */
export function planOf(options: RunOptions): Plan {
  const source = options.scenario ?? '';
  const scenario = readScenario(source, { sets: options.settings, metrics: METRICS.map(({ name }) => name) });
  const seed = options.seed ?? drawSeed();
  const job = { scenario, seed, replicates: options.replicates ?? 1, checkEvery: options.check ? 1 : CHECK_EVERY };
  const drawn = options.seed === undefined;
  return { job, seedDrawn: drawn, seedIsOpen: drawn, settings: options.settings, source };
}

/** The plan of a manifest, which may be untrusted: its scenario goes through the same loader as a file's. */
export function planFrom(file: string, options: RunOptions, io: Io): Plan {
  const manifest = readManifest(file);
  const { experiment } = manifest;
  if (experiment !== undefined && !isOnePoint(experiment)) throw ofSweep(file, manifest, experiment);
  const job = jobOfManifest(manifest, file, options.check ? 1 : CHECK_EVERY);
  if (manifest.program.version !== VERSION)
    io.stderr(
      `warning: ${file} was made by entente ${manifest.program.version} and this is ${VERSION}: the bytes of the results may differ\n`,
    );
  if (majorOf(manifest.program.node) !== majorOf(process.version))
    io.stderr(
      `warning: ${file} was made on Node ${manifest.program.node} and this is ${process.version}: the bytes of the results may differ\n`,
    );
  return { job, seedDrawn: manifest.seed_drawn, settings: manifest.settings, source: manifest.source, shard: experiment?.shard };
}

function ofSweep(file: string, { seed, runs }: Manifest, { name, file: source, points, replicates }: ExperimentSection): InputError {
  return new InputError([
    {
      file,
      expected: 'the manifest of results of entente run',
      found: `that of the sweep ${JSON.stringify(name)} (${points} points x ${replicates} replicates, ${runs.done + runs.failed} runs)`,
      remedy: `its experiment reproduces it: entente sweep ${quoted(source)} --seed ${seed} --replicates ${replicates} --out DIR`,
    },
  ]);
}

const majorOf = (version: string) => version.split('.')[0];

/** What a plan runs, as manifests and checkpoints say it. */
export type What = Pick<
  Manifest,
  'program' | 'source' | 'settings' | 'scenario' | 'scenario_sha256' | 'seed' | 'seed_drawn' | 'replicates' | 'check_every'
>;

export function describeWhat({ job, seedDrawn, settings, source }: Plan): What {
  return {
    program: thisProgram(VERSION),
    source,
    settings: [...settings],
    scenario: job.scenario as unknown as Record<string, unknown>,
    scenario_sha256: sha256(canonicalJson(job.scenario)),
    seed: job.seed,
    seed_drawn: seedDrawn,
    replicates: job.replicates,
    check_every: job.checkEvery,
  };
}

/** The plan as data for --json. */
export function planJson({ job, seedDrawn }: Pick<Plan, 'job' | 'seedDrawn'>): object {
  const { name, ticks, rule } = job.scenario;
  return { scenario: name, rule, seed: job.seed, seed_drawn: seedDrawn, replicates: job.replicates, ticks };
}

/** One line that says what is run. */
export function headline({ job, seedDrawn }: Pick<Plan, 'job' | 'seedDrawn'>, shard: Shard = WHOLE): string {
  const { scenario, seed, replicates } = job;
  const runs = replicates === 1 ? 'one run' : `${replicates} replicates`;
  const what = `${runs} of ${scenario.ticks} ticks from ${scenario.start}, rule ${scenario.rule}`;
  return `${scenario.name}: ${what}${shardText(shard, replicates)}, ${seedText(seed, seedDrawn)}`;
}

/** Of `runs`, those that a shard has; empty for the whole. */
export const shardText = (shard: Shard, runs: number) =>
  shard.of === 1 ? '' : `, shard ${shard.index} of ${shard.of} with ${runsOf(shard, runs)} of them`;

/** A seed, and how to use it again where it was drawn. */
export const seedText = (seed: number, drawn: boolean) => `seed ${seed}${drawn ? ` (random; --seed ${seed} reproduces it)` : ''}`;
