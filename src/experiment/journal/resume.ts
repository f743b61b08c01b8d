import { canonicalJson, sha256 } from '../../base/digest.ts';
import { PLUGINS } from '../../base/plugins.ts';
import { InputError, type Problem } from '../../base/errors.ts';
import type { ExperimentSection } from '../../results/manifest.ts';
import { readTable } from '../../results/read-results.ts';
import { formatValue, isMapping } from '../../scenario/values.ts';
import { digestPoints, factorsByName, type SweepPlan } from '../plan.ts';
import { conditionText } from '../where.ts';
import { createIndex, indexEntries, type RunIndex } from './entries.ts';
import { runsIn, runsOf, type Shard } from '../plan.ts';
import type { SweepFolder } from './folder.ts';

/** The section of a sweep in its manifest. */
export function sectionOf(plan: SweepPlan, file: string, shard: Shard): ExperimentSection {
  const { experiment, points, replicates } = plan;
  const { name, title, description, design, conditions, scenarios, kept, independentSeeds } = experiment;
  return {
    name,
    title,
    description,
    file,
    factors: factorsByName(experiment),
    design,
    where: conditions.map(conditionText),
    points,
    points_sha256: digestPoints(plan, points),
    replicates,
    independent_seeds: independentSeeds,
    kept,
    scenarios: scenarios.map(({ name: own, source, input }) => ({ name: own, source, input_sha256: sha256(canonicalJson(input)) })),
    identity: identityOf(plan),
    ...(shard.of === 1 ? {} : { shard }),
  };
}

/** Everything that identifies the runs of a sweep except its points. */
function identityOf({ experiment, seed, version }: SweepPlan): Record<string, unknown> {
  const { scenarios, settings, factors, kept, record, reductions, independentSeeds } = experiment;
  const identity = {
    program: version,
    seed,
    independent_seeds: independentSeeds,
    scenarios: scenarios.map(({ name, input }) => ({ name, input })),
    settings,
    factors: factors.map(({ name, paths }) => ({ name, paths })),
    kept,
    record,
    reductions,
    ...(PLUGINS.length === 0 ? {} : { plugins: PLUGINS.map(({ name, sha256: digest }) => ({ name, sha256: digest })) }),
  };
  return JSON.parse(JSON.stringify(identity)) as Record<string, unknown>;
}

/** Most differences that are shown. */
const SHOWN = 20;
const REMEDY = 'choose another place with --out, or give --force to start again';

/**
 * Checks that a sweep is the one of a folder: only more points or replicates are allowed. @throws InputError with the differences
 */
export function checkSame(folder: string, before: ExperimentSection, plan: SweepPlan, shard: Shard): void {
  const found = differences(before, plan, shard);
  if (found.length === 0) return;
  const shown = found.slice(0, SHOWN).map((problem) => ({ file: folder, ...problem, remedy: REMEDY }));
  if (found.length > SHOWN)
    shown.push({ file: folder, path: '', expected: 'no more differences', found: `${found.length - SHOWN} more`, remedy: REMEDY });
  throw new InputError(shown);
}

function differences(before: ExperimentSection, plan: SweepPlan, shard: Shard): Problem[] {
  const identities = differencesOf(before.identity, identityOf(plan), '');
  return identities.length > 0 ? identities : planDifferences(before, plan, shard);
}

function planDifferences(before: ExperimentSection, plan: SweepPlan, shard: Shard): Problem[] {
  const out: Problem[] = [];
  const named = (part: Shard | undefined) => (part === undefined || part.of === 1 ? 'the whole sweep' : `shard ${part.index}/${part.of}`);
  if (named(before.shard) !== named(shard)) out.push({ path: 'shard', expected: named(before.shard), found: named(shard) });
  if (plan.replicates < before.replicates)
    out.push({ path: 'replicates', expected: `at least the ${before.replicates} that are there`, found: String(plan.replicates) });
  if (plan.points < before.points)
    out.push({ path: 'points', expected: `at least the ${before.points} that are there`, found: String(plan.points) });
  else if (shard.of > 1 && plan.points !== before.points)
    out.push({ path: 'points', expected: `${before.points}, as the shard was made of`, found: String(plan.points) });
  else if (digestPoints(plan, before.points) !== before.points_sha256)
    out.push(
      { path: 'points', expected: `the same ${before.points} points at the beginning`, found: 'others' },
      ...differencesOf(
        { factors: before.factors, design: before.design, where: before.where },
        { factors: factorsByName(plan.experiment), design: plan.experiment.design, where: plan.experiment.conditions.map(conditionText) },
        '',
      ),
    );
  return out;
}

/** Where two values of plain data differ, as problems of what is expected and what was found. */
function differencesOf(before: unknown, now: unknown, path: string): Problem[] {
  if (isMapping(before) && isMapping(now)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(now)])];
    return keys.flatMap((key) => differencesOf(before[key], now[key], path === '' ? key : `${path}.${key}`));
  }
  if (Array.isArray(before) && Array.isArray(now)) {
    const length = Math.max(before.length, now.length);
    return Array.from({ length }, (_, s) => differencesOf(before[s] as unknown, now[s] as unknown, `${path}.${s}`)).flat();
  }
  return canonicalJson(before ?? null) === canonicalJson(now ?? null)
    ? []
    : [{ path, expected: `${formatValue(before)} as before`, found: formatValue(now) }];
}

/** The state of a sweep in a folder. */
export interface Stock {
  index: RunIndex;
  /** Bytes of incomplete entries that have been cut off. */
  torn: number;
  /** Runs of the shard. */
  runs: number;
  /** Whether the finished results have all runs. */
  complete: boolean;
  /** Numbers of the runs that are missing. */
  missing(): Generator<number>;
}

/**
 * Finds the completed runs of an experiment in a folder. With `again`, failed runs count as missing; with `force`, an unfinished other sweep is discarded.
 * @throws InputError where it is of another experiment, or was altered
 */
export async function takeStock(
  plan: SweepPlan,
  shard: Shard,
  folder: SweepFolder,
  { again, force }: { again: boolean; force: boolean },
): Promise<Stock> {
  const { underWay, finished } = folder;
  if (underWay !== undefined && force && differences(underWay.experiment, plan, shard).length > 0) folder.restart();
  else if (underWay !== undefined) checkSame(folder.path, underWay.experiment, plan, shard);
  const section = finished?.manifest.experiment;
  if (finished !== undefined && section === undefined)
    throw new InputError([
      { file: folder.path, expected: 'results of a sweep', found: 'results of runs', remedy: 'choose another place with --out' },
    ]);
  if (section !== undefined) checkSame(folder.path, section, plan, shard);
  const index = createIndex(plan.runs);
  if (finished !== undefined) {
    const runs = await readTable(finished, 'runs', ['config', 'replicate', 'status']);
    const [configs, replicates, status] = [runs.numbers('config'), runs.numbers('replicate'), runs.texts('status')];
    for (let r = 0; r < runs.rows; r++) index.noteFinished((replicates[r] ?? 0) * plan.points + (configs[r] ?? 0), status[r] === 'failed');
  }
  const { torn } = indexEntries(folder.parts, plan, index, true);
  if (again) for (const k of [...index.failures()]) index.forget(k);
  const runs = runsOf(shard, plan.runs);
  return {
    index,
    torn,
    runs,
    complete: section?.points === plan.points && section.replicates === plan.replicates && index.done + index.failed === runs,
    *missing() {
      for (const k of runsIn(shard, plan.runs)) if (!index.has(k)) yield k;
    },
  };
}
