import type { World } from '../model/world.ts';
import type { ActName } from './acts.ts';
import type { WatchName } from './watches.ts';
import type { WorldName } from './worlds.ts';

/** One world under one setting. All arms of a finding share seeds and replicates, so that replicate r of each has the same luck. */
export interface Arm {
  readonly name: string;
  readonly world: WorldName;
  /** `path=value`, as on the command line. */
  readonly sets: readonly string[];
  readonly ticks: number;
  /** Figures beyond those of runs.csv. */
  readonly watch?: WatchName;
  /** Something done to the world in the middle of a run. */
  readonly act?: ActName;
}

/** Direction that a hypothesis expects of the effect: beyond the tolerance upward, beyond it downward, or within it on both sides. */
export type Expectation = 'rises' | 'falls' | 'level';

/** One claim about a paired difference: the figure in arm `to` less `times` the figure in arm `from`. */
export interface Hypothesis {
  readonly id: string;
  readonly statement: string;
  /** A column of runs.csv or of the arm's watch. */
  readonly outcome: string;
  /** An arm, or a constant to hold the figure against. */
  readonly from: string | number;
  /** The outcome of `from` where it is another one. */
  readonly fromOutcome?: string;
  /** Factor on the figure of `from`, 1 where absent. */
  readonly times?: number;
  readonly to: string;
  readonly expect: Expectation;
  /** Smallest effect that counts, in units of the outcome, at least 0. */
  readonly tolerance: number;
  /** `claim`: the finding stands or falls with it. `reach`: reported to show how far it reaches, and without weight in the verdict. */
  readonly part: 'claim' | 'reach';
  /** Left out of the fast set. */
  readonly fullOnly?: boolean;
  /** Most replicates for this hypothesis, where a run takes long; without it those of the finding. */
  readonly most?: number;
}

/** Cases of an exact claim, and those that were not as claimed. */
export interface ExactResult {
  readonly cases: number;
  readonly faults: number;
  /** The first fault in words; empty without. */
  readonly first: string;
}

/** A claim without luck: it holds in every case or it fails. */
export interface ExactHypothesis {
  readonly id: string;
  readonly statement: string;
  /** Works it out anew from a seed; `alter` is laid on every world before its first tick. */
  run(seed: number, alter: Alteration, replicates: number): ExactResult;
}

/** A change laid on a world before its first tick: what ablations and planted faults do. */
export type Alteration = (w: World) => void;

/** A finding of the model: what is claimed, from whom, and how it is tested. */
export interface Finding {
  readonly number: number;
  /** The end of its file names. */
  readonly slug: string;
  readonly title: string;
  readonly claim: string;
  /** Keys of docs/references.bib. */
  readonly source: readonly string[];
  /** The design in words. */
  readonly design: string;
  /** Paired replicates. */
  readonly replicates: { readonly fast: number; readonly full: number };
  readonly arms: readonly Arm[];
  readonly hypotheses: readonly Hypothesis[];
  readonly exact: readonly ExactHypothesis[];
}

/** What the interval says of a hypothesis: beyond doubt as claimed, beyond doubt not, or neither. */
export type Verdict = 'holds' | 'fails' | 'open';

type Rest = Partial<Pick<Hypothesis, 'tolerance' | 'times' | 'fromOutcome' | 'part' | 'fullOnly' | 'most'>>;

/** A hypothesis with the common settings: no tolerance, part of the claim, in both sets. */
export function hypothesis(
  id: string,
  statement: string,
  outcome: string,
  from: string | number,
  expect: Expectation,
  to: string,
  rest: Rest = {},
): Hypothesis {
  return { id, statement, outcome, from, to, expect, tolerance: 0, part: 'claim', ...rest };
}
