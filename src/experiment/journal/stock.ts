import { InputError } from '../../base/errors.ts';
import { readTable } from '../../results/read-results.ts';
import type { SweepPlan } from '../plan.ts';
import { createIndex, indexRecords, type RunIndex } from './run-index.ts';
import { checkSame } from './section.ts';
import { runsIn, runsOf, type Share } from './share.ts';
import type { SweepFolder } from './sweep-folder.ts';

/** What a folder has of a sweep. */
export interface Stock {
  index: RunIndex;
  /** Bytes of records that were not whole and have been cut off. */
  torn: number;
  /** Runs that the share has. */
  runs: number;
  /** Whether the finished results are all of it. */
  complete: boolean;
  /** Numbers of the runs that are missing. */
  missing(): Generator<number>;
}

/** Takes stock of a folder. `again` has failed runs done again. @throws InputError where it is of another sweep, or was altered */
export async function takeStock(plan: SweepPlan, share: Share, folder: SweepFolder, again: boolean): Promise<Stock> {
  const { underWay, finished } = folder;
  if (underWay !== undefined) checkSame(folder.path, underWay.experiment, plan, share);
  const section = finished?.manifest.experiment;
  if (finished !== undefined && section === undefined)
    throw new InputError([
      { file: folder.path, expected: 'results of a sweep', found: 'results of runs', remedy: 'choose another place with --out' },
    ]);
  if (section !== undefined) checkSame(folder.path, section, plan, share);
  const index = createIndex(plan.runs);
  if (finished !== undefined) {
    const runs = await readTable(finished, 'runs', ['config', 'replicate', 'status']);
    const [configs, replicates, status] = [runs.numbers('config'), runs.numbers('replicate'), runs.texts('status')];
    for (let r = 0; r < runs.rows; r++) index.noteFinished((replicates[r] ?? 0) * plan.points + (configs[r] ?? 0), status[r] === 'failed');
  }
  const { torn } = indexRecords(folder.parts, plan, index, true);
  if (again) for (const k of [...index.failures()]) index.forget(k);
  const runs = runsOf(share, plan.runs);
  return {
    index,
    torn,
    runs,
    complete: section?.points === plan.points && section.replicates === plan.replicates && index.done + index.failed === runs,
    *missing() {
      for (const k of runsIn(share, plan.runs)) if (!index.has(k)) yield k;
    },
  };
}
