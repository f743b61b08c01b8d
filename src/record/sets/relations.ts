import { called, CCODE, optional, YEAR, type DataSet, type Row } from '../data-set.ts';
import type { ColumnSpec } from '../cells.ts';
import { pairKey, putYear, type ByYear, type RecordData } from '../record-data.ts';
import { bySpell, byYear, isFirstOfPair, pairOf, spellOf, yearsIn, type TakeYear } from './rows.ts';

const FIRST = called(CCODE, 'ccode1');
const SECOND = called(CCODE, 'ccode2');

export const DCAD: DataSet = {
  id: 'dcad',
  role: 'dcad',
  title: 'Defense Cooperation Agreement Dataset',
  versions: '1.0 (main file)',
  cite: [
    {
      key: 'Kinne2020',
      text: 'B. J. Kinne, The Defense Cooperation Agreement Dataset (DCAD), Journal of Conflict Resolution 64, 2020, 729-755',
    },
  ],
  columns: {
    first: FIRST,
    second: SECOND,
    from: called(YEAR, 'signYear'),
    to: called(YEAR, 'endYearEstimate'),
    type: { names: ['type'], kind: 'text', meaning: 'general or sector' },
    id: optional({ names: ['DCAid'], kind: 'text', meaning: 'identifier of the agreement' }),
  },
  take(row, into, span) {
    const spell = spellOf(row);
    if (spell === null || yearsIn(spell, span).length === 0) return;
    const [from, to] = spell;
    const id = row.text('id');
    if (id !== null && !row.first(id, `agreement ${id}`)) return;
    const pair = pairOf(row);
    // a few rows name one state twice: they are no pair
    if (pair !== null && pair[0] !== pair[1])
      into.cooperation.push({ a: pair[0], b: pair[1], from, to, general: row.text('type') === 'general' });
  },
};

const KM: ColumnSpec = { names: [], kind: 'number', min: 0, max: 50_000, missing: [-9], meaning: 'kilometres' };
const DISTANCE_CITE = [
  {
    key: 'Miller2022',
    text: 'S. V. Miller, peacesciencer: An R Package for Quantitative Peace Science Research, Conflict Management and Peace Science 39, 2022, 755-779',
  },
];
const MINIMUM_CITE = [
  {
    key: 'SchvitzEtAl2022',
    text: 'G. Schvitz and others, Mapping the International System, 1886-2019: The CShapes 2.0 Dataset, Journal of Conflict Resolution 66, 2022, 144-161',
  },
];

/** A data set of distances in both of its forms: by spell, and by year, where each pair has a row in both directions. */
function distances(
  about: Pick<DataSet, 'id' | 'role' | 'title' | 'cite'>,
  kmNames: readonly string[],
  table: (into: RecordData) => ByYear<number>,
): [spells: DataSet, years: DataSet] {
  const km = called(KM, ...kmNames);
  const take =
    (isFirst: typeof isFirstOfPair): TakeYear =>
    (row, into, year) => {
      const pair = pairOf(row);
      const value = row.number('km');
      if (pair !== null && value !== null && isFirst(row, pair, year)) putYear(table(into), year, pairKey(...pair), value);
    };
  return [
    {
      ...about,
      versions: 'spells of years',
      columns: { first: FIRST, second: SECOND, from: called(YEAR, 'styear'), to: called(YEAR, 'endyear'), km },
      take: bySpell(take(isFirstOfPair)),
    },
    {
      ...about,
      id: `${about.id}-years`,
      versions: 'pairs by year',
      columns: { first: FIRST, second: SECOND, year: YEAR, km },
      everyYear: true,
      take: byYear(take(() => true)),
    },
  ];
}

export const [CAPITAL_DISTANCE, CAPITAL_DISTANCE_YEARS] = distances(
  { id: 'capital-distance', role: 'distance', title: 'Distances between capitals', cite: DISTANCE_CITE },
  ['capdist_km', 'capdist', 'kmdist'],
  (into) => into.capitalDistance,
);
export const [MINIMUM_DISTANCE, MINIMUM_DISTANCE_YEARS] = distances(
  { id: 'minimum-distance', role: 'minimum_distance', title: 'Shortest distances', cite: MINIMUM_CITE },
  ['mindist_km', 'mindist', 'midist'],
  (into) => into.minimumDistance,
);

const DATE: ColumnSpec = { names: [], kind: 'text', meaning: 'date as YYYY-MM-DD' };
export const CAPITALS: DataSet = {
  id: 'capitals',
  role: 'distance',
  title: 'Capitals and their places',
  versions: 'peacesciencer 1.1 and 1.2',
  cite: DISTANCE_CITE,
  columns: {
    ccode: CCODE,
    from: called(DATE, 'stdate'),
    to: called(DATE, 'enddate'),
    lat: { names: ['lat'], kind: 'number', min: -90, max: 90, meaning: 'latitude in degrees' },
    lon: { names: ['lng', 'lon'], kind: 'number', min: -180, max: 180, meaning: 'longitude in degrees' },
  },
  take(row, into) {
    const ccode = row.must('ccode');
    const lat = row.must('lat');
    const lon = row.must('lon');
    const [from, to] = [yearOf(row, 'from'), yearOf(row, 'to')];
    if (ccode === null || lat === null || lon === null || from === null || to === null) return;
    row.noteYear(from);
    row.noteYear(to);
    into.places.push({ ccode, from, to, lat, lon });
  },
};

function yearOf(row: Row, key: string): number | null {
  const text = row.text(key) ?? '';
  const year = /^(\d{4})-\d{2}-\d{2}$/.exec(text)?.[1];
  if (year !== undefined) return Number(year);
  row.fault(key, 'a date such as 1989-01-31', JSON.stringify(text), 'download the file again and do not save it from a spreadsheet');
  return null;
}

const CONTIGUITY_CITE = [
  {
    key: 'StinnettEtAl2002',
    text: 'D. M. Stinnett, J. Tir, P. Schafer, P. F. Diehl and C. Gochman, The Correlates of War Project Direct Contiguity Data, Version 3, Conflict Management and Peace Science 19, 2002, 58-66',
  },
];
const CONTTYPE: ColumnSpec = { names: ['conttype'], kind: 'whole', min: 1, max: 5, meaning: '1 by land, 2 to 5 over water' };

/** A year in which the type changed has two rows: the nearer counts. */
const takeNearer: TakeYear = (row, into, year) => {
  const pair = pairOf(row);
  const type = row.must('type');
  if (pair === null || type === null) return;
  const key = pairKey(...pair);
  putYear(into.contiguity, year, key, Math.min(type, into.contiguity.get(year)?.get(key) ?? type));
};

export const CONTIGUITY: DataSet = {
  id: 'contiguity-dyads',
  role: 'contiguity',
  title: 'Direct Contiguity, pairs by year',
  versions: '3.1 and 3.2 (contdird)',
  cite: CONTIGUITY_CITE,
  columns: { first: called(CCODE, 'state1no'), second: called(CCODE, 'state2no'), year: YEAR, type: CONTTYPE },
  everyYear: true,
  take: byYear(takeNearer),
};

const MONTH: ColumnSpec = { names: [], kind: 'whole', min: 140_001, max: 220_012, meaning: 'month as YYYYMM' };
export const CONTIGUITY_SPELLS: DataSet = {
  id: 'contiguity',
  role: 'contiguity',
  title: 'Direct Contiguity, master records',
  versions: '3.1 and 3.2 (contdir)',
  cite: CONTIGUITY_CITE,
  columns: {
    first: called(CCODE, 'statelno', 'state1no'),
    second: called(CCODE, 'statehno', 'state2no'),
    type: CONTTYPE,
    from: called(MONTH, 'begin'),
    to: called(MONTH, 'end'),
  },
  take: bySpell(takeNearer, 100),
};

const FLOW: ColumnSpec = { names: [], kind: 'number', min: 0, missing: [-9], meaning: 'imports in millions of current dollars' };
export const TRADE: DataSet = {
  id: 'cow-trade',
  role: 'trade',
  title: 'Dyadic trade',
  versions: '3.0 and 4.0',
  cite: [
    {
      key: 'BarbieriKeshkPollins2009',
      text: 'K. Barbieri, O. M. G. Keshk and B. M. Pollins, Trading Data, Conflict Management and Peace Science 26, 2009, 471-491',
    },
    {
      key: 'BarbieriKeshk2016',
      text: 'K. Barbieri and O. M. G. Keshk, Correlates of War Project Trade Data Set Codebook, Version 4.0, 2016',
    },
  ],
  columns: {
    first: FIRST,
    second: SECOND,
    year: YEAR,
    flow1: called(FLOW, 'flow1'),
    flow2: called(FLOW, 'flow2'),
    smooth1: optional(called(FLOW, 'smoothflow1')),
    smooth2: optional(called(FLOW, 'smoothflow2')),
  },
  everyYear: true,
  take: byYear((row, into, year) => {
    const pair = pairOf(row);
    if (pair === null || !isFirstOfPair(row, pair, year)) return;
    const one = row.number('smooth1') ?? row.number('flow1');
    const two = row.number('smooth2') ?? row.number('flow2');
    if (one !== null || two !== null) putYear(into.trade, year, pairKey(...pair), (one ?? 0) + (two ?? 0));
  }),
};
