import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { formatRows, type Cell } from '../../src/results/csv.ts';
import type { Verdict } from './finding.ts';
import type { Effect, Outcome } from './judge.ts';

/** What is stored of one hypothesis: numbers to six digits, so that a page and its data can be compared. */
export interface EffectRecord extends Effect {
  readonly finding: number;
}

/** What is stored of one exact hypothesis. */
export interface ExactRecord {
  readonly finding: number;
  readonly id: string;
  readonly cases: number;
  readonly faults: number;
  readonly verdict: Verdict;
}

/** Mean of an outcome at one point of a plane. */
export interface PlaneRecord {
  readonly world: string;
  readonly e: number;
  readonly a: number;
  readonly outcome: string;
  readonly n: number;
  readonly mean: number;
}

/** One value term switched off, and what the fast set then says of one finding. */
export interface AblationRecord {
  readonly term: string;
  readonly finding: number;
  readonly verdict: Verdict;
  /** Effect of the finding's first hypothesis with the term off over that with all terms; NaN where there is none. */
  readonly ratio: number;
}

/** Everything that the pages are made from. */
export interface Records {
  readonly seed: number;
  readonly effects: readonly EffectRecord[];
  readonly exact: readonly ExactRecord[];
  readonly planes: readonly PlaneRecord[];
  readonly ablation: readonly AblationRecord[];
}

const DIGITS = 6;

/** To six significant digits. */
export function rounded(x: number): number {
  return Number.isFinite(x) ? Number(x.toPrecision(DIGITS)) : NaN;
}

/** What a test says, to be stored. */
export function recordsOf({ finding, effects, exact }: Outcome): { effects: EffectRecord[]; exact: ExactRecord[] } {
  return {
    effects: effects.map((effect) => ({
      finding: finding.number,
      ...effect,
      from: rounded(effect.from),
      to: rounded(effect.to),
      effect: rounded(effect.effect),
      low: rounded(effect.low),
      high: rounded(effect.high),
      sd: rounded(effect.sd),
      detectable: rounded(effect.detectable),
    })),
    exact: exact.map(({ id, cases, faults, verdict }) => ({ finding: finding.number, id, cases, faults, verdict })),
  };
}

/** The tables of the stored data by file name, with the columns that hold text. */
const TABLES = {
  effects: {
    columns: ['finding', 'id', 'n', 'from', 'to', 'effect', 'low', 'high', 'sd', 'detectable', 'verdict'],
    words: ['id', 'verdict'],
  },
  exact: { columns: ['finding', 'id', 'cases', 'faults', 'verdict'], words: ['id', 'verdict'] },
  planes: { columns: ['world', 'e', 'a', 'outcome', 'n', 'mean'], words: ['world', 'outcome'] },
  ablation: { columns: ['term', 'finding', 'verdict', 'ratio'], words: ['term', 'verdict'] },
} as const;
/** Names of the stored tables. */
export type TableName = keyof typeof TABLES;
const TABLE_NAMES = Object.keys(TABLES) as TableName[];

/** A table as CSV; what is not defined is an empty cell. */
export function toCsv(table: TableName, rows: readonly object[]): string {
  const { columns } = TABLES[table];
  const cells = rows.map((row) =>
    columns.map((column): Cell => {
      const value = (row as Record<string, Cell>)[column] ?? null;
      return typeof value === 'number' && !Number.isFinite(value) ? null : value;
    }),
  );
  return formatRows([[...columns], ...cells]);
}

/** A stored table read back. */
function fromCsv(table: TableName, text: string): Record<string, string | number>[] {
  const words: readonly string[] = TABLES[table].words;
  const rows = parse(text, { columns: true, skip_empty_lines: true }) as Record<string, string>[];
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, words.includes(name) ? value : value === '' ? NaN : Number(value)]),
    ),
  );
}

/** The seed of the stored findings. */
export const STORED_SEED = 2026;

/** The stored findings of a checkout; empty tables where there are none yet. */
export function readRecords(root: string): Records {
  const tables = TABLE_NAMES.map((name) => {
    const path = join(root, 'docs', 'findings', 'data', `${name}.csv`);
    return [name, existsSync(path) ? fromCsv(name, readFileSync(path, 'utf8')) : []];
  });
  return { seed: STORED_SEED, ...Object.fromEntries(tables) } as Records;
}
