import { called, CCODE, optional, YEAR, type DataSet, type Row } from '../data-set.ts';
import type { ColumnSpec } from '../cells.ts';
import { entryOf, putYear, type RecordData } from '../record-data.ts';
import { byYear, codesOf, isFirstOfState, spellOf, yearsIn } from './rows.ts';

const SCORE = (names: string[], min: number, max: number, meaning: string, missing: number[] = []): ColumnSpec => ({
  names,
  kind: 'number',
  min,
  max,
  missing,
  optional: true,
  meaning,
});

export const DEMOCRACY: DataSet = {
  id: 'democracy',
  role: 'democracy',
  title: 'Regimes: Polity, Varieties of Democracy or Unified Democracy Scores',
  versions: 'Polity5 2018; V-Dem 12 to 16; extended UDS; or a file with several of them, by state code and year',
  cite: [
    {
      key: 'Marshall2020',
      text: 'M. G. Marshall, Polity5: Political Regime Characteristics and Transitions, 1800-2018, 2020 (where polity2 is used)',
    },
    {
      key: 'VDem',
      text: 'M. Coppedge and others, V-Dem Dataset, Varieties of Democracy Project (where v2x_polyarchy is used; cite your version)',
    },
    { key: 'Marquez2016', text: 'X. Marquez, A Quick Method for Extending the Unified Democracy Scores, 2016 (where aeuds is used)' },
    {
      key: 'PemsteinEtAl2010',
      text: 'D. Pemstein, S. A. Meserve and J. Melton, Democratic Compromise: A Latent Variable Analysis of Ten Measures of Regime Type, Political Analysis 18, 2010, 426-449 (where aeuds is used)',
    },
  ],
  columns: {
    ccode: called(CCODE, 'ccode', 'COWcode', 'cowcode'),
    year: YEAR,
    polity: SCORE(['polity2'], -10, 10, 'Polity score, -10 autocratic to 10 democratic', [-66, -77, -88]),
    polyarchy: SCORE(['v2x_polyarchy'], 0, 1, 'electoral democracy index'),
    uds: SCORE(['aeuds'], -10, 10, 'extended Unified Democracy Score, 0 between the two kinds'),
  },
  oneOf: ['polity', 'polyarchy', 'uds'],
  everyYear: true,
  take: byYear((row, into, year) => {
    const ccode = row.number('ccode'); // V-Dem has countries without a code
    if (ccode === null || !isFirstOfState(row, ccode, year)) return;
    putYear(into.regimes, year, ccode, { polity: row.number('polity'), polyarchy: row.number('polyarchy'), uds: row.number('uds') });
  }),
};

const IDEAL_CITE = [
  {
    key: 'BaileyEtAl2017',
    text: 'M. A. Bailey, A. Strezhnev and E. Voeten, Estimating Dynamic State Preferences from United Nations Voting Data, Journal of Conflict Resolution 61, 2017, 430-456',
  },
];
const IDEAL: ColumnSpec = { names: [], kind: 'number', min: -10, max: 10, meaning: 'ideal point' };
const SESSION_OFFSET = 1945;

const idealPoints = (yearOf?: (row: Row) => number | null) =>
  byYear(
    (row, into, year) => {
      const ccode = row.must('ccode');
      const value = row.number('point') ?? row.number('other');
      if (ccode !== null && value !== null && isFirstOfState(row, ccode, year)) putYear(into.idealPoints, year, ccode, value);
    },
    // a year without a session uses the session of one or two years before
    (year, { years }) => [0, 1, 2].some((back) => years.has(year + back)),
    yearOf,
  );

export const IDEAL_POINTS: DataSet = {
  id: 'ideal-points-sessions',
  role: 'ideal_points',
  title: 'United Nations ideal points, by session',
  versions: 'June 2024 and older',
  cite: IDEAL_CITE,
  columns: {
    ccode: CCODE,
    session: { names: ['session'], kind: 'whole', min: 1, max: 300, meaning: 'session: year less 1945' },
    point: called(IDEAL, 'IdealPointAll', 'IdealPoint'),
    other: optional(called(IDEAL, 'IdealPointFP')),
  },
  take: idealPoints((row) => {
    const session = row.must('session');
    return session === null ? null : session + SESSION_OFFSET;
  }),
};

export const IDEAL_POINTS_YEARS: DataSet = {
  id: 'ideal-points-years',
  role: 'ideal_points',
  title: 'United Nations ideal points, by year',
  versions: 'July 2025',
  cite: IDEAL_CITE,
  columns: { ccode: CCODE, year: YEAR, point: called(IDEAL, 'idealpointall'), other: optional(called(IDEAL, 'idealpointfp')) },
  take: idealPoints(),
};

export const RIVALRIES: DataSet = {
  id: 'strategic-rivalries',
  role: 'rivalries',
  title: 'Strategic rivalries',
  versions: '2021 (Thompson, Sakuwa and Suhas)',
  cite: [
    {
      key: 'ThompsonSakuwaSuhas2021',
      text: 'W. R. Thompson, K. Sakuwa and P. H. Suhas, Analyzing Strategic Rivalries in World Politics, Springer 2021',
    },
  ],
  columns: {
    first: called(CCODE, 'ccode1'),
    second: called(CCODE, 'ccode2'),
    from: called(YEAR, 'start', 'styear'),
    to: called(YEAR, 'end', 'endyear'),
    rivalry: { names: ['rivalry', 'rivalryname'], kind: 'text', meaning: 'name of the rivalry' },
  },
  take(row, into, span) {
    const spell = spellOf(row);
    if (spell === null || yearsIn(spell, span).length === 0) return;
    const codes = codesOf(row);
    if (codes === null) return;
    const [from, to] = spell;
    const [a, b] = codes;
    if (row.first(`${a}|${b}|${from}`, `rivalry of ${a}, ${b} from ${from}`))
      into.rivalries.push({ a: Math.min(a, b), b: Math.max(a, b), from, to });
  },
};

const DISPUTE: ColumnSpec = { names: ['disno', 'dispnum', 'dispnum3'], kind: 'whole', min: 1, meaning: 'number of the dispute' };
const LEVEL: ColumnSpec = {
  names: [],
  kind: 'whole',
  min: 0,
  max: 5,
  missing: [-9],
  meaning: 'highest level of hostility: 2 threat, 3 display, 4 use of force, 5 war',
};
const CODE: ColumnSpec = { names: [], kind: 'whole', missing: [-9, -8, -7], meaning: 'code' };

/** Notes that a state started a dispute. */
function start(into: RecordData, ccode: number, dispute: number, year: number): void {
  const known = entryOf(into.started, ccode, () => new Map<number, number>());
  known.set(dispute, Math.max(year, known.get(dispute) ?? year));
}

/** Whether a state is coded as seeking a change of the status quo; in files that do not say, a state that starts a dispute counts as doing so. */
const seeksChange = (row: Row) => !row.has('revisionist') || row.number('revisionist') === 1;
/** Whether a state is on the first side of a dispute from its first day. */
const isOriginator = (row: Row) => row.number('side') === 1 && row.number('origin') === 1;

/** Takes a pair of opponents in a year of a dispute: whether the first started it, and the highest level of hostility. */
const opponents = (starts: (row: Row) => boolean, level: (row: Row) => number) =>
  byYear(
    (row, into, year) => {
      const dispute = row.must('dispute');
      const codes = codesOf(row);
      if (dispute === null || codes === null) return;
      const [a, b] = codes;
      if (starts(row) && seeksChange(row)) start(into, a, dispute, year);
      if (a < b) into.disputes.push({ dispute, a, b, year, level: level(row) });
    },
    (year, { disputesFrom, to }) => disputesFrom <= year && year <= to,
  );

const MID_CITE = {
  key: 'PalmerEtAl2022',
  text: 'G. Palmer and others, The MID5 Dataset, 2011-2014: Procedures, Coding Rules, and Description, Conflict Management and Peace Science 39, 2022, 470-482',
};

export const DYADIC_MID: DataSet = {
  id: 'dyadic-mid',
  role: 'disputes',
  title: 'Dyadic Militarized Interstate Disputes',
  versions: '4.01 and 4.02',
  cite: [
    {
      key: 'MaozEtAl2019',
      text: 'Z. Maoz, P. L. Johnson, J. Kaplan, F. Ogunkoya and A. P. Shreve, The Dyadic Militarized Interstate Disputes (MIDs) Dataset Version 3.0, Journal of Conflict Resolution 63, 2019, 811-835',
    },
  ],
  columns: {
    dispute: DISPUTE,
    first: called(CCODE, 'statea'),
    second: called(CCODE, 'stateb'),
    year: YEAR,
    level: called(LEVEL, 'hihost'),
    role: called(CODE, 'rolea'),
    revisionist: optional(called(CODE, 'revstata')),
  },
  take: opponents(
    (row) => row.number('role') === 1, // primary initiator
    (row) => row.number('level') ?? 2,
  ),
};

export const CROSSED_MID: DataSet = {
  id: 'mid-pairs',
  role: 'disputes',
  title: 'Militarized Interstate Disputes, pairs by year (MID or Gibler, Miller and Little)',
  versions: 'MID 5.0; GML 2.2.1',
  cite: [
    MID_CITE,
    {
      key: 'GiblerMillerLittle2016',
      text: 'D. M. Gibler, S. V. Miller and E. K. Little, An Analysis of the Militarized Interstate Dispute (MID) Dataset, 1816-2001, International Studies Quarterly 60, 2016, 719-730 (where GML is used)',
    },
  ],
  columns: {
    dispute: DISPUTE,
    first: called(CCODE, 'ccode1'),
    second: called(CCODE, 'ccode2'),
    year: YEAR,
    side: called(CODE, 'sidea1'),
    origin: called(CODE, 'orig1'),
    revisionist: optional(called(CODE, 'revstate1')),
    one: called(LEVEL, 'hostlev1'),
    two: called(LEVEL, 'hostlev2'),
  },
  take: opponents(isOriginator, (row) => Math.max(row.number('one') ?? 0, row.number('two') ?? 0, 2)),
};

interface Participant {
  ccode: number;
  side: number;
  from: number;
  to: number;
  level: number;
}
/** Participants in the window by dispute, until all rows are read. */
const participants = new WeakMap<RecordData, Map<number, Participant[]>>();

export const MID_PARTICIPANTS: DataSet = {
  id: 'mid-participants',
  role: 'disputes',
  title: 'Militarized Interstate Disputes, participants',
  versions: 'MID 4.01 to 5.0; GML 2.0',
  cite: [MID_CITE],
  columns: {
    dispute: DISPUTE,
    ccode: CCODE,
    from: called(YEAR, 'styear'),
    to: called(YEAR, 'endyear'),
    side: called(CODE, 'sidea'),
    origin: called(CODE, 'orig'),
    revisionist: optional(called(CODE, 'revstate')),
    level: called(LEVEL, 'hostlev'),
  },
  take(row, into, { disputesFrom, to: last }) {
    const spell = spellOf(row);
    if (spell === null) return;
    const [from, to] = spell;
    if (to < disputesFrom || from > last) return;
    const [dispute, ccode] = [row.must('dispute'), row.must('ccode')];
    if (dispute === null || ccode === null) return;
    if (isOriginator(row) && seeksChange(row) && from >= disputesFrom) start(into, ccode, dispute, from);
    const disputes = entryOf(participants, into, () => new Map<number, Participant[]>());
    entryOf(disputes, dispute, () => []).push({ ccode, side: row.number('side') ?? 0, from, to, level: row.number('level') ?? 2 });
  },
  finish(into, { disputesFrom, to }) {
    for (const [dispute, all] of participants.get(into) ?? [])
      for (const one of all)
        for (const two of all) {
          if (one.side !== 1 || two.side === 1) continue;
          const first = Math.max(one.from, two.from, disputesFrom);
          const last = Math.min(one.to, two.to, to);
          for (let year = first; year <= last; year++)
            into.disputes.push({
              dispute,
              a: Math.min(one.ccode, two.ccode),
              b: Math.max(one.ccode, two.ccode),
              year,
              level: Math.max(one.level, two.level, 2),
            });
        }
  },
};
