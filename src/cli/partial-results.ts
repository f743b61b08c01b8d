import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { isSystemError, writing } from '../files/io-errors.ts';
import { MANIFEST_FILE } from '../results/folder.ts';
import { openResults, type ResultsFolder } from '../results/read-results.ts';
import type { Written } from '../results/write-results.ts';
import type { Manifest } from '../results/manifest.ts';
import { layOutPartial, type PartialSweep } from '../experiment/journal/assemble.ts';
import { WHOLE } from '../experiment/plan.ts';
import { sweepUnderWay } from '../experiment/journal/folder.ts';
import { manifestOf } from './execute-experiment.ts';

/** The manifest of what is done of an unfinished experiment. @param finished when it was laid out */
export function partialManifest({ plan, sweep }: PartialSweep, written: Written, argv: readonly string[], finished: string): Manifest {
  const { started, seed_drawn: drawn, experiment } = sweep;
  return manifestOf(plan, written, { file: experiment.file, shard: WHOLE, drawn, argv, workers: 1, checkEvery: 0, started, finished });
}

/** Results, perhaps of a sweep that is not finished. */
export interface ResultsSoFar {
  results: ResultsFolder;
  /** How many of how many replicates they are; undefined where they are all that there will be. */
  soFar: { replicates: number; of: number } | undefined;
}

/**
 * Calls `work` with the results in a folder. Of an unfinished sweep, running or not, these are its complete replicates, written to a temporary folder
 * next to `near`; of a sweep that is being extended, the results that were finished before. The sweep itself is only read. If it ends in the meantime,
 * its final results are used. @throws InputError, OutputError
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
