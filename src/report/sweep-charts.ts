import type { Row } from '../measure/column.ts';
import type { ResultsFolder } from '../results/read-results.ts';
import type { Chart } from './series.ts';

/** What the report asks of the analysis: the end of the runs, at a level of intervals, with enough resamples for pictures. */
const OPTIONS = { metrics: undefined, at: 'end', analyses: undefined, level: 0.95, resamples: 200, against: undefined } as const;

/** The analysis of a sweep, which the caller hands in: pictures as SVG by file name, the tables behind them, and what the reader should know. */
export type AnalyseSweep = (
  results: ResultsFolder,
  options: typeof OPTIONS,
) => Promise<{
  readonly pictures: readonly { readonly file: string; readonly svg: string }[];
  readonly tables: readonly {
    readonly table: { readonly name: string; readonly columns: readonly { readonly name: string }[] };
    readonly rows: readonly Row[];
  }[];
  readonly notes: readonly string[];
}>;

/** Most pictures of a sweep. */
const MOST = 24;

/** What a picture of the analyses is, by the beginning of its name, in the order in which they are shown. */
const KINDS: readonly (readonly [prefix: string, title: string, caption: string])[] = [
  ['regions', 'What prevails', 'At each point of the plane of two factors what has the greatest mean over replicates.'],
  ['plane', 'Over the plane', 'Mean over replicates at each point of the plane of two factors.'],
  ['sobol', 'Sensitivity', 'Share of the variance over the design that is due to each factor, with intervals.'],
  ['morris', 'Screening', 'Elementary effects: how much a factor matters, and how much that depends on the others.'],
  ['effects', 'Effects', 'Effects of the factors, with intervals.'],
  ['differences', 'Response', 'Difference of each configuration from the one that others are compared with, with intervals.'],
];

/** The pictures of a sweep, as `entente analyse` draws them: regions and heat maps of a plane, responses, sensitivity. None for plain runs. */
export async function sweepCharts(results: ResultsFolder, analyse: AnalyseSweep): Promise<{ charts: Chart[]; notes: readonly string[] }> {
  if (results.manifest.experiment === undefined) return { charts: [], notes: [] };
  const { pictures, tables, notes } = await analyse(results, OPTIONS);
  const rank = (file: string) => {
    const found = KINDS.findIndex(([prefix]) => file.startsWith(prefix));
    return found < 0 ? KINDS.length : found;
  };
  const chosen = pictures
    .map((picture, index) => ({ ...picture, index }))
    .sort((a, b) => rank(a.file) - rank(b.file) || a.index - b.index)
    .slice(0, MOST);
  const charts = chosen.map(({ file, svg }): Chart => {
    const id = file.replace(/\.svg$/, '');
    const kind = KINDS.find(([prefix]) => file.startsWith(prefix));
    const subject = id.slice(kind?.[0].length ?? 0).replace(/^-/, '');
    const title = kind === undefined ? id : `${kind[1]}${subject === '' ? '' : `: ${subject}`}`;
    const made = tables.find(({ table }) => id.startsWith(table.name)) ?? tables[0];
    return {
      id,
      title,
      caption: kind?.[2] ?? '',
      description: `${title}. ${kind?.[2] ?? ''} The table of the chart has its numbers.`,
      svg,
      paper: true,
      data: {
        columns: made?.table.columns.map(({ name }) => name) ?? [],
        rows: (made?.rows ?? []).map((row) => row.map((cell) => (typeof cell === 'boolean' ? String(cell) : cell))),
      },
    };
  });
  const left = pictures.length - chosen.length;
  return { charts, notes: left > 0 ? [...notes, `${left} more pictures are made by entente analyse`] : notes };
}
