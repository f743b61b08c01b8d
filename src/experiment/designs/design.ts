import type * as z from 'zod';

/** What a design must know of a factor; what its values mean is no business of the design. */
export interface FactorShape {
  readonly name: string;
  /** How many values a discrete factor has, or how many levels a continuous one is given in designs by levels; undefined = a continuous factor without. */
  readonly levels: number | undefined;
  /** Whether the factor takes the levels alone (a list of values, categories, whole numbers) or everything between as well. */
  readonly discrete: boolean;
  /** The coordinate of the value that the factor has when it is left alone, where that is known; designs that vary one at a time start from it. */
  readonly base?: number;
}

/** One point of a design. */
export interface DesignPoint {
  /** A coordinate for each factor, in [0,1]; the factor turns it into a value. */
  readonly u: readonly number[];
  /** The coordinate of the dummy factor, which is handed to nothing; a table of points may keep it as `u_dummy`. */
  readonly dummy?: number;
  /** The points that belong together (a Saltelli row-block, a Morris trajectory) have the same; else the point's own number. */
  readonly block: number;
  /** What the point is within its block, such as `A`, `AB1`, `BA2`, `B` or the number of a step; empty where there is one alone. */
  readonly role: string;
}

/** A design made for some factors: random access, so that a million points cost nothing to plan. */
export interface DesignPlan {
  readonly points: number;
  /** Whether there is a dummy factor, the last, which is handed to nothing and so must show no effect. */
  readonly dummy?: boolean;
  /** What was made of the options, to be told to the user, such as a number of points that was rounded up. */
  readonly notes?: readonly string[];
  /** The k-th point, computed from k alone, 0 <= k < points. */
  point(k: number): DesignPoint;
}

/** A design of experiments; a row of the registry. */
export interface Design<Options extends z.ZodType = z.ZodType> {
  /** One sentence, for the documentation. */
  readonly meaning: string;
  /** Keys of docs/references.bib. */
  readonly source: readonly string[];
  /** The options that it takes in an experiment file, beside its name. */
  readonly options: Options;
  /** @throws InputError where the factors or options do not fit the design */
  plan(factors: readonly FactorShape[], options: z.output<Options>, seed: number): DesignPlan;
}
