import { designStream } from '../../base/random.ts';
import type { Column, Row } from '../../measure/column.ts';
import type { Resampling } from '../../statistics/bootstrap.ts';
import type { Outcome } from '../outcomes.ts';
import type { Picture } from '../../charts/picture.ts';
import type { PlaneChoice } from '../plane.ts';
import type { Study } from '../study.ts';

/** What the user chose. */
export interface AnalysisOptions extends PlaneChoice {
  /** Level of all intervals, in (0,1). */
  readonly level: number;
  /** Resamples of every bootstrap. */
  readonly resamples: number;
  /** Configuration that others are compared with; undefined = the base of the design, else the first. */
  readonly against: number | undefined;
}

/** Competing values, of which the greatest prevails. */
export interface Competition {
  readonly name: string;
  /** The competitors, in the order of `outcomes`. */
  readonly competitors: readonly string[];
  readonly tick: number | null;
  readonly outcomes: readonly Outcome[];
}

/** The input of an analysis. */
export interface AnalysisInput {
  readonly study: Study;
  readonly outcomes: readonly Outcome[];
  readonly competitions: readonly Competition[];
  readonly options: AnalysisOptions;
}

/** A table of results of an analysis, as a row of the registry: `<name>.csv`. */
export interface AnalysisTable {
  readonly name: string;
  /** What a row is. */
  readonly meaning: string;
  readonly columns: readonly Column[];
  readonly rows: (input: AnalysisInput) => Row[];
  /** Pictures of the rows, if any. */
  readonly pictures?: (rows: readonly Readonly<Record<string, unknown>>[], input: AnalysisInput) => Picture[];
}

/** An analysis; a row of the registry. */
export interface Analysis {
  readonly name: string;
  /** One sentence, for help and reference. */
  readonly meaning: string;
  /** Keys of docs/references.bib. */
  readonly source: readonly string[];
  /** Why the study does not allow it, in words; undefined where it does. */
  readonly unsuited: (study: Study, choice: PlaneChoice) => string | undefined;
  /** Most configurations with which it is made by default. */
  readonly unasked: number;
  readonly tables: readonly AnalysisTable[];
}

/** The bootstrap of one number uses its own random stream, so that no number depends on which others are requested. */
export function resampling({ level, resamples }: AnalysisOptions, ...name: (string | number | null)[]): Resampling {
  return { level, resamples, draw: designStream(0, `analysis|${name.join('|')}`) };
}
