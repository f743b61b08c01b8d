import type { Problem } from '../base/errors.ts';
import { nearest } from '../scenario/names.ts';
import { quoted, type ColumnSpec } from './cells.ts';
import { DATA_SETS } from './data-sets.ts';
import type { DataSet, Role } from './data-set.ts';

/** The position of each column of a data set in a file. */
export type ColumnPlaces = ReadonlyMap<string, number>;

const fold = (name: string) => name.trim().toLowerCase();

/** The positions of a data set's columns in a header; the first name that the header has counts. */
export function placesOf(set: DataSet, header: readonly string[]): ColumnPlaces {
  const folded = header.map(fold);
  const places = new Map<string, number>();
  for (const [key, spec] of Object.entries(set.columns)) {
    const at = spec.names.map((name) => folded.indexOf(fold(name))).find((place) => place >= 0);
    if (at !== undefined) places.set(key, at);
  }
  return places;
}

const isComplete = (set: DataSet, places: ColumnPlaces) =>
  missingOf(set, places).length === 0 && (set.oneOf ?? ['']).some((key) => key === '' || places.has(key));

function missingOf(set: DataSet, places: ColumnPlaces): [string, ColumnSpec][] {
  return Object.entries(set.columns).filter(([key, spec]) => spec.optional !== true && !places.has(key));
}

/** The data set of a header: of those with all columns present, the one with most columns; undefined where there is none. */
export function recognise(header: readonly string[]): DataSet | undefined {
  let best: DataSet | undefined;
  let most = 0;
  for (const set of DATA_SETS) {
    const places = placesOf(set, header);
    if (places.size > most && isComplete(set, places)) {
      best = set;
      most = places.size;
    }
  }
  return best;
}

const SEMICOLONS = 'semicolons or tabs between the cells: save it as CSV with commas, or download it again';

/** What is wrong with the header of a file that was given for a role; empty where it is right. */
export function headerProblems(file: string, role: Role, header: readonly string[]): Problem[] {
  const damage = separatorProblem(file, header);
  if (damage !== undefined) return [damage];
  const repeated = header.map(fold).find((name, k, all) => name !== '' && all.indexOf(name) !== k);
  const known = recognise(header);
  if (known?.role === role) {
    const used = repeated !== undefined && Object.values(known.columns).some(({ names }) => names.some((name) => fold(name) === repeated));
    if (!used) return [];
    return [{ file, line: 1, path: repeated, expected: 'each column once', found: `${repeated} again`, remedy: 'download the file again' }];
  }
  if (known !== undefined)
    return [
      {
        file,
        line: 1,
        expected: `a file of ${titles(role)}`,
        found: `the columns of ${known.title}`,
        remedy: `give it as ${optionOf(known.role)}`,
      },
    ];
  return missingColumns(file, role, header);
}

function separatorProblem(file: string, header: readonly string[]): Problem | undefined {
  const [only = ''] = header;
  if (header.length > 1 || !/[;\t|]/.test(only)) return undefined;
  return { file, line: 1, expected: 'cells with commas between them', found: JSON.stringify(only.slice(0, 60)), remedy: SEMICOLONS };
}

/** Most columns of a file that a message suggests. */
const FEW = 6;

/** The columns missing for the most similar format of the data set, each with a name that may be meant. */
function missingColumns(file: string, role: Role, header: readonly string[]): Problem[] {
  const forms = DATA_SETS.filter((set) => set.role === role).map((set) => ({ set, places: placesOf(set, header) }));
  const [nearestForm] = forms.sort((x, y) => missingOf(x.set, x.places).length - missingOf(y.set, y.places).length);
  if (nearestForm === undefined) return [];
  const { set, places } = nearestForm;
  const lacking = missingOf(set, places);
  if (places.size === 0)
    return [
      {
        file,
        line: 1,
        expected: `the names of the columns (${lacking.map(([, { names }]) => names[0]).join(', ')})`,
        found: quoted(header.join(',')),
        remedy: 'remove what stands above the names, or download the file again if it is another',
      },
    ];
  const taken = new Set(places.values());
  const free = header.filter((_, k) => !taken.has(k));
  const problems = lacking.map(([, { names, meaning }]): Problem => {
    const [name = ''] = names;
    const near = nearest(name, free);
    const others =
      lacking.length === 1 && free.length > 0 && free.length <= FEW ? `, or rename the column that holds it (${free.join(', ')})` : '';
    const remedy =
      near === undefined
        ? `download ${set.title} (${set.versions}) again${others}`
        : `rename "${near}" back to "${name}" if it is the same`;
    return { file, line: 1, path: name, expected: `a column of that name (${meaning})`, found: 'none', remedy };
  });
  if (problems.length === 0 && set.oneOf !== undefined) {
    const names = set.oneOf.map((key) => set.columns[key]?.names[0] ?? key).join(', ');
    return [{ file, line: 1, expected: `at least one of the columns ${names}`, found: 'none', remedy: `download ${set.title} again` }];
  }
  return problems;
}

const titles = (role: Role) => [...new Set(DATA_SETS.filter((set) => set.role === role).map(({ title }) => title))].join(' or ');

/** The command-line option of a role. */
export const optionOf = (role: Role) => `--${role.replaceAll('_', '-')}`;
