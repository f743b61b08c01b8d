import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { canonicalJson } from '../../base/digest.ts';
import { InputError, OutputError, type Problem } from '../../base/errors.ts';
import { makeFolders, MANIFEST_FILE, removeEmpty, WORK_FOLDER } from '../../results/folder.ts';
import { writing } from '../../files/io-errors.ts';
import { replaceFile } from '../../files/whole-file.ts';
import { EXPERIMENT_SCHEMA, readManifest, type ExperimentSection } from '../../results/manifest.ts';
import { LOCK_FILE, readOwn, sweepUnderWay } from '../journal/folder.ts';
import { checkSame } from '../journal/resume.ts';
import { MAX_SHARDS, type SweepPlan } from '../plan.ts';
import { ARRAY_SCRIPT, arrayScript, LOGS, MERGE_SCRIPT, mergeScript, SHARDS, type SlurmJob } from './slurm-script.ts';

/** What was planned and submitted. */
const SLURM_FILE = 'slurm.json';
/** A lock that was touched within this time has a live owner; milliseconds. Owners touch theirs every five seconds. */
const ALIVE = 20_000;
const REMEDY = 'choose another place with --out, or remove the folder';

const SCHEMA = z.strictObject({
  format: z.literal('entente-slurm'),
  version: z.literal(1),
  seed: z.int().min(0),
  shards: z.int().min(2).max(MAX_SHARDS),
  /** What the command line set in the experiment. */
  ticks: z.int().min(1).optional(),
  sets: z.array(z.string()).max(10_000),
  experiment: EXPERIMENT_SCHEMA,
  jobs: z.array(z.strictObject({ id: z.string(), tasks: z.string(), submitted: z.iso.datetime() })),
});

/** What a job folder says of itself. */
export type SlurmFile = z.infer<typeof SCHEMA>;

/** Reads what a folder holds; undefined where there is none, or an empty one. @throws InputError where it was altered, OutputError where the place is taken */
export function readSlurmFolder(folder: string): SlurmFile | undefined {
  const file = join(folder, SLURM_FILE);
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  if (!stat.isDirectory() || (!existsSync(file) && readdirSync(folder).length > 0))
    throw new OutputError(`${folder} exists and holds no job of ours; ${REMEDY}`);
  if (!existsSync(file)) return undefined;
  return readOwn(file, SCHEMA, 'what this version of entente wrote', REMEDY);
}

/** Holds a plan to the one that a folder was made for. @throws InputError with the differences */
export function checkSameJob(folder: string, held: SlurmFile, plan: SweepPlan, shards: number): void {
  if (held.shards !== shards)
    throw new InputError([{ file: folder, path: '--shards', expected: `${held.shards} as before`, found: String(shards), remedy: REMEDY }]);
  try {
    checkSame(folder, held.experiment, plan, { index: 1, of: shards });
  } catch (error) {
    if (error instanceof InputError) throw new InputError(error.problems.map((problem: Problem) => ({ ...problem, remedy: REMEDY })));
    throw error;
  }
}

/** Writes a job's folder. Gives a function that takes back what was made, for when Slurm refuses. @throws OutputError */
export function writeSlurmFolder(folder: string, file: SlurmFile, job: SlurmJob): () => void {
  return writing(folder, () => {
    const made = makeFolders(folder);
    const isFresh = readdirSync(folder).length === 0;
    const takeBack = () => {
      if (!isFresh) return;
      for (const name of [ARRAY_SCRIPT, MERGE_SCRIPT, SLURM_FILE]) rmSync(join(folder, name), { force: true });
      for (const name of [LOGS, SHARDS]) removeEmpty(join(folder, name), join(folder, name));
      removeEmpty(made, folder);
    };
    try {
      for (const name of [LOGS, SHARDS]) mkdirSync(join(folder, name), { recursive: true });
      replaceFile(join(folder, ARRAY_SCRIPT), arrayScript(job));
      replaceFile(join(folder, MERGE_SCRIPT), mergeScript(job));
      noteJobs(folder, file);
    } catch (error) {
      takeBack();
      throw error;
    }
    return takeBack;
  });
}

/** Writes down what was planned and submitted. @throws OutputError */
export function noteJobs(folder: string, file: SlurmFile): void {
  writing(folder, () => replaceFile(join(folder, SLURM_FILE), `${JSON.stringify(file, null, 2)}\n`));
}

/** Shards by how far they are. */
export interface ShardsFound {
  done: number[];
  /** Their sweep has shown that it lives. */
  running: number[];
  /** Not begun, or ended before their end. */
  missing: number[];
}

/** Looks at the files of all shards, and asks nobody. `now` in milliseconds. @throws InputError where a folder has something else */
export function lookAtShards(folder: string, { shards, experiment }: SlurmFile, now: number): ShardsFound {
  const found: ShardsFound = { done: [], running: [], missing: [] };
  for (let shard = 1; shard <= shards; shard++) {
    const path = join(folder, SHARDS, String(shard));
    const beat = statSync(join(path, WORK_FOLDER, LOCK_FILE), { throwIfNoEntry: false })?.mtimeMs;
    if (beat !== undefined && Math.abs(now - beat) < ALIVE) found.running.push(shard);
    else found[isDone(path, experiment, shard, shards) ? 'done' : 'missing'].push(shard);
  }
  return found;
}

function isDone(path: string, experiment: ExperimentSection, shard: number, shards: number): boolean {
  const manifest = join(path, MANIFEST_FILE);
  if (!existsSync(manifest)) return false;
  const section = readManifest(manifest).experiment;
  if (section === undefined || section.shard?.index !== shard || section.shard.of !== shards || whatOf(section) !== whatOf(experiment))
    throw new InputError([
      { file: path, expected: `shard ${shard}/${shards} of the sweep of the folder`, found: 'other results', remedy: 'remove that folder' },
    ]);
  const isWhole = section.points === experiment.points && section.replicates === experiment.replicates;
  return isWhole && sweepUnderWay(path) === undefined;
}

const whatOf = ({ identity }: ExperimentSection) => canonicalJson(identity);
