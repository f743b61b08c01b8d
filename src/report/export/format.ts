import type { ResultsFolder } from '../../results/read-results.ts';

/** What is exported, and where it may be written. */
export interface ExportRequest {
  readonly results: ResultsFolder;
  /** An empty folder that gets its place when everything is written. */
  readonly folder: string;
  /** The results folder as a file in `folder` has to name it. */
  readonly from: string;
  /** The configuration whose network is exported; undefined = the first. */
  readonly config: number | undefined;
  /** The replicate whose network is exported. */
  readonly replicate: number;
}

/** Another shape of the same results; a row of the registry. */
export interface Format {
  /** One sentence, for the help and the documentation. */
  readonly meaning: string;
  /** What to do with what was written, in one line. */
  readonly next: string;
  /** Whether it is of the tables and nothing else, so that all results can be had in it, whatever was recorded. */
  readonly ofTables: boolean;
  /** Writes the files and returns their names. @throws InputError where the results lack what it needs */
  write(request: ExportRequest): Promise<string[]>;
}
