import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { canonicalJson, sha256 } from '../base/digest.ts';
import { isSystemError, writing } from '../files/io-errors.ts';
import { MANIFEST_FILE } from '../results/folder.ts';
import { openResults, type ResultsFolder } from '../results/read-results.ts';
import type { Written } from '../results/write-results.ts';
import { RESULTS_FORMAT, RESULTS_VERSION, thisProgram, type Manifest } from '../results/manifest.ts';
import { layOutPartial, type PartialSweep } from '../experiment/journal/assemble.ts';
import { sectionOf } from '../experiment/journal/resume.ts';
import { WHOLE } from '../experiment/plan.ts';
import { sweepUnderWay } from '../experiment/journal/folder.ts';
import { VERSION } from './version.ts';

/** The manifest of what is done of an unfinished sweep. @param finished when it was laid out */
export function partialManifest({ plan, sweep }: PartialSweep, written: Written, argv: readonly string[], finished: string): Manifest {
  const { experiment, seed, replicates } = plan;
  const [first] = experiment.scenarios;
  const scenario = (first?.base ?? {}) as unknown as Record<string, unknown>;
  return {
    format: RESULTS_FORMAT,
    version: RESULTS_VERSION,
    program: thisProgram(VERSION),
    command: [...argv],
    source: first?.source ?? '',
    settings: experiment.settings,
    scenario,
    scenario_sha256: sha256(canonicalJson(scenario)),
    seed,
    seed_drawn: sweep.seed_drawn,
    replicates,
    workers: 1,
    check_every: 0,
    ...written,
    started: sweep.started,
    finished,
    experiment: sectionOf(plan, sweep.experiment.file, WHOLE),
  };
}

/** Results, perhaps of a sweep that is not finished. */
export interface ResultsSoFar {
  results: ResultsFolder;
  /** How many of how many replicates they are; undefined where they are all that there will be. */
  soFar: { replicates: number; of: number } | undefined;
}

/**
 * Has `work` done with the results in a folder; of a sweep that is not finished, running or not, with its complete replicates, which are laid out beside
 * `near` meanwhile; of one that grows, with the results that were finished before. The sweep is only read. Where it comes to its end just then, its
 * results are taken. @throws InputError, OutputError
 */
export async function withResults<T>(
  folder: string,
  near: string,
  argv: readonly string[],
  work: (found: ResultsSoFar) => Promise<T>,
): Promise<T> {
  const underWay = sweepUnderWay(folder);
  if (underWay === undefined || existsSync(join(folder, MANIFEST_FILE))) {
    const results = await openResults(folder);
    const [held, of] = [results.manifest.experiment?.replicates, underWay?.sweep.experiment.replicates];
    return work({ results, soFar: held === undefined || of === undefined ? undefined : { replicates: held, of } });
  }
  const place = resolve(near);
  const scratch = writing(near, () => {
    mkdirSync(dirname(place), { recursive: true });
    return mkdtempSync(join(dirname(place), `.${basename(place)}-so-far-`));
  });
  try {
    const laid = await layOut(folder, join(scratch, 'results'), argv);
    if (laid === undefined) return await work({ results: await openResults(folder), soFar: undefined });
    const results = await openResults(join(scratch, 'results'));
    return await work({ results, soFar: { replicates: laid.plan.replicates, of: laid.of } });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Lays out what is done; undefined where the sweep was finished meanwhile. */
async function layOut(folder: string, target: string, argv: readonly string[]): Promise<PartialSweep | undefined> {
  try {
    // dated as the sweep, so that the same runs give the same bytes
    const describe = (found: PartialSweep, written: Written) => partialManifest(found, written, argv, found.sweep.started);
    return (await layOutPartial(folder, { folder: target, force: false }, describe)).partial;
  } catch (error) {
    const gone = isSystemError(error) && error.code === 'ENOENT';
    if (!gone && sweepUnderWay(folder) !== undefined) throw error;
    for (let tries = 0; tries < 20 && !existsSync(join(folder, MANIFEST_FILE)); tries++) await pause(100); // it is being put in its place
    return undefined;
  }
}
