import { InvariantError } from '../../base/errors.ts';
import type { ExportContext } from '../../results/exporters.ts';
import type { RunText } from '../../results/run-text.ts';
import { sweepTables } from '../../results/tables.ts';
import { writeResults, type Written } from '../../results/write-results.ts';
import type { Manifest } from '../../results/manifest.ts';
import { openFinished, type FinishedRuns } from './finished.ts';
import { columnsOfFactors, pointsTable, type SweepPlan } from '../plan.ts';
import { openReader, type RecordPlace } from './record-file.ts';
import { reductionColumn } from '../../measure/reductions.ts';
import { runsIn, type Share } from './share.ts';

/** Where the results of the runs are. */
export interface Sources {
  /** undefined: in the finished results. */
  placeOf(k: number): (RecordPlace & { file: string }) | undefined;
  /** Folder of finished results, if there are any. */
  finished: string | undefined;
}

/**
 * Writes a results folder of the runs of a share, in the order of the plan, wherever they are: the bytes tell nothing of workers, interruptions or the
 * order in which they were done. Memory is that of one run. @throws OutputError
 */
export async function assemble(
  plan: SweepPlan,
  share: Share,
  sources: Sources,
  target: { folder: string; force: boolean },
  manifest: (written: Written) => Manifest,
  seen: (result: RunText) => void,
): Promise<Manifest> {
  const finished = sources.finished === undefined ? undefined : await openFinished(sources.finished, shapeOf(plan));
  const reader = openReader();
  try {
    return await writeResults(target, contextOf(plan), results(plan, share, sources, reader, finished), seen, manifest);
  } finally {
    reader.close();
    await finished?.close();
  }
}

const shapeOf = ({ experiment: { factors, kept } }: SweepPlan) => ({ factors: factors.length, kept });

async function* results(
  plan: SweepPlan,
  share: Share,
  sources: Sources,
  reader: ReturnType<typeof openReader>,
  finished: FinishedRuns | undefined,
): AsyncGenerator<RunText> {
  let ahead = await finished?.next();
  for (const k of runsIn(share, plan.runs)) {
    const place = sources.placeOf(k);
    const config = k % plan.points;
    const replicate = Math.floor(k / plan.points);
    const isNext = ahead?.config === config && ahead.replicate === replicate;
    const result = place === undefined ? ahead : reader.read(place.file, place);
    if (result === undefined || result.config !== config || result.replicate !== replicate)
      throw new InvariantError(`run ${k} of the sweep is not where it was noted`);
    yield result;
    if (isNext) ahead = await finished?.next();
  }
}

/** What the exporters need to know of a sweep. */
function contextOf(plan: SweepPlan): ExportContext {
  const { experiment } = plan;
  const columns = columnsOfFactors(plan);
  const title = experiment.title === '' ? experiment.name : experiment.title;
  return {
    scenario: { name: experiment.name, title },
    tables: sweepTables(experiment.kept, columns, experiment.reductions.map(reductionColumn)),
    pointOf: (config) => plan.point(config).values,
    settingOf(config) {
      const { scenario, settings } = plan.run(config);
      return { scenario: experiment.scenarios[scenario]?.name ?? '', settings };
    },
    given: [pointsTable(plan)],
  };
}
