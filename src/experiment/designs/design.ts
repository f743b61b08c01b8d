import type * as z from 'zod';

/** What a design needs to know about a factor; the design does not need the meaning of its values. */
export interface FactorShape {
  readonly name: string;
  /** Number of values of a discrete factor, or of levels of a continuous factor in designs with levels; undefined = a continuous factor without levels. */
  readonly levels: number | undefined;
  /** Whether the factor takes only the levels (a list of values, categories, whole numbers), and nothing between them. */
  readonly discrete: boolean;
  /** The coordinate of the value that the factor has when nothing sets it, where known; designs that vary one factor at a time start from it. */
  readonly base?: number;
}

/** One point of a design. */
export interface DesignPoint {
  /** A coordinate for each factor, in [0,1]; the factor turns it into a value. */
  readonly u: readonly number[];
  /** The coordinate of the dummy factor, which sets nothing; a table of points may keep it as `u_dummy`. */
  readonly dummy?: number;
  /** The same number for points that belong together (a Saltelli row-block, a Morris trajectory); otherwise the point's own number. */
  readonly block: number;
  /** The position of the point within its block, such as `A`, `AB1`, `BA2`, `B` or the number of a step; empty in a block of one point. */
  readonly role: string;
}

/** A design made for some factors: random access, so that a million points cost nothing to plan. */
export interface DesignPlan {
  readonly points: number;
  /** Whether the last factor is a dummy, which sets nothing and so must show no effect. */
  readonly dummy?: boolean;
  /** How the options were changed, for the user to know: for example a number of points that was rounded up. */
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
  /** The options that it takes in an experiment file, besides its name. */
  readonly options: Options;
  /** @throws InputError where the factors or options do not fit the design */
  plan(factors: readonly FactorShape[], options: z.output<Options>, seed: number): DesignPlan;
}
