import { InputError } from '../base/errors.ts';
import type { Row } from '../measure/column.ts';
import { POSTURES } from '../model/vocabulary.ts';
import type { ResultsFolder } from '../results/read-results.ts';
import { suggest } from '../scenario/names.ts';
import type { Analysis, AnalysisInput, AnalysisTable, Competition } from './analyses/analysis.ts';
import { ANALYSES } from './analyses/index.ts';
import { metricsOf, readOutcomes, type At, type Outcome } from './outcomes.ts';
import { drawSvg } from '../charts/picture.ts';
import { checkPlane, planeOf, type PlaneChoice } from './plane.ts';
import { isFactorial, readStudy, varying, type Study } from './study.ts';

/** Default number of resamples of every bootstrap. */
export const RESAMPLES = 1000;
/** Most configurations whose system metrics are analysed at every tick by default. */
const MOST_AT_ALL = 12;
/** System metrics that are analysed by default. */
const USUAL = ['n_alliance_ties', 'n_partnership_ties', 'n_minilateral_ties', ...POSTURES.map((posture) => `share_${posture}`)];
/** Run outcomes that are analysed by default; the reductions of a sweep are analysed as well. */
const USUAL_OF_RUNS = ['total_new_disputes', 'total_new_wars'];
/** Prefixes of the names of the outcomes that every run has. */
const GIVEN = /^(final|average|total|pooled|first)_/;
/** Most charts of one table. */
const MOST_PICTURES = 60;

/** The competitors for a region of the plane: system metrics, and what each stands for. */
const COMPETITIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  posture: Object.fromEntries(POSTURES.map((posture) => [`share_${posture}`, posture])),
  tie: { n_alliance_ties: 'alliance', n_partnership_ties: 'partnership', n_minilateral_ties: 'minilateral' },
};

/** What to analyse. */
export interface AnalyseOptions extends PlaneChoice {
  /** Names of metrics; undefined = the default ones, `all` = all. */
  readonly metrics: readonly string[] | undefined;
  /** Undefined = every tick if there are few configurations, the last one if there are many. */
  readonly at: At | undefined;
  /** Names of analyses; undefined = all that the results allow. */
  readonly analyses: readonly string[] | undefined;
  readonly level: number;
  readonly resamples: number;
  readonly against: number | undefined;
}

/** A table, ready to be written. */
export interface MadeTable {
  readonly table: AnalysisTable;
  readonly rows: readonly Row[];
}

/** The results of analysing a folder. */
export interface Analysed {
  readonly study: Study;
  readonly tables: readonly MadeTable[];
  /** File names and texts. */
  readonly pictures: readonly { readonly file: string; readonly svg: string }[];
  /** What the user should know. */
  readonly notes: readonly string[];
}

/**
 * Analyses an open results folder of plain runs or of a sweep, finished or not.
 * @throws InputError for requests that the results do not allow, with the reason
 */
export async function analyse(results: ResultsFolder, options: AnalyseOptions): Promise<Analysed> {
  const study = await readStudy(results);
  checkPlane(study, options);
  const chosen = chosenAnalyses(study, options);
  checkReference(study, options);
  const at = options.at ?? (study.points.length <= MOST_AT_ALL ? 'all' : 'end');
  const outcomes = await outcomesAt(study, namesOf(study, options), at, options.at === undefined);
  const competitions = chosen.some(({ name }) => name === 'regions') ? await readCompetitions(study, options.at ?? 'end') : [];
  const input: AnalysisInput = { study, outcomes, competitions, options };
  const choose = options.analyses === undefined && isFactorial(study) && varying(study).length > 2 && planeOf(study, options) === undefined;
  const notes = choose ? ['more than two factors vary: --plane FACTOR,FACTOR shows the regions of two of them'] : [];
  const tables: MadeTable[] = [];
  const pictures: { file: string; svg: string }[] = [];
  for (const table of chosen.flatMap((analysis) => analysis.tables)) {
    const rows = table.rows(input);
    if (rows.length === 0) continue;
    tables.push({ table, rows });
    const made =
      table.pictures?.(
        rows.map((row) => asRecord(table, row)),
        input,
      ) ?? [];
    if (made.length > MOST_PICTURES)
      notes.push(`${table.name}: the first ${MOST_PICTURES} of ${made.length} pictures; name fewer metrics to see the others`);
    for (const picture of made.slice(0, MOST_PICTURES)) pictures.push({ file: `${picture.name}.svg`, svg: await drawSvg(picture) });
  }
  return { study, tables, pictures, notes: [...notesOn(study, outcomes), ...notes] };
}

function asRecord({ columns }: AnalysisTable, row: Row): Record<string, unknown> {
  return Object.fromEntries(columns.map(({ name }, c) => [name, row[c]]));
}

/** The requested analyses, or all that the results allow. @throws InputError for unknown names and for those that the study does not allow, all at once */
function chosenAnalyses(study: Study, { analyses, ...choice }: AnalyseOptions): readonly Analysis[] {
  if (analyses === undefined)
    return ANALYSES.filter((one) => one.unsuited(study, choice) === undefined && study.points.length <= one.unasked);
  const names = ANALYSES.map(({ name }) => name);
  const problems = analyses.flatMap((name) => {
    const one = ANALYSES.find((other) => other.name === name);
    const path = '--analyses';
    if (one === undefined)
      return [{ path, expected: `an analysis of ${names.join(', ')}`, found: JSON.stringify(name), remedy: suggest(name, names) }];
    const reason = one.unsuited(study, choice);
    return reason === undefined
      ? []
      : [
          {
            file: study.results.folder,
            path,
            expected: `results that allow the analysis ${name}`,
            found: designInWords(study),
            remedy: reason,
          },
        ];
  });
  if (problems.length > 0) throw new InputError(problems);
  return ANALYSES.filter(({ name }) => analyses.includes(name));
}

function designInWords({ design, points, replicates }: Study): string {
  const size = `${points.length} configuration${points.length === 1 ? '' : 's'}, ${replicates} replicate${replicates === 1 ? '' : 's'}`;
  return design === undefined ? `results of plain runs (${size})` : `a sweep by the design ${design} (${size})`;
}

function checkReference({ points, results }: Study, { against }: AnalyseOptions): void {
  if (against === undefined || against < points.length) return;
  throw new InputError([
    {
      file: results.folder,
      path: '--against',
      expected: `a configuration from 0 to ${points.length - 1}`,
      found: String(against),
      remedy: 'see points.csv',
    },
  ]);
}

/** The requested metrics, or the default ones that the results have. */
function namesOf(study: Study, { metrics }: AnalyseOptions): readonly string[] {
  const { runs, system } = metricsOf(study);
  if (metrics?.length === 1 && metrics[0] === 'all') return [...system, ...runs];
  if (metrics !== undefined) return metrics;
  const there = new Set([...system, ...runs, ...runs.map((name) => name.replace(/^final_/, ''))]);
  const usual = [...runs.filter((name) => !GIVEN.test(name)), ...USUAL_OF_RUNS, ...USUAL].filter((name) => there.has(name));
  if (usual.length > 0) return usual;
  throw new InputError([
    {
      file: study.results.folder,
      path: '--metrics',
      expected: 'results with one of the metrics that are analysed unasked',
      found: 'none of them',
      remedy: `name some: ${suggest('', [...system, ...runs])}`,
    },
  ]);
}

/** Outcomes at the requested ticks; by default, at the end and at every tick. */
async function outcomesAt(study: Study, names: readonly string[], at: At, unasked: boolean): Promise<Outcome[]> {
  if (!unasked || at === 'end') return readOutcomes(study, names, unasked ? 'end' : at);
  const { system, runs } = metricsOf(study);
  const byTick = names.filter((name) => system.includes(name) && !runs.includes(name));
  return [...(await readOutcomes(study, names, 'end')), ...(await readOutcomes(study, byTick, 'all'))];
}

/** The competitions for which the results have all values. */
async function readCompetitions(study: Study, at: At): Promise<Competition[]> {
  const { runs, system } = metricsOf(study);
  const there = (name: string) => system.includes(name) || (at === 'end' && runs.includes(`final_${name}`));
  const competitions: Competition[] = [];
  for (const [name, competitors] of Object.entries(COMPETITIONS)) {
    const metrics = Object.keys(competitors);
    if (!metrics.every(there)) continue;
    const outcomes = await readOutcomes(study, metrics, at);
    for (const tick of new Set(outcomes.map((outcome) => outcome.tick))) {
      const ofTick = metrics.flatMap((metric) => outcomes.filter((outcome) => outcome.metric === metric && outcome.tick === tick));
      competitions.push({ name, competitors: Object.values(competitors), tick, outcomes: ofTick });
    }
  }
  return competitions;
}

function notesOn(study: Study, outcomes: readonly Outcome[]): string[] {
  const wanted = study.points.length * study.replicates;
  const failed = study.results.manifest.runs.failed;
  const empty = [...new Set(outcomes.filter(({ values }) => values.every((list) => list.every(Number.isNaN))).map(({ metric }) => metric))];
  return [
    ...(study.runs < wanted ? [`${study.runs} of ${wanted} runs are there; numbers say of how many they speak`] : []),
    ...(failed > 0
      ? [`${failed} run${failed === 1 ? '' : 's'} failed and count${failed === 1 ? 's' : ''} as missing; see errors.csv`]
      : []),
    ...(empty.length > 0 ? [`no run has a value of ${empty.join(', ')}`] : []),
  ];
}
