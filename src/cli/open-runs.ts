import { join } from 'node:path';
import { InputError } from '../base/errors.ts';
import { MANIFEST_FILE } from '../results/folder.ts';
import { columnsOfTable, openResults, scanTable, type ResultsFolder } from '../results/read-results.ts';
import { jobOfManifest } from '../results/manifest-job.ts';
import type { RunJob } from '../run/run-spec.ts';
import type { Row } from '../measure/column.ts';
import { RUN_COLUMNS } from '../measure/columns.ts';
import { pointCommand } from './suggest-command.ts';
import { VERSION } from './version.ts';

/** A results folder of one configuration, and the job that reproduces its runs. */
export interface Runs {
  results: ResultsFolder;
  job: RunJob;
}

/** Opens the results of `entente run`, to repeat parts of them. @throws InputError */
export async function openRuns(folder: string): Promise<Runs> {
  const results = await openResults(folder);
  if (results.tables.has('points'))
    throw new InputError([
      {
        file: folder,
        expected: 'results of entente run',
        found: 'a sweep',
        remedy: `make the runs of a point by themselves, with the same random draws; its point 0 is: ${await pointCommand(results, 'DIR')}; points.csv has the others`,
      },
    ]);
  return { results, job: jobOfManifest(results.manifest, join(folder, MANIFEST_FILE), 0) };
}

/**
 * Compares a reproduced run with what was written of it: the row of system.csv of its present tick.
 * @throws InputError where they differ, as with the results of another version
 */
export async function checkAgain({ results }: Runs, replicate: number, tick: number, system: Row): Promise<void> {
  const columns = columnsOfTable(results, 'system')
    .map(({ name }) => name)
    .slice(RUN_COLUMNS.length);
  for await (const [r, t, ...cells] of scanTable(results, 'system', ['replicate', 'tick', ...columns])) {
    if (Number(r) !== replicate || Number(t) !== tick) continue;
    if (system.length === cells.length && system.every((cell, c) => textOf(cell) === cells[c])) return;
    const c = system.findIndex((cell, at) => textOf(cell) !== cells[at]);
    throw different(results, `${columns[c] ?? 'a column'} is ${textOf(system[c] ?? null)} where system.csv has ${cells[c] ?? 'nothing'}`);
  }
  throw different(results, `no row of replicate ${replicate} at tick ${tick}`);
}

function different({ folder, manifest }: ResultsFolder, found: string): InputError {
  return new InputError([
    {
      file: folder,
      expected: 'results that this program reproduces byte for byte',
      found: `${found} (made by entente ${manifest.program.version} on Node ${manifest.program.node}; this is ${VERSION} on ${process.version})`,
      remedy: 'reproduce them: entente run --from MANIFEST --out DIR',
    },
  ]);
}

function textOf(cell: Row[number]): string {
  return cell === null ? '' : String(cell === 0 ? 0 : cell);
}

/** A replicate that the results have. @throws InputError */
export function knownReplicate({ job }: Runs, replicate: number): number {
  if (replicate < job.replicates) return replicate;
  throw new InputError([
    {
      path: '--replicate',
      expected: `a replicate from 0 to ${job.replicates - 1}`,
      found: String(replicate),
      remedy: 'choose one that was run',
    },
  ]);
}

/** A tick at which states chose. @throws InputError */
export function knownTick({ job }: Runs, option: string, tick: number): number {
  if (tick >= 1 && tick <= job.scenario.ticks) return tick;
  throw new InputError([
    {
      path: option,
      expected: `a tick from 1 to ${job.scenario.ticks}`,
      found: String(tick),
      remedy: 'tick 0 is the start, before any choice',
    },
  ]);
}
