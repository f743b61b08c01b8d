import { canonicalJson, sha256 } from '../../base/digest.ts';
import { InputError, type Problem } from '../../base/errors.ts';
import type { ExperimentSection } from '../../results/manifest.ts';
import { inWords, isMapping } from '../../scenario/values.ts';
import { digestPoints, factorsByName, type SweepPlan } from '../plan.ts';
import type { Share } from './share.ts';
import { conditionText } from '../where.ts';

/** What a manifest says of a sweep. */
export function sectionOf(plan: SweepPlan, file: string, share: Share): ExperimentSection {
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
    ...(share.of === 1 ? {} : { shard: share }),
  };
}

/** All that makes the runs of a sweep what they are, but its points. */
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
  };
  return JSON.parse(JSON.stringify(identity)) as Record<string, unknown>;
}

/** Differences that are told. */
const TOLD = 20;
const REMEDY = 'choose another place with --out, or give --force to begin anew';

/**
 * Holds a sweep to what a folder has of it: the same in everything but more points or replicates. @throws InputError with the differences
 */
export function checkSame(folder: string, before: ExperimentSection, plan: SweepPlan, share: Share): void {
  const differences = differencesOf(before.identity, identityOf(plan), '');
  if (differences.length === 0) differences.push(...planDifferences(before, plan, share));
  if (differences.length === 0) return;
  const told = differences.slice(0, TOLD).map((problem) => ({ file: folder, ...problem, remedy: REMEDY }));
  if (differences.length > TOLD)
    told.push({ file: folder, path: '', expected: 'no more differences', found: `${differences.length - TOLD} more`, remedy: REMEDY });
  throw new InputError(told);
}

function planDifferences(before: ExperimentSection, plan: SweepPlan, share: Share): Problem[] {
  const out: Problem[] = [];
  const shard = (part: Share | undefined) => (part === undefined || part.of === 1 ? 'the whole sweep' : `shard ${part.index}/${part.of}`);
  if (shard(before.shard) !== shard(share)) out.push({ path: 'shard', expected: shard(before.shard), found: shard(share) });
  if (plan.replicates < before.replicates)
    out.push({ path: 'replicates', expected: `at least the ${before.replicates} that are there`, found: String(plan.replicates) });
  if (plan.points < before.points)
    out.push({ path: 'points', expected: `at least the ${before.points} that are there`, found: String(plan.points) });
  else if (share.of > 1 && plan.points !== before.points)
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

/** Where two values of plain data part, as problems of what is expected and what was found. */
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
    : [{ path, expected: `${inWords(before)} as before`, found: inWords(now) }];
}
