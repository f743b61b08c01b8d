import { canonicalJson, sha256 } from '../base/digest.ts';
import { InvariantError } from '../base/errors.ts';
import { dropDefaults } from '../scenario/resolve.ts';
import { pluginIdentity } from '../base/plugins.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** All that makes a run what it is: the same spec gives the same run, to the bit. */
export interface RunSpec {
  /** Resolved, with every option applied. */
  scenario: Scenario;
  /** Non-negative whole number. */
  seed: number;
  /** Number of the replicate, from 0: runs that differ in it alone differ in their random draws alone. */
  replicate: number;
  /** Every how many ticks, and at the last, the world's invariants are checked; 0 = at the last alone. Without effect on the results. */
  checkEvery: number;
  /** Absent outside of an experiment. */
  point?: PointOfSweep;
}

/** What a run is identified by: its scenario, or the point of an experiment, which stands for it. */
export type RunIdentity = Omit<RunSpec, 'checkEvery' | 'scenario'> & Partial<Pick<RunSpec, 'scenario'>>;

/** Which point of an experiment a run is of. */
export interface PointOfSweep {
  /** Number of the point, from 0. */
  config: number;
  /** Digest of all that makes the point's runs what they are, but seed and replicate. */
  key: string;
}

/** Replicates of one run. */
export interface RunJob extends Omit<RunSpec, 'replicate'> {
  replicates: number;
}

/** One replicate of a job. */
export function specOf({ scenario, seed, checkEvery, point }: Omit<RunSpec, 'replicate'>, replicate: number): RunSpec {
  return point === undefined ? { scenario, seed, replicate, checkEvery } : { scenario, seed, replicate, checkEvery, point };
}

/** The replicates of a job, in order. */
export function* specsOf(job: RunJob): Generator<RunSpec, void> {
  for (let replicate = 0; replicate < job.replicates; replicate++) yield specOf(job, replicate);
}

/**
 * Identity of a run: digest of the scenario apart from what is recorded and what is at its default, of seed and replicate; in an experiment,
 * of the point in place of the scenario. It begins with a letter, so that no reader takes it for a number.
 */
export function runId({ scenario, seed, replicate, point }: RunIdentity): string {
  if (point !== undefined) return pointRunId(point.key, seed, replicate);
  if (scenario === undefined) throw new InvariantError('a run of neither a scenario nor a point');
  return idOf(`{"replicate":${replicate},"scenario":${identityOf(scenario)},"seed":${seed}}`);
}

/** Identity of a run of an experiment. */
function pointRunId(key: string, seed: number, replicate: number): string {
  return idOf(canonicalJson({ point: key, seed, replicate }));
}

const idOf = (text: string) => `r${sha256(text + pluginIdentity()).slice(0, 15)}`;

/**
 * Canonical JSON of a scenario apart from what is recorded and what is at its default, so that a new parameter whose default leaves results as they
 * are changes no identity. It is much longer than what else makes a run, and the same for all its replicates.
 */
function identityOf(scenario: Scenario): string {
  let text = IDENTITIES.get(scenario);
  if (text === undefined) {
    const { record: _record, ...rest } = dropDefaults(scenario);
    text = canonicalJson(rest);
    IDENTITIES.set(scenario, text);
  }
  return text;
}

/** A resolved scenario never changes, so that its text can be kept as long as it is in use. */
const IDENTITIES = new WeakMap<Scenario, string>();
