import { called, CCODE, FLAG, optional, YEAR, type DataSet, type Row } from '../data-set.ts';
import type { ColumnSpec } from '../cells.ts';
import { directedKey, memberKey, OPEN_END, putYear, type ConditionCodes, type Membership, type Obligations } from '../record-data.ts';
import { byYear, codesOf, isFirstOfPair, yearsIn } from './rows.ts';

const CITE = {
  key: 'LeedsEtAl2002',
  text: 'B. A. Leeds, J. M. Ritter, S. M. Mitchell and A. G. Long, Alliance Treaty Obligations and Provisions, 1815-1944, International Interactions 28, 2002, 237-260',
};
const flag = (name: string): ColumnSpec => called(FLAG, name);
const maybe = (name: string): ColumnSpec => optional(flag(name));

const OBLIGATIONS = {
  defence: flag('defense'),
  offence: flag('offense'),
  neutrality: flag('neutral'),
  nonaggression: flag('nonagg'),
  consultation: flag('consul'),
};
const PROVISIONS = {
  secret: maybe('pubsecr'),
  months: optional({ names: ['length'], kind: 'number', meaning: 'length in months' }),
  renewal: maybe('proren'),
  threat1: optional(called(FLAG, 'statthr1')),
  threat2: optional(called(FLAG, 'statthr2')),
  economic: maybe('ecaid'),
  milcon: maybe('milcon'),
  milaid: maybe('milaid'),
  intcom: maybe('intcom'),
  organ: maybe('organ1'),
  bases: maybe('base'),
  contrib: maybe('contrib'),
};
const CONDITIONS = Object.fromEntries(
  [
    ...['defcoadv', 'defcoloc', 'defcocon', 'defconum', 'defcodem', 'defconpr'],
    ...['offcoadv', 'offcoloc', 'offcocon', 'offconum', 'offcodem'],
    ...['neucoadv', 'neucoloc', 'neucocon', 'neuconum', 'neucodem', 'neuconpr'],
  ].map((name) => [name, maybe(name)]),
);
const is = (row: Row, key: string) => row.number(key) === 1;
const some = (row: Row, key: string) => (row.number(key) ?? 0) > 0;

function obligationsOf(row: Row): Obligations {
  return {
    defence: is(row, 'defence'),
    offence: is(row, 'offence'),
    neutrality: is(row, 'neutrality'),
    nonaggression: is(row, 'nonaggression'),
    consultation: is(row, 'consultation'),
  };
}

function conditionsOf(row: Row, type: 'def' | 'off' | 'neu'): ConditionCodes {
  return {
    adversaries: is(row, `${type}coadv`),
    location: is(row, `${type}coloc`),
    ongoing: is(row, `${type}cocon`),
    number: is(row, `${type}conum`) || is(row, `${type}connum`),
    demands: is(row, `${type}codem`),
    nonProvocation: is(row, `${type}conpr`),
  };
}

const day = (year: number, month: number | null, dayOfMonth: number | null) => year * 10_000 + (month ?? 0) * 100 + (dayOfMonth ?? 0);

/** The provisions of the treaty in a row, the same for every member. */
function provisionsOf(row: Row): Omit<Membership, 'treaty' | 'ccode' | 'from' | 'to' | 'firstDay' | 'lastDay' | 'phase'> {
  return {
    obligations: obligationsOf(row),
    when: { defence: conditionsOf(row, 'def'), offence: conditionsOf(row, 'off'), neutrality: conditionsOf(row, 'neu') },
    named: [row.number('threat1'), row.number('threat2')].filter((code) => code !== null).filter((code) => code > 0),
    secret: row.number('secret') === 2,
    months: Math.max(0, row.number('months') ?? 0),
    renewal: some(row, 'renewal'),
    economic: some(row, 'economic'),
    military: ['milcon', 'milaid', 'intcom', 'organ', 'contrib'].some((key) => some(row, key)),
    bases: some(row, 'bases'),
    row: row.line,
  };
}

function earlier(starts: Map<number, number>, key: number, year: number): void {
  starts.set(key, Math.min(year, starts.get(key) ?? year));
}

/** First and last year of a treaty or a membership, OPEN_END where it was in force when the data closed; null where one is reported as wrong. */
function termOf(row: Row): readonly [number, number] | null {
  const from = row.must('from');
  const end = row.must('to');
  if (from === null || end === null) return null;
  row.noteYear(from);
  if (end !== 0 && end !== OPEN_END) row.noteYear(end);
  return [from, end === 0 ? OPEN_END : end];
}

export const ATOP_MEMBERS: DataSet = {
  id: 'atop-members',
  role: 'atop_members',
  title: 'Alliance Treaty Obligations and Provisions, member level',
  versions: '5.0 and 5.1',
  cite: [CITE],
  columns: {
    treaty: { names: ['atopid'], kind: 'whole', min: 1, meaning: 'number of the treaty' },
    ccode: called(CCODE, 'member'),
    from: called(YEAR, 'yrent'),
    month: optional(called(FLAG, 'moent')),
    day: optional(called(FLAG, 'dayent')),
    to: { names: ['yrexit'], kind: 'whole', min: 0, max: 2200, meaning: 'year of leaving; 0 = in force when the data closed' },
    endMonth: optional(called(FLAG, 'moexit')),
    endDay: optional(called(FLAG, 'dayexit')),
    phase: optional(called(FLAG, 'phase')),
    ...OBLIGATIONS,
    ...PROVISIONS,
    ...CONDITIONS,
  },
  take(row, into, span) {
    const term = termOf(row);
    if (term === null) return;
    const [from, to] = term;
    const treaty = row.must('treaty');
    const ccode = row.must('ccode');
    if (treaty === null || ccode === null) return;
    earlier(into.treatyStarts, treaty, from);
    earlier(into.memberStarts, memberKey(treaty, ccode), from);
    if (yearsIn(term, span).length === 0) return;
    const firstDay = day(from, row.number('month'), row.number('day'));
    if (!row.first(`${treaty}|${ccode}|${firstDay}|${row.number('phase') ?? 0}`, `treaty ${treaty}, member ${ccode} from ${from}`)) return;
    into.memberships.push({
      treaty,
      ccode,
      from,
      to,
      firstDay,
      lastDay: to === OPEN_END ? OPEN_END * 10_000 : day(to, row.number('endMonth') ?? 12, row.number('endDay') ?? 31),
      phase: row.number('phase') ?? 0,
      ...provisionsOf(row),
    });
  },
};

export const ATOP_TREATIES: DataSet = {
  id: 'atop-treaties',
  role: 'atop',
  title: 'Alliance Treaty Obligations and Provisions, treaty level',
  versions: '5.0 and 5.1',
  cite: [CITE],
  columns: {
    treaty: { names: ['atopid'], kind: 'whole', min: 1, meaning: 'number of the treaty' },
    from: called(YEAR, 'begyr'),
    to: { names: ['endyr'], kind: 'whole', min: 0, max: 2200, meaning: 'last year; 0 = in force when the data closed' },
    member: { names: ['mem1'], kind: 'whole', min: 1, max: 9999, meaning: 'members: mem1, mem2 ...' },
    ...OBLIGATIONS,
    ...PROVISIONS,
  },
  take(row, into, span) {
    const term = termOf(row);
    if (term === null) return;
    const [from, to] = term;
    const treaty = row.must('treaty');
    if (treaty === null || yearsIn(term, span).length === 0 || into.coverage.has(ATOP_MEMBERS.id)) return;
    if (!row.first(`${treaty}`, `treaty ${treaty}`)) return;
    const provisions = provisionsOf(row);
    earlier(into.treatyStarts, treaty, from);
    for (const cell of row.listed(/^mem\d+$/i)) {
      const ccode = Number(cell);
      if (Number.isInteger(ccode) && ccode > 0)
        into.memberships.push({ treaty, ccode, from, to, firstDay: from * 10_000, lastDay: to * 10_000 + 1231, phase: 0, ...provisions });
    }
  },
};

/** Takes the obligations of a pair in a year: those of the first toward the second, or with `both` of each toward the other. */
const duties = (both: boolean) =>
  byYear((row, into, year) => {
    const codes = codesOf(row);
    if (codes === null || !isFirstOfPair(row, codes, year)) return;
    const [a, b] = codes;
    const obligations = obligationsOf(row);
    putYear(into.duties, year, directedKey(a, b), obligations);
    if (both) putYear(into.duties, year, directedKey(b, a), obligations);
  });

export const ATOP_DYADS: DataSet = {
  id: 'atop-directed-dyads',
  role: 'atop_dyads',
  title: 'Alliance Treaty Obligations and Provisions, directed pairs by year',
  versions: '5.0 and 5.1 (atop5_1ddyr)',
  cite: [CITE],
  columns: { first: called(CCODE, 'stateA'), second: called(CCODE, 'stateB'), year: YEAR, ...OBLIGATIONS },
  everyYear: true,
  take: duties(false),
};

export const ATOP_UNDIRECTED: DataSet = {
  id: 'atop-dyads',
  role: 'atop_dyads',
  title: 'Alliance Treaty Obligations and Provisions, pairs by year',
  versions: '5.0 and 5.1 (atop5_1dy)',
  cite: [CITE],
  columns: { first: called(CCODE, 'mem1'), second: called(CCODE, 'mem2'), year: YEAR, ...OBLIGATIONS },
  everyYear: true,
  take: duties(true),
};
