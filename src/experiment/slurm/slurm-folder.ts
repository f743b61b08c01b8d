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

/** File of the planned and submitted jobs. */
const SLURM_FILE = 'slurm.json';
/** A lock that was updated within this time has a live owner; milliseconds. Owners update theirs every five seconds. */
const ALIVE = 20_000;
const REMEDY = 'choose another place with --out, or remove the folder';

const SCHEMA = z.strictObject({
  format: z.literal('entente-slurm'),
  version: z.literal(1),
  seed: z.int().min(0),
  shards: z.int().min(2).max(MAX_SHARDS),
  /** Settings of the command line. */
  ticks: z.int().min(1).optional(),
  sets: z.array(z.string()).max(10_000),
  experiment: EXPERIMENT_SCHEMA,
  jobs: z.array(z.strictObject({ id: z.string(), tasks: z.string(), submitted: z.iso.datetime() })),
});

/** The file of a job folder. */
export type SlurmFile = z.infer<typeof SCHEMA>;

/** Reads the file of a job folder; undefined where there is no folder, or an empty one. @throws InputError where it was altered, OutputError where the place is taken */
export function readSlurmFolder(folder: string): SlurmFile | undefined {
  const file = join(folder, SLURM_FILE);
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  if (!stat.isDirectory() || (!existsSync(file) && readdirSync(folder).length > 0))
    throw new OutputError(`${folder} exists and holds no job of ours; ${REMEDY}`);
  if (!existsSync(file)) return undefined;
  return readOwn(file, SCHEMA, 'what this version of entente wrote', REMEDY);
}

/** Checks that a plan is the one that a folder was made for. @throws InputError with the differences */
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

/** Writes a job's folder. Returns a function that removes it again, for use when Slurm refuses the job. @throws OutputError */
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

/** Writes the file of planned and submitted jobs. @throws OutputError */
export function noteJobs(folder: string, file: SlurmFile): void {
  writing(folder, () => replaceFile(join(folder, SLURM_FILE), `${JSON.stringify(file, null, 2)}\n`));
}

/** Shards by their state. */
export interface ShardsFound {
  done: number[];
  /** Shards with a live sweep. */
  running: number[];
  /** Not begun, or ended early. */
  missing: number[];
}

/** Finds the state of all shards from their files, without asking Slurm. `now` in milliseconds. @throws InputError where a folder has something else */
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
