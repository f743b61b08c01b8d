import { join } from 'node:path';
import { InputError } from '../../base/errors.ts';
import { MANIFEST_FILE } from '../../results/folder.ts';
import type { Written } from '../../results/write-results.ts';
import { readManifest, type Manifest } from '../../results/manifest.ts';
import { assemble } from './assemble.ts';
import { scenarioWith, type Experiment } from '../experiment.ts';
import { planSweep, type SweepPlan } from '../plan.ts';
import { createIndex, indexRecords } from './run-index.ts';
import { runsIn, WHOLE } from './share.ts';
import { sweepUnderWay, type SweepFile } from './sweep-folder.ts';
import { existsSync } from 'node:fs';

/** What of a sweep is done, as a smaller sweep: its complete replicates. */
export interface Partial {
  plan: SweepPlan;
  sweep: SweepFile;
  /** Replicates that the sweep is to have. */
  of: number;
}

/**
 * Lays the complete replicates of a sweep that is under way out as a results folder of a smaller sweep: the bytes are those of a sweep of so many
 * replicates. Nothing of the sweep is changed, and it may go on meanwhile. `describe` makes the manifest.
 * @throws InputError where nothing is under way, no replicate is complete, or it is a shard; OutputError
 */
export async function layOutPartial(
  folder: string,
  target: { folder: string; force: boolean },
  describe: (partial: Partial, written: Written) => Manifest,
): Promise<{ manifest: Manifest; partial: Partial }> {
  const found = sweepUnderWay(folder);
  if (found === undefined) throw refuse(folder, 'a folder with a sweep under way', 'none', 'give the folder of `entente sweep --out`');
  const { sweep, parts } = found;
  if (sweep.experiment.shard !== undefined)
    throw refuse(folder, 'a sweep as a whole', 'a shard of one', 'finish the shards, then merge them');
  const experiment = withBases(sweep.plan);
  const program = String(sweep.experiment.identity['program']);
  const whole = planSweep(experiment, sweep.seed, program);
  const index = createIndex(whole.runs);
  indexRecords(parts, whole, index, false);
  const finished = existsSync(join(folder, MANIFEST_FILE)) ? readManifest(join(folder, MANIFEST_FILE)) : undefined;
  const held = finished?.experiment;
  const complete = completeReplicates(whole, (k) => {
    const inFinished = held !== undefined && k % whole.points < held.points && Math.floor(k / whole.points) < held.replicates;
    return index.has(k) || inFinished;
  });
  if (complete === 0)
    throw refuse(
      folder,
      'at least one replicate of all points',
      `${index.done + index.failed} of ${whole.points} runs of the first`,
      'let the sweep go on',
    );
  const partial = { plan: planSweep({ ...experiment, replicates: complete }, sweep.seed, program), sweep, of: whole.replicates };
  const sources = { placeOf: index.placeOf, finished: held === undefined ? undefined : folder };
  for (const k of runsIn(WHOLE, partial.plan.runs)) if (!index.has(k)) index.noteFinished(k, false);
  const manifest = await assemble(
    partial.plan,
    WHOLE,
    sources,
    target,
    (written) => describe(partial, written),
    () => undefined,
  );
  return { manifest, partial };
}

function completeReplicates({ points, replicates }: SweepPlan, has: (k: number) => boolean): number {
  for (let r = 0; r < replicates; r++) for (let config = 0; config < points; config++) if (!has(r * points + config)) return r;
  return replicates;
}

/** The experiment as it was written down, with what follows from it. */
function withBases(experiment: Experiment): Experiment {
  const scenarios = experiment.scenarios.map((scenario) => ({
    ...scenario,
    base: scenarioWith(experiment, scenario, experiment.settings),
  }));
  return { ...experiment, scenarios };
}

const refuse = (file: string, expected: string, found: string, remedy: string) => new InputError([{ file, expected, found, remedy }]);
